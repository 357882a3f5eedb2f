package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.resilience.CallGates;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.Attempt;
import dev.stacksets.spi.CallGate;
import dev.stacksets.testing.fault.Throttle;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** The facade against an API that takes so many calls a second and no more. */
class ThrottlingTest {
    private static final int CALLS = 1_000;

    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void thousandCallsAtOnce_allSucceedAtTheRateAwsTakes() {
        StackSet stackSet = facade.baseline();
        Throttle throttle = facade.aws.faults().throttle(5, 10);
        Instant began = facade.aws.time().now();

        List<CompletableFuture<StackSetDescription>> calls = described(stackSet, CALLS);
        facade.aws.time().runUntil(() -> calls.stream().allMatch(CompletableFuture::isDone));

        assertThat(calls).allSatisfy(call -> assertThat(call).isCompleted());
        double seconds = Duration.between(began, facade.aws.time().now()).toMillis() / 1e3;
        assertThat(seconds / ((CALLS - 10) / 5.0)).isLessThan(1.03);
        assertThat(throttle.refused() / (double) (throttle.refused() + throttle.granted()))
                .isLessThan(0.025);
    }

    @Test
    void rollout_atOneCallASecond_endsWell() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().throttle(1, 1);

        OperationHandle rollout = facade.deploying(stackSet);

