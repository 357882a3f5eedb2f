package dev.stacksets.benchmarks.watching;

import dev.stacksets.benchmarks.measuring.SilentAws;
import dev.stacksets.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsResponse;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;

/**
 * Operations at the SDK's interface that go as they were drawn, in virtual time: as much of the service as watching them
 * needs, for more of them than a simulator should keep. Counts what it is asked until it said that an operation ended.
 */
final class ModelAws extends SilentAws {
    private static final int PAGE = 100;

    private static final List<StackSetOperationResultSummary> INSTANCES = IntStream.range(0, PAGE)
            .mapToObj(i -> StackSetOperationResultSummary.builder()
                    .account(Deployments.ACCOUNTS.get(i))
                    .region("us-east-1")
                    .status(StackSetOperationResultStatus.SUCCEEDED)
                    .build())
            .toList();

    private final VirtualTime time;
    private final Supplier<Boolean> allows;
    private final Function<CreateStackInstancesRequest, DrawnOperation> drawing;
    private final Map<String, DrawnOperation> next = new HashMap<>();
    private final Map<String, Running> operations = new HashMap<>();
    private final Map<String, Deque<StackSetOperationSummary>> before = new HashMap<>();
    private final Map<String, Deque<Running>> newest = new HashMap<>();
    private int polls;
    private int starts;
    private int calls;
    private int refused;

    /** An operation that began. */
    private record Running(String id, DrawnOperation operation, Instant began, Instant ends) {}

    /** Takes whatever comes, and begins what {@link #next} said. */
    ModelAws(VirtualTime time) {
        this.time = time;
        this.allows = () -> true;
        this.drawing = request -> Objects.requireNonNull(next.get(request.stackSetName()));
    }

    /** Refuses calls as too fast, and begins what the operation's id says. */
    ModelAws(VirtualTime time, Supplier<Boolean> allows, Function<String, DrawnOperation> byId) {
        this.time = time;
        this.allows = allows;
        this.drawing = request -> byId.apply(request.operationId());
    }

    /** What the next start in this stack set begins. */
    void next(String stackSet, DrawnOperation operation) {
        next.put(stackSet, operation);
    }

    /** Operations that the stack set ran before anybody watched. */
    void ranBefore(String stackSet, List<Duration> durations) {
        Deque<StackSetOperationSummary> past = new ArrayDeque<>();
        Instant ended = time.now().minus(Duration.ofDays(1));
        for (Duration took : durations) {
            past.addLast(summary("past-" + past.size(), StackSetOperationStatus.SUCCEEDED, ended.minus(took), ended));
            ended = ended.minus(Duration.ofDays(1));
        }
        before.put(stackSet, past);
    }

    /** How often it was asked how operations stand. Reading the results of one that ended does not count. */
    int polls() {
        return polls;
    }

    int starts() {
        return starts;
    }

    /** How many calls it took. */
    int calls() {
        return calls;
    }

    /** Nobody asks about it any more. */
    void forget(String id) {
        operations.remove(id);
    }

    int refused() {
        return refused;
    }

    @Override
    public CompletableFuture<CreateStackInstancesResponse> createStackInstances(CreateStackInstancesRequest request) {
        return answered(() -> {
            DrawnOperation operation = drawing.apply(request);
            Instant now = time.now();
            Running begun = new Running(
                    request.operationId(), operation, now, now.plusNanos((long) (1e9 * operation.seconds())));
            if (operations.putIfAbsent(begun.id(), begun) == null) {
                starts++;
                newest.computeIfAbsent(request.stackSetName(), name -> new ArrayDeque<>())
                        .addFirst(begun);
            }
            return CreateStackInstancesResponse.builder()
                    .operationId(begun.id())
                    .build();
        });
    }

