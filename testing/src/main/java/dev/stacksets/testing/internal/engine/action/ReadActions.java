package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.Operation;
import dev.stacksets.testing.internal.engine.operation.Rollout;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.InstanceState;
import dev.stacksets.testing.internal.engine.record.Target;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackInstanceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackInstanceResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationResultFilter;
import software.amazon.awssdk.services.cloudformation.model.OperationResultFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StopStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.StopStackSetOperationResponse;

/** Reads of instances and operations, and the stop. Describes are strong, lists of operations and results may lag. */
public final class ReadActions {

    private static final Pattern INSTANCE_FILTER_VALUE = Pattern.compile("^\\S{1,128}$");
    private static final Pattern RESULT_FILTER_VALUE = Pattern.compile("^\\S{6,9}$");

    private final EngineContext context;
    private final Directory directory;

    public ReadActions(EngineContext context, Directory directory) {
        this.context = context;
        this.directory = directory;
    }

    public DescribeStackInstanceResponse instance(Caller caller, DescribeStackInstanceRequest request, Instant seen) {
        new Checks()
                .required("stackSetName", request.stackSetName())
                .required("stackInstanceAccount", request.stackInstanceAccount())
                .pattern("stackInstanceAccount", request.stackInstanceAccount(), Checks.ACCOUNT)
                .required("stackInstanceRegion", request.stackInstanceRegion())
                .pattern("stackInstanceRegion", request.stackInstanceRegion(), Checks.REGION)
                .refuseIfBroken();
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName(), seen);
        InstanceKey key = new InstanceKey(request.stackInstanceAccount(), request.stackInstanceRegion());
        return stackSet.instances()
                .find(key, seen)
                .map(instance -> DescribeStackInstanceResponse.builder()
                        .stackInstance(Views.instance(stackSet, key, instance, seen))
                        .build())
                .orElseThrow(() -> Errors.stackInstanceNotFound(stackSet.id(), key.account(), key.region()));
    }

    public ListStackInstancesResponse instances(Caller caller, ListStackInstancesRequest request, Instant seen) {
        new Checks()
                .required("stackSetName", request.stackSetName())
                .range("maxResults", request.maxResults(), 1, 100)
                .pattern("stackInstanceAccount", request.stackInstanceAccount(), Checks.ACCOUNT)
                .pattern("stackInstanceRegion", request.stackInstanceRegion(), Checks.REGION)
                .refuseIfBroken();
        Predicate<InstanceState> wanted = filter(request.filters());
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName(), seen);
        String scope = "ListStackInstances " + stackSet.id() + request.stackInstanceAccount()
                + request.stackInstanceRegion() + request.filters();
        InstanceKey after = context.pages()
                .decode(scope, request.nextToken(), ReadActions::key)
                .orElseGet(() -> new InstanceKey(
                        Optional.ofNullable(request.stackInstanceAccount()).orElse(""), ""));
        Iterator<Instance> matching = within(stackSet, after, request)
                .filter(instance -> instance.at(seen).filter(wanted).isPresent())
                .iterator();
        Page<Instance> page = context.pages()
                .page(
                        matching,
                        context.pageSize(request.maxResults()),
                        scope,
                        instance -> instance.key().toString());
        return ListStackInstancesResponse.builder()
                .summaries(page.items().stream()
                        .map(instance -> Views.instanceSummary(
                                stackSet, instance.key(), instance.at(seen).orElseThrow()))
                        .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    @SuppressWarnings("NullAway") // what nobody sent is null
    private static Stream<Instance> within(
            StackSetState stackSet, InstanceKey after, ListStackInstancesRequest request) {
        String account = request.stackInstanceAccount();
        String region = request.stackInstanceRegion();
        return stackSet.instances()
                .after(after)
                .takeWhile(instance -> account == null || instance.account().equals(account))
                .filter(instance -> region == null || instance.region().equals(region));
    }

    private static InstanceKey key(String position) {
        int slash = position.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("no account and Region: " + position);
        }
        return new InstanceKey(position.substring(0, slash), position.substring(slash + 1));
    }

    private static int index(String position, int size) {
        int index = Integer.parseInt(position);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("not within 0 and " + size + ": " + index);
        }
        return index;
    }

    private static Predicate<InstanceState> filter(List<StackInstanceFilter> filters) {
        Checks checks = new Checks().atMost("filters", filters, 3);
        for (StackInstanceFilter filter : filters) {
            checks.required("filters.member.name", filter.name())
                    .oneOf("filters.member.name", filter.nameAsString(), StackInstanceFilterName.knownValues())
                    .required("filters.member.values", filter.values())
                    .pattern("filters.member.values", filter.values(), INSTANCE_FILTER_VALUE);
        }
        checks.refuseIfBroken();
        return filters.stream().map(ReadActions::filter).reduce(Predicate::and).orElse(instance -> true);
    }

    private static Predicate<InstanceState> filter(StackInstanceFilter filter) {
        String value = filter.values();
        return switch (filter.name()) {
            case DETAILED_STATUS ->
                instance -> instance.detailedStatus().toString().equals(value);
            case LAST_OPERATION_ID ->
                instance -> instance.lastOperationId().orElse("").equals(value);
            case DRIFT_STATUS -> instance -> instance.driftStatus().toString().equals(value);
            case UNKNOWN_TO_SDK_VERSION -> instance -> false;
        };
    }

    public DescribeStackSetOperationResponse operation(
            Caller caller, DescribeStackSetOperationRequest request, Instant seen) {
        require(request.stackSetName(), request.operationId());
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName(), seen);
        Operation operation = find(stackSet, request.operationId()).operation();
        return DescribeStackSetOperationResponse.builder()
                .stackSetOperation(Views.operation(
                        stackSet,
                        operation,
                        operation
                                .statusAt(seen)
                                .orElseThrow(() -> Errors.operationNotFound(operation.id(), stackSet.id())),
                        seen))
                .build();
    }

    public StopStackSetOperationResponse stop(Caller caller, StopStackSetOperationRequest request) {
        require(request.stackSetName(), request.operationId());
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        find(stackSet, request.operationId()).stop();
        return StopStackSetOperationResponse.builder().build();
    }

    private static void require(String stackSetName, String operationId) {
        new Checks()
                .required("stackSetName", stackSetName)
                .required("operationId", operationId)
                .token("operationId", operationId)
                .refuseIfBroken();
    }

    private static Rollout find(StackSetState stackSet, String operationId) {
        return stackSet.operations()
                .find(operationId)
                .orElseThrow(() -> Errors.operationNotFound(operationId, stackSet.id()));
    }

    public ListStackSetOperationsResponse operations(
            Caller caller, ListStackSetOperationsRequest request, Instant asked) {
        new Checks()
                .required("stackSetName", request.stackSetName())
                .range("maxResults", request.maxResults(), 1, 100)
                .refuseIfBroken();
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName(), asked);
        List<Rollout> history = stackSet.operations().history();
        Instant seen = context.lagged(asked);
        String scope = "ListStackSetOperations " + stackSet.id();
        int newest = context.pages()
                .decode(scope, request.nextToken(), position -> index(position, history.size()))
                .orElse(history.size());
        Iterator<Integer> visible = IntStream.iterate(newest - 1, index -> index >= 0, index -> index - 1)
                .filter(index -> history.get(index).operation().statusAt(seen).isPresent())
                .iterator();
        Page<Integer> page = context.pages()
                .page(visible, context.pageSize(request.maxResults()), scope, index -> Integer.toString(index));
        return ListStackSetOperationsResponse.builder()
                .summaries(page.items().stream()
                        .map(history::get)
                        .map(Rollout::operation)
                        .map(operation -> Views.operationSummary(
                                operation, operation.statusAt(seen).orElseThrow(), seen))
                        .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    public ListStackSetOperationResultsResponse results(
            Caller caller, ListStackSetOperationResultsRequest request, Instant asked) {
        new Checks().range("maxResults", request.maxResults(), 1, 100).refuseIfBroken();
        require(request.stackSetName(), request.operationId());
        Optional<String> status = resultStatus(request.filters());
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName(), asked);
        Operation operation = find(stackSet, request.operationId()).operation();
        if (operation.createdAt().isAfter(asked)) {
            throw Errors.operationNotFound(operation.id(), stackSet.id());
        }
        List<Target> results = operation.results();
        Instant seen = context.lagged(asked);
        String scope = "ListStackSetOperationResults " + stackSet.id() + request.operationId() + status;
        int from = context.pages()
                        .decode(scope, request.nextToken(), position -> index(position, results.size()))
                        .orElse(-1)
                + 1;
        PrimitiveIterator.OfInt visible = IntStream.range(from, results.size())
                .filter(index -> shows(results.get(index), seen, status))
                .iterator();
        Page<Integer> page = context.pages()
                .page(visible, context.pageSize(request.maxResults()), scope, index -> Integer.toString(index));
        return ListStackSetOperationResultsResponse.builder()
                .summaries(page.items().stream()
                        .map(results::get)
                        .map(result ->
                                Views.result(result, result.statusAt(seen).orElseThrow()))
                        .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private static boolean shows(Target result, Instant seen, Optional<String> status) {
        return result.statusAt(seen)
                .filter(then -> status.isEmpty() || status.get().equals(then.toString()))
                .isPresent();
    }

    private static Optional<String> resultStatus(List<OperationResultFilter> filters) {
        Checks checks = new Checks().atMost("filters", filters, 1);
        for (OperationResultFilter filter : filters) {
            checks.required("filters.member.name", filter.name())
                    .oneOf("filters.member.name", filter.nameAsString(), OperationResultFilterName.knownValues())
                    .required("filters.member.values", filter.values())
                    .pattern("filters.member.values", filter.values(), RESULT_FILTER_VALUE);
        }
        checks.refuseIfBroken();
        return filters.stream().findFirst().map(OperationResultFilter::values);
    }
}
