package dev.stacksets.benchmarks.throttling;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.measuring.Stopwatch;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.testing.SimulatorEndpoint;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.fault.Throttle;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * The same in real time: calls through the SDK and Netty to a server on 127.0.0.1 that takes 5 a second, burst 10. Each
 * client has a server of its own, and all run at the same time.
 */
public final class Loopback implements Measurement {

    private static final double RATE = 5;
    private static final int BURST = 10;

    private static final Target FEWER_THAN_LOOPS = Target.ratioAtMost(1 / 30.0);

    /** After so many times what the limit allows, whoever is not through is waited for no longer. */
    private static final int PATIENCE = 2;

    /** One client, and what it came to. */
    private record Side(
            String name, Target target, Throttle throttle, AtomicInteger through, CompletableFuture<Double> seconds) {
        double refusedShare() {
            return 100.0 * throttle.refused() / (throttle.refused() + throttle.granted());
        }
    }

    @Override
    public List<Score> measure(Conditions conditions) throws InterruptedException {
        int calls = conditions.count(1_000, 16);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        List<AutoCloseable> open = new ArrayList<>(List.of(timer::shutdownNow));
        try {
            Side ours = ours(calls, conditions.seed(), open);
            Side standard = sdk(
                    "SDK standard",
                    FEWER_THAN_LOOPS,
                    calls,
                    AwsRetryStrategy.standardRetryStrategy(),
                    call -> call,
                    open);
            Side adaptive = sdk(
                    "SDK adaptive",
                    Target.ratioAtMost(1 / 8.0),
                    calls,
                    AwsRetryStrategy.adaptiveRetryStrategy(),
                    call -> call,
                    open);
            Retry retry = retry();
            Side retrying = sdk(
                    "Resilience4j Retry around SDK standard",
                    FEWER_THAN_LOOPS,
                    calls,
                    AwsRetryStrategy.standardRetryStrategy(),
                    call -> () -> retry.executeCompletionStage(timer, call::get),
                    open);
            RateLimiter limiter = limiter();
            Side limited = sdk(
                    "Resilience4j RateLimiter at the exact rate around SDK standard",
                    Target.atMost(2.5),
                    calls,
                    AwsRetryStrategy.standardRetryStrategy(),
                    call -> () -> limiter.executeCompletionStage(call::get),
                    open);
            return scores(calls, ours, List.of(standard, adaptive, retrying, limited));
        } catch (ExecutionException broken) {
            throw new IllegalStateException(broken);
        } finally {
            for (AutoCloseable each : open) {
                close(each);
            }
        }
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Side ours(int calls, long seed, List<AutoCloseable> open) {
        StackSetsSimulator aws = ThrottledApi.account(seed);
        CloudFormationAsyncClient client = client(server(aws, open), DefaultRetryStrategy.doNotRetry(), open);
        StackSets library = StackSets.builder().client(client).build();
        open.add(0, library);
        StackSet stackSet = library.stackSet(ThrottledApi.STACK_SET);
        return run("ours", Target.atMost(2.5), aws, calls, stackSet::describe, Runnable::run);
    }

    private static Side sdk(
            String name,
            Target target,
            int calls,
            RetryStrategy retries,
            UnaryOperator<Supplier<CompletionStage<?>>> around,
            List<AutoCloseable> open) {
        StackSetsSimulator aws = ThrottledApi.account(0);
        CloudFormationAsyncClient client = client(server(aws, open), retries, open);
        Supplier<CompletionStage<?>> call =
                around.apply(() -> client.describeStackSet(r -> r.stackSetName(ThrottledApi.STACK_SET)));
        // A limiter parks its caller.
        return run(name, target, aws, calls, call, task -> new Thread(task, "caller").start());
    }

    private static URI server(StackSetsSimulator aws, List<AutoCloseable> open) {
        SimulatorEndpoint endpoint = aws.serve();
        open.add(0, endpoint);
        return endpoint.uri();
    }

    private static CloudFormationAsyncClient client(URI server, RetryStrategy retries, List<AutoCloseable> open) {
        CloudFormationAsyncClient client = CloudFormationAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(server)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ThrottledApi.ACCOUNT, "simulated")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxPendingConnectionAcquires(10_000)
                        .connectionAcquisitionTimeout(Duration.ofMinutes(30)))
                .overrideConfiguration(c -> c.retryStrategy(retries))
                .build();
        open.add(0, client);
        return client;
    }

    /** A call before the throttle, so that no side pays for the first connection. */
    private static Side run(
            String name,
            Target target,
            StackSetsSimulator aws,
            int calls,
            Supplier<? extends CompletionStage<?>> call,
            Executor caller) {
        call.get().toCompletableFuture().join();
        Side side = new Side(
                name, target, aws.faults().throttle(RATE, BURST), new AtomicInteger(), new CompletableFuture<>());
        Stopwatch watch = Stopwatch.start();
        caller.execute(() -> {
            List<CompletableFuture<?>> all = new ArrayList<>();
            AtomicReference<Double> last = new AtomicReference<>(0.0);
            for (int i = 0; i < calls; i++) {
                all.add(call.get().toCompletableFuture().handle((answer, failure) -> {
                    if (failure == null) {
                        side.through().incrementAndGet();
                        last.set(watch.seconds());
                    }
                    return failure;
                }));
            }
            var unused = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                    .completeOnTimeout(null, (long) (PATIENCE * limit(calls)), TimeUnit.SECONDS)
                    .thenRun(() -> side.seconds().complete(last.get()));
        });
        return side;
    }

    private static double limit(int calls) {
        return Math.max(1, (calls - BURST) / RATE);
    }

    private static List<Score> scores(int calls, Side ours, List<Side> theirs)
            throws InterruptedException, ExecutionException {
        String told = told(ours, calls);
        List<Score> scores = new ArrayList<>();
        for (Side side : theirs) {
            scores.add(new Score(
                    "refused attempts in real time over loopback",
                    "%",
                    ours.refusedShare(),
                    Theirs.of(side.name(), side.refusedShare()),
                    side.target(),
                    calls + " calls at once, 5/s, burst 10; ours: " + told + "; theirs (SDK " + VersionInfo.SDK_VERSION
                            + "): " + told(side, calls)));
        }
        return scores;
    }

    private static String told(Side side, int calls) throws InterruptedException, ExecutionException {
        double seconds = side.seconds().get();
        int through = side.through().get();
        return through + " through in " + Numbers.text(seconds / limit(through)) + " x the limit, " + (calls - through)
                + " failed or given up after " + PATIENCE + " x the limit";
    }

    private static Retry retry() {
        return Retry.of(
                "until it is through",
                RetryConfig.custom()
                        .maxAttempts(1_000)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                                Duration.ofMillis(500), 2, 0.5, Duration.ofSeconds(20)))
                        .build());
    }

    private static RateLimiter limiter() {
        return RateLimiter.of(
                "five a second",
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(Duration.ofMillis(200))
                        .timeoutDuration(Duration.ofHours(1))
                        .build());
    }
}