    @Override
    public CompletableFuture<DescribeStackSetOperationResponse> describeStackSetOperation(
            DescribeStackSetOperationRequest request) {
        return answered(() -> {
            polls++;
            Running asked = running(request.operationId());
            return DescribeStackSetOperationResponse.builder()
                    .stackSetOperation(o -> {
                        o.operationId(asked.id())
                                .action(StackSetOperationAction.CREATE)
                                .status(status(asked))
                                .creationTimestamp(asked.began())
                                .statusDetails(d -> d.failedStackInstancesCount(0));
                        if (isOver(asked)) {
                            o.endTimestamp(asked.ends());
                        }
                    })
                    .build();
        });
    }

    @Override
    public CompletableFuture<ListStackSetOperationsResponse> listStackSetOperations(
            ListStackSetOperationsRequest request) {
        return answered(() -> {
            polls++;
            int from = from(request.nextToken());
            Deque<Running> running = newest.getOrDefault(request.stackSetName(), new ArrayDeque<>());
            Deque<StackSetOperationSummary> past = before.getOrDefault(request.stackSetName(), new ArrayDeque<>());
            return ListStackSetOperationsResponse.builder()
                    .summaries(Stream.concat(
                                    running.stream().skip(from).limit(PAGE).map(this::summary),
                                    past.stream().skip(Math.max(0, from - running.size())))
                            .limit(PAGE)
                            .toList())
                    .nextToken(next(from, running.size() + past.size()))
                    .build();
        });
    }

    @Override
    public CompletableFuture<ListStackSetOperationResultsResponse> listStackSetOperationResults(
            ListStackSetOperationResultsRequest request) {
        return answered(() -> {
            Running asked = running(request.operationId());
            polls += isOver(asked) ? 0 : 1;
            int from = from(request.nextToken());
            int all = listed(asked, filter(request));
            return ListStackSetOperationResultsResponse.builder()
                    .summaries(INSTANCES.subList(0, Math.min(PAGE, all - from)))
                    .nextToken(next(from, all))
                    .build();
        });
    }

    private static int from(@Nullable String token) {
        return token == null ? 0 : Integer.parseInt(token);
    }

    private static @Nullable String next(int from, int all) {
        return all - from > PAGE ? Integer.toString(from + PAGE) : null;
    }

    private static @Nullable String filter(ListStackSetOperationResultsRequest request) {
        return request.filters().isEmpty() ? null : request.filters().get(0).values();
    }

    private int listed(Running asked, @Nullable String outcome) {
        double age = Duration.between(asked.began(), time.now()).toNanos() / 1e9;
        int all = asked.operation().accounts() * asked.operation().regions();
        if (outcome == null) {
            return all;
        }
        return outcome.equals("SUCCEEDED")
                ? asked.operation().ended(age)
                : all - asked.operation().begun(age);
    }

    private <T> CompletableFuture<T> answered(Supplier<T> answer) {
        if (!allows.get()) {
            refused++;
            return CompletableFuture.failedFuture(CloudFormationException.builder()
                    .statusCode(400)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("Throttling")
                            .errorMessage("Rate exceeded")
                            .build())
                    .build());
        }
        calls++;
        return CompletableFuture.completedFuture(answer.get());
    }

    private Running running(String id) {
        return Objects.requireNonNull(operations.get(id));
    }

    private boolean isOver(Running asked) {
        return !time.now().isBefore(asked.ends());
    }

    private StackSetOperationStatus status(Running asked) {
        return isOver(asked) ? StackSetOperationStatus.SUCCEEDED : StackSetOperationStatus.RUNNING;
    }

    private StackSetOperationSummary summary(Running asked) {
        return summary(asked.id(), status(asked), asked.began(), isOver(asked) ? asked.ends() : null);
    }

    private static StackSetOperationSummary summary(
            String id, StackSetOperationStatus status, Instant began, @Nullable Instant ended) {
        return StackSetOperationSummary.builder()
                .operationId(id)
                .action(StackSetOperationAction.CREATE)
                .status(status)
                .creationTimestamp(began)
                .endTimestamp(ended)
                .build();
    }
}
