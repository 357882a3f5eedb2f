package dev.stacksets.internal.client;

import dev.stacksets.Listing;
import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.drift.DriftReport;
import dev.stacksets.drift.ResourceDrift;
import dev.stacksets.drift.ResourceDriftStatus;
import dev.stacksets.error.InvalidOperationException;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.PagedListing.Page;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.target.AutoDeploymentTarget;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** The calls that start no operation. All of them are safe to repeat. */
public final class StackSetCalls {
    private final ServiceCalls calls;
    private final OperationReads operations;
    private final TemplateCalls templates;
    private final Requests requests;
    private final ReadRequests reads;
    private final Callbacks callbacks;

    public StackSetCalls(
            ServiceCalls calls,
            OperationReads operations,
            TemplateCalls templates,
            Requests requests,
            ReadRequests reads,
            Callbacks callbacks) {
        this.calls = calls;
        this.operations = operations;
        this.templates = templates;
        this.requests = requests;
        this.reads = reads;
        this.callbacks = callbacks;
    }

    /** What starts operations. */
    public Requests requests() {
        return requests;
    }

    public OperationReads operations() {
        return operations;
    }

    public TemplateCalls templates() {
        return templates;
    }

    /** Creates; the request token makes a repeated attempt the same creation. Gives the id. */
    public CompletableFuture<String> create(StackSetDefinition definition, String requestToken) {
        PlacedTemplate template = templates.place(definition.template());
        CallContext context = CallContext.of("CreateStackSet", definition.name())
                .withSecrets(Requests.secrets(definition.parameters().values(), definition.template()));
        CompletableFuture<String> created = templates.call(
                context,
                template,
                (client, placed) ->
                        client.createStackSet(requests.create(definition.withTemplate(placed), requestToken)),
                answer -> given(answer.stackSetId(), context));
        return Futures.cancelling(
                created.exceptionallyCompose(failure -> templates
                        .advise((StackSetsException) ErrorKind.unwrap(failure), template, definition.name())
                        .thenCompose(CompletableFuture::failedFuture)),
                created);
    }

    /** An answer without an id is not AWS's. */
    private static String given(@Nullable String stackSetId, CallContext context) {
        if (stackSetId == null) {
            throw new NoAnswerException(
                    "Stack set '" + context.stackSet().orElse("") + "': " + context.action()
                            + " was answered without an id. It may exist now: describe it. Check the endpoint.",
                    null,
                    null);
        }
        return stackSetId;
    }

    public CompletableFuture<StackSetDescription> describe(String stackSet) {
        return calls.call(
                CallContext.of("DescribeStackSet", stackSet),
                client -> client.describeStackSet(reads.stackSet(stackSet)),
                answer -> Answers.stackSet(answer.stackSet()));
    }