        assertThat(facade.finish(rollout).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.finish(rollout).counts().succeeded()).isEqualTo(3);
    }

    @Test
    void stop_goesBeforeAThousandReads() {
        StackSet stackSet = facade.baseline();
        OperationHandle rollout = facade.deploying(stackSet);
        facade.aws.faults().throttle(5, 10);
        List<CompletableFuture<StackSetDescription>> calls = described(stackSet, CALLS);
        facade.aws.time().advance(Duration.ofSeconds(30));
        Instant asked = facade.aws.time().now();

        facade.get(rollout.stop());

        assertThat(Duration.between(asked, facade.aws.time().now())).isLessThan(Duration.ofSeconds(1));
        assertThat(calls).anyMatch(call -> !call.isDone());
    }

    @Test
    void sharedGate_isOneRateForSeveralStackSets() {
        StackSet stackSet = facade.baseline();
        Throttle throttle = facade.aws.faults().throttle(5, 10);
        CallGate gate = CallGates.adaptive(facade.aws.time());
        try (StackSets one = connected(b -> b.callGate(gate));
                StackSets other = connected(b -> b.callGate(gate))) {
            List<CompletableFuture<StackSetDescription>> calls =
                    new ArrayList<>(described(one.stackSet(stackSet.nameOrId()), CALLS / 2));
            calls.addAll(described(other.stackSet(stackSet.nameOrId()), CALLS / 2));
            facade.aws.time().runUntil(() -> calls.stream().allMatch(CompletableFuture::isDone));

            assertThat(calls).allSatisfy(call -> assertThat(call).isCompleted());
        }
        assertThat(throttle.refused() / (double) CALLS).isLessThan(0.025);
    }

    @Test
    void fixedGate_neverComesTooFast() {
        StackSet stackSet = facade.baseline();
        Throttle throttle = facade.aws.faults().throttle(5, 1);
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofMillis(205))
                .timeoutDuration(Duration.ofDays(1))
                .build();
        CallGate gate = CallGates.fixed(
                facade.aws.time(),
                new AtomicRateLimiter("five a second", config, Map.of(), facade.aws.time()::nanoTime));
        try (StackSets limited = connected(b -> b.callGate(gate))) {
            List<CompletableFuture<StackSetDescription>> calls = described(limited.stackSet(stackSet.nameOrId()), 100);
            facade.aws.time().runUntil(() -> calls.stream().allMatch(CompletableFuture::isDone));
        }
        assertThat(throttle.refused()).isZero();
    }

    @Test
    void retryOfTheUser_repeatsWhatPasses_andNothingElse() {
        StackSet stackSet = facade.baseline();
        Retry retry = Retry.of(
                "mine",
                RetryConfig.custom()
                        .maxAttempts(3)
                        .waitDuration(Duration.ofSeconds(7))
                        .build());
        List<String> events = new ArrayList<>();
        retry.getEventPublisher()
                .onEvent(event -> events.add(event.getEventType().toString()));
        try (StackSets patient = connected(b -> b.retry(retry))) {
            facade.aws.faults().on("DescribeStackSet").calls(1, 2).fails(503, "ServiceUnavailable", "later");
            assertThat(facade.get(patient.stackSet(stackSet.nameOrId()).describe())
                            .name())
                    .isEqualTo("baseline");
            assertThat(facade.aws.calls().gaps("DescribeStackSet")).containsOnly(Duration.ofSeconds(7));
            assertThat(events).containsExactly("RETRY", "RETRY", "SUCCESS");

            facade.aws.faults().on("DescribeStackSet").everyCall().fails(403, "AccessDenied", "no");
            assertThatThrownBy(() ->
                            facade.get(patient.stackSet(stackSet.nameOrId()).describe()))
                    .hasMessageContaining("AccessDenied");
            assertThat(facade.aws.calls().count("DescribeStackSet")).isEqualTo(4);
        }
    }

    @Test
    void retryThatThrows_failsTheCallWithWhatAwsSaid() {
        StackSet stackSet = facade.baseline();
        Retry broken = Retry.of(
                "broken",
                RetryConfig.custom()
                        .intervalFunction(attempt -> {
                            throw new IllegalStateException("no interval");
                        })
                        .build());
        try (StackSets patient = connected(b -> b.retry(broken))) {
            facade.aws.faults().on("DescribeStackSet").everyCall().fails(503, "ServiceUnavailable", "later");

            assertThatThrownBy(() ->
                            facade.get(patient.stackSet(stackSet.nameOrId()).describe()))
                    .hasMessageContaining("ServiceUnavailable");
        }
    }

    @Test
    void cancelledBetweenAttempts_isNotSentAgain() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("DescribeStackSet").everyCall().fails(503, "ServiceUnavailable", "later");
        CompletableFuture<StackSetDescription> call = stackSet.describe();
        facade.aws.time().runUntil(() -> facade.aws.calls().count("DescribeStackSet") == 1);

        call.cancel(true);
        facade.aws.time().advance(Duration.ofHours(1));

        assertThat(facade.aws.calls().count("DescribeStackSet")).isOne();
    }

    @Test
    void circuitBreaker_forbidsCallsWhileAwsHasTrouble() {
        StackSet stackSet = facade.baseline();
        CircuitBreaker breaker = CircuitBreaker.of(
                "aws",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(4)
                        .minimumNumberOfCalls(4)
                        .build());
        try (StackSets guarded = connected(b -> b.circuitBreaker(breaker))) {
            facade.aws.faults().on("DescribeStackSet").everyCall().fails(500, "InternalFailure", "oops");

            assertThatThrownBy(() ->
                            facade.get(guarded.stackSet(stackSet.nameOrId()).describe()))
                    .cause()
                    .isInstanceOf(StackSetsException.class)
                    .hasMessageContaining("aws")
                    .hasMessageContaining("OPEN");
            assertThat(facade.aws.calls().count("DescribeStackSet")).isEqualTo(4);
            assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        }
    }

    @Test
    void eventSink_isToldOfEveryAttempt_andMayThrow() {
        StackSet stackSet = facade.baseline();
        List<Attempt> attempts = new ArrayList<>();
        try (StackSets observed = connected(b -> b.eventSink(attempt -> {
            attempts.add(attempt);
            throw new IllegalStateException("a sink that breaks");
        }))) {
            facade.aws.faults().on("DescribeStackSet").call(1).throttles();
            facade.get(observed.stackSet(stackSet.nameOrId()).describe());
        }

        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(0).errorCode()).contains("Throttling");
        assertThat(attempts.get(0).answer()).isEqualTo(CallGate.Answer.THROTTLED);
        assertThat(attempts.get(1).answer()).isEqualTo(CallGate.Answer.TAKEN);
        assertThat(attempts.get(1).waited()).isPositive();
        assertThat(attempts.get(1).call().repeated()).isTrue();
        assertThat(attempts.get(1).call().priority()).isEqualTo(Priority.WATCH);
        assertThat(attempts.get(1).call().region()).isEqualTo("us-east-1");
    }

    @Test
    void startThatWaitsForItsTurn_isNotSentOnceGivenUp() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().throttle(0.1, 1);
        described(stackSet, 5);

        OperationHandle handle = stackSet.tracking(t -> t.timeout(Duration.ofSeconds(1)))
                .deploy(d -> d.accounts(ONE).regions(VIRGINIA));
        facade.aws.time().advance(Duration.ofSeconds(1));
        assertThat(handle.outcome()).isCompletedExceptionally();
        int refused = facade.aws.calls().count("CreateStackInstances");
        facade.aws.time().advance(Duration.ofHours(1));

        assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(refused);
        assertThat(facade.get(stackSet.listOperations().toList())).isEmpty();
    }

    @Test
    void suppliedClientThatRetries_isSaidOnceInTheLog() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(StackSets.class);
        Level before = logger.getLevel();
        logger.setLevel(Level.WARN);
        logger.addAppender(log);
        try (CloudFormationAsyncClient retrying = CloudFormationAsyncClient.builder()
                        .region(Region.US_EAST_1)
                        .httpClient(facade.aws.asyncHttpClient())
                        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                        .build();
                StackSets loud = StackSets.builder().client(retrying).build();
                StackSets quiet = facade.another()) {
            assertThat(loud.region()).isEqualTo(quiet.region());
        } finally {
            logger.detachAppender(log);
            logger.setLevel(before);
        }

        assertThat(log.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .contains("up to 3 attempts for each of ours")
                        .contains("doNotRetry()"));
    }

    @Test
    void pollsOfManyHandles_leaveAThirdOfTheRateToOthersAtLeast() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().everywhere().takes(Duration.ofHours(10));
        PollPolicy everySecond = PollPolicy.fixed(Duration.ofSeconds(1));
        for (int i = 0; i < 40; i++) {
            StackSet other = facade.get(facade.stackSets.create(
                    "watched-" + i, s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))));
            facade.deploying(other.tracking(t -> t.pollPolicy(everySecond)));
        }
        facade.aws.faults().throttle(5, 10);
        facade.aws.time().advance(Duration.ofMinutes(1));
        int polls = facade.aws.calls().count("DescribeStackSetOperation");
        Instant began = facade.aws.time().now();

        for (int i = 0; i < 100; i++) {
            facade.get(stackSet.describe());
        }

        double seconds = Duration.between(began, facade.aws.time().now()).toMillis() / 1e3;
        assertThat(100 / seconds).isGreaterThan(5 / 3.0);
        assertThat(facade.aws.calls().count("DescribeStackSetOperation")).isGreaterThan(polls);
    }

    private static List<CompletableFuture<StackSetDescription>> described(StackSet stackSet, int times) {
        List<CompletableFuture<StackSetDescription>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(stackSet.describe());
        }
        return calls;
    }

    private StackSets connected(Consumer<StackSets.Builder> more) {
        StackSets.Builder builder = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run);
        more.accept(builder);
        return builder.build();
    }
}
