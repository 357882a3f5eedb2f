package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.DriftCheck;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.Operation;
import dev.stacksets.testing.internal.engine.operation.OperationStarter;
import dev.stacksets.testing.internal.engine.operation.Rollout;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.Scope;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.model.DetectStackSetDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackSetDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstanceResourceDriftsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstanceResourceDriftsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceResourceDriftsSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** Drift detection over every stack of a set, and what it found. */
public final class DriftActions {

    private final EngineContext context;
    private final Directory directory;
    private final OperationStarter starter;

    public DriftActions(EngineContext context, Directory directory, OperationStarter starter) {
        this.context = context;
        this.directory = directory;
        this.starter = starter;
    }

    public DetectStackSetDriftResponse detect(Caller caller, DetectStackSetDriftRequest request) {
        new Checks()
                .stackSetNameOrId(request.stackSetName())
                .token("operationId", request.operationId())
                .refuseIfBroken();
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        StackSetOperationPreferences preferences = Preferences.validated(request.operationPreferences());
        String id = starter.replayed(stackSet, request.operationId()).orElseGet(() -> {
            starter.requireFree(stackSet);
            requireNoOtherRun(stackSet);
            Preferences.requireOrderWithin(preferences, stackSet.instances().regions());
            return starter.start(
                    stackSet,
                    request.operationId(),
                    StackSetOperationAction.DETECT_DRIFT,
                    preferences,
                    Scope::definition,
                    new DriftCheck(context, stackSet),
                    () -> everyStack(stackSet));
        });
        return DetectStackSetDriftResponse.builder().operationId(id).build();
    }

    /** One run at a time, also with managed execution. */
    private static void requireNoOtherRun(StackSetState stackSet) {
        stackSet.operations().unfinished(StackSetOperationAction.DETECT_DRIFT).ifPresent(running -> {
            throw Errors.operationInProgress(stackSet.arn(), running.id());
        });
    }

    /** An instance without a stack has nothing to compare. */
    private static Map<String, List<Instance>> everyStack(StackSetState stackSet) {
        Map<String, List<Instance>> byRegion = new TreeMap<>();
        stackSet.instances()
                .all()
                .filter(instance -> instance.stackId().isPresent())
                .forEach(instance -> byRegion.computeIfAbsent(instance.region(), region -> new ArrayList<>())
                        .add(instance));
        return byRegion;
    }

    public ListStackInstanceResourceDriftsResponse resources(
            Caller caller, ListStackInstanceResourceDriftsRequest request) {
        validate(request);
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        InstanceKey key = new InstanceKey(request.stackInstanceAccount(), request.stackInstanceRegion());
        Operation operation = stackSet.operations()
                .find(request.operationId())
                .map(Rollout::operation)
                .orElseThrow(() -> Errors.operationNotFound(request.operationId(), stackSet.id()));
        if (!(operation.effect() instanceof DriftCheck check)) {
            throw Errors.operationNotFound(request.operationId(), stackSet.id());
        }
        if (stackSet.instances().find(key).isEmpty()) {
            throw Errors.stackInstanceNotFound(stackSet.id(), key.account(), key.region());
        }
        List<String> statuses = request.stackInstanceResourceDriftStatusesAsStrings();
        String scope = "ListStackInstanceResourceDrifts " + stackSet.id() + key + operation.id() + statuses;
        String after = context.pages()
                .decode(scope, request.nextToken(), Function.identity())
                .orElse("");
        Iterator<StackInstanceResourceDriftsSummary> matching = DriftViews.resources(check, key).stream()
                .filter(resource ->
                        statuses.isEmpty() || statuses.contains(resource.stackResourceDriftStatusAsString()))
                .filter(resource -> resource.logicalResourceId().compareTo(after) > 0)
                .iterator();
        Page<StackInstanceResourceDriftsSummary> page = context.pages()
                .page(
                        matching,
                        context.pageSize(request.maxResults()),
                        scope,
                        StackInstanceResourceDriftsSummary::logicalResourceId);
        return ListStackInstanceResourceDriftsResponse.builder()
                .summaries(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private static void validate(ListStackInstanceResourceDriftsRequest request) {
        new Checks()
                .stackSetNameOrId(request.stackSetName())
                .required("stackInstanceAccount", request.stackInstanceAccount())
                .pattern("stackInstanceAccount", request.stackInstanceAccount(), Checks.ACCOUNT)
                .required("stackInstanceRegion", request.stackInstanceRegion())
                .required("operationId", request.operationId())
                .token("operationId", request.operationId())
                .pattern("stackInstanceRegion", request.stackInstanceRegion(), Checks.REGION)
                .atMost("stackInstanceResourceDriftStatuses", request.stackInstanceResourceDriftStatusesAsStrings(), 4)
                .eachOf(
                        "stackInstanceResourceDriftStatuses",
                        request.stackInstanceResourceDriftStatusesAsStrings(),
                        StackResourceDriftStatus.knownValues())
                .range("maxResults", request.maxResults(), 1, 100)
                .refuseIfBroken();
    }
}