    /** Deletes. AWS answers for a stack set that is not there as if it had deleted it; so do we where an endpoint does not. */
    public CompletableFuture<@Nullable Void> delete(String stackSet) {
        CompletableFuture<@Nullable Void> deleted = calls.call(
                CallContext.of("DeleteStackSet", stackSet),
                client -> client.deleteStackSet(reads.delete(stackSet)),
                answer -> null);
        return Futures.cancelling(
                deleted.exceptionallyCompose(failure -> ErrorKind.unwrap(failure) instanceof StackSetNotFoundException
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure)),
                deleted);
    }

    public CompletableFuture<StackInstance> describeInstance(String stackSet, InstanceId instance) {
        return calls.call(
                CallContext.of("DescribeStackInstance", stackSet),
                client -> client.describeStackInstance(reads.instance(stackSet, instance)),
                answer -> Answers.instance(answer.stackInstance(), calls.redaction()));
    }

    public CompletableFuture<OperationDescription> describeOperation(OperationToken token) {
        return operations.describe(token, CallContext.of("DescribeStackSetOperation", token));
    }

    public PagedListing<StackSetSummary> list(StackSetStatus status) {
        return listing(
                CallContext.of("ListStackSets"),
                (client, next) -> client.listStackSets(reads.stackSets(status, next)),
                answer -> Page.of(answer.summaries(), Answers::summary, answer.nextToken()));
    }

    public PagedListing<StackInstance> listInstances(String stackSet, InstanceFilter filter) {
        CallContext context = CallContext.of("ListStackInstances", stackSet);
        return new PagedListing<>(
                next -> calls.call(
                        context,
                        client -> client.listStackInstances(reads.instances(stackSet, filter, next)),
                        answer -> Page.of(
                                answer.summaries(),
                                each -> Answers.instance(each, calls.redaction()),
                                answer.nextToken())),
                InstanceList.Gathering::new,
                callbacks);
    }

    /** The instances of all Regions, which are read at the same time. */
    public Listing<StackInstance> listInstancesByRegion(String stackSet) {
        return new MergedListing<>(
                () -> Futures.map(
                        describe(stackSet),
                        described -> described.regions().stream()
                                .map(region -> listInstances(
                                        stackSet,
                                        InstanceFilter.builder().region(region).build()))
                                .toList()),
                InstanceList::joined,
                callbacks);
    }

    public CompletableFuture<DriftReport> driftReport(OperationToken token) {
        return new DriftReading(this, token).report();
    }

    /**
     * What a drift detection found in one instance.
     *
     * @param statuses which resources; empty for all
     */
    public PagedListing<ResourceDrift> listResourceDrifts(
            OperationToken token, InstanceId instance, Set<ResourceDriftStatus> statuses) {
        return listing(
                CallContext.of("ListStackInstanceResourceDrifts", token),
                (client, next) ->
                        client.listStackInstanceResourceDrifts(reads.resourceDrifts(token, instance, statuses, next)),
                answer -> Page.of(answer.summaries(), DriftAnswers::resource, answer.nextToken()));
    }

    public PagedListing<AutoDeploymentTarget> listAutoDeploymentTargets(String stackSet) {
        return listing(
                CallContext.of("ListStackSetAutoDeploymentTargets", stackSet),
                (client, next) -> client.listStackSetAutoDeploymentTargets(reads.autoDeploymentTargets(stackSet, next)),
                answer -> Page.of(answer.summaries(), Answers::autoDeploymentTarget, answer.nextToken()));
    }

    public CompletableFuture<OrganizationsAccess> describeOrganizationsAccess() {
        return calls.call(
                CallContext.of("DescribeOrganizationsAccess"),
                client -> client.describeOrganizationsAccess(reads.organizationsAccess()),
                Answers::organizationsAccess);
    }

    public CompletableFuture<@Nullable Void> activateOrganizationsAccess() {
        return unlessSoAlready(
                Set.of(OrganizationsAccess.ENABLED),
                calls.call(
                        CallContext.of("ActivateOrganizationsAccess"),
                        client -> client.activateOrganizationsAccess(request -> {}),
                        answer -> null));
    }

    public CompletableFuture<@Nullable Void> deactivateOrganizationsAccess() {
        return unlessSoAlready(
                Set.of(OrganizationsAccess.DISABLED, OrganizationsAccess.DISABLED_PERMANENTLY),
                calls.call(
                        CallContext.of("DeactivateOrganizationsAccess"),
                        client -> client.deactivateOrganizationsAccess(request -> {}),
                        answer -> null));
    }

    /** AWS does not say how it answers a change that is none, or one it made before the answer was lost. */
    private CompletableFuture<@Nullable Void> unlessSoAlready(
            Set<OrganizationsAccess> wanted, CompletableFuture<@Nullable Void> switched) {
        return Futures.cancelling(
                switched.exceptionallyCompose(refusal -> ErrorKind.unwrap(refusal) instanceof InvalidOperationException
                        ? describeOrganizationsAccess()
                                .handle((access, unread) -> unread == null && wanted.contains(access))
                                .thenCompose(soAlready -> soAlready
                                        ? CompletableFuture.<@Nullable Void>completedFuture(null)
                                        : CompletableFuture.failedFuture(refusal))
                        : CompletableFuture.failedFuture(refusal)),
                switched);
    }

    private <S, T> PagedListing<T> listing(
            CallContext context,
            BiFunction<CloudFormationAsyncClient, @Nullable String, CompletableFuture<S>> request,
            Function<S, Page<T>> reading) {
        return new PagedListing<>(
                next -> calls.call(context, client -> request.apply(client, next), reading), callbacks);
    }
}
