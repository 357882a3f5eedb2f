package dev.stacksets.benchmarks.watching;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSets;
import dev.stacksets.benchmarks.measuring.Heap;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.CallGates;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.SystemTimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a watched handle keeps in the heap, its caller's future included, its token, which the caller has, not. */
public final class HandleMemory implements Measurement {

    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int STACK_SETS = 100;

    @Override
    public List<Score> measure(Conditions conditions) {
        int many = conditions.count(MANY, 20_000);
        ours(FEW / 10);
        theirs(FEW / 10, HandleMemory::staged);
        double few = ours(FEW);
        double ours = ours(many);
        Decorators decorators = new Decorators();
        return List.of(
                score(
                        many,
                        ours,
                        "future, scheduled task and 4 decorators of Resilience4j",
                        theirs(many, decorators::around)),
                score(many, ours, "future, scheduled task and 4 stages", theirs(many, HandleMemory::staged)),
                new Score(
                        "a watched handle among " + many + " / among " + FEW,
                        "x",
                        ours / few,
                        Theirs.nobody(),
                        Target.atMost(1.1),
                        Numbers.text(few) + " bytes among " + FEW));
    }

    private static Score score(int count, double ours, String who, double theirs) {
        return new Score(
                "a watched handle among " + count,
                "bytes",
                ours,
                Theirs.of(who, theirs),
                Target.ratioAtMost(0.35),
                "heap in use after collections, before and after; polled once, waiting for the next poll");
    }

    private static double ours(int count) {
        List<OperationToken> tokens = IntStream.range(0, count)
                .mapToObj(i -> new OperationToken("us-east-1", "base-" + i % STACK_SETS, new UUID(7, i).toString()))
                .toList();
        try (SystemTimeSource time = new SystemTimeSource();
                StackSets library = StackSets.builder()
                        .client(new RunningAws())
                        .timeSource(time)
                        .callGate(CallGates.unlimited())
                        .callbackExecutor(Runnable::run)
                        .pollPolicy(PollPolicy.fixed(Duration.ofHours(1)))
                        .build()) {
            OperationHandle[] handles = new OperationHandle[count];
            CompletableFuture<?>[] futures = new CompletableFuture<?>[count];
            long before = Heap.inUse();
            for (int i = 0; i < count; i++) {
                handles[i] = library.resume(tokens.get(i));
                futures[i] = handles[i].completion();
            }
            double each = (Heap.inUse() - before) / (double) count;
            for (OperationHandle handle : handles) {
                handle.detach();
            }
            return each;
        }
    }

    private static double theirs(
            int count, BiFunction<CompletableFuture<String>, ScheduledExecutorService, CompletableFuture<?>> around) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        try {
            CompletableFuture<?>[] futures = new CompletableFuture<?>[count];
            CompletableFuture<?>[] decorated = new CompletableFuture<?>[count];
            long before = Heap.inUse();
            for (int i = 0; i < count; i++) {
                CompletableFuture<String> future = new CompletableFuture<>();
                futures[i] = future;
                Future<?> task = timer.schedule(() -> future.complete("polled"), 1, TimeUnit.HOURS);
                var unused = future.whenComplete((value, failure) -> task.cancel(false));
                decorated[i] = around.apply(future, timer);
            }
            double each = (Heap.inUse() - before) / (double) count;
            for (CompletableFuture<?> future : futures) {
                future.cancel(true);
            }
            return each;
        } finally {
            timer.shutdownNow();
        }
    }

    private static CompletableFuture<?> staged(CompletableFuture<String> future, ScheduledExecutorService timer) {
        return future.thenApply(value -> value)
                .whenComplete((value, failure) -> {})
                .handle((value, failure) -> value)
                .thenCompose(CompletableFuture::completedFuture);
    }

    /** A retry around a limiter around two breakers. */
    private static final class Decorators {
        private final CircuitBreaker account = CircuitBreaker.ofDefaults("account");
        private final CircuitBreaker region = CircuitBreaker.ofDefaults("region");
        private final RateLimiter limiter = RateLimiter.of(
                "all at once",
                RateLimiterConfig.custom().limitForPeriod(Integer.MAX_VALUE).build());
        private final Retry retry = Retry.ofDefaults("retry");

        CompletableFuture<?> around(CompletableFuture<String> future, ScheduledExecutorService timer) {
            Supplier<CompletionStage<String>> call = () -> future;
            call = CircuitBreaker.decorateCompletionStage(account, call);
            call = CircuitBreaker.decorateCompletionStage(region, call);
            call = RateLimiter.decorateCompletionStage(limiter, call);
            return Retry.decorateCompletionStage(retry, timer, call).get().toCompletableFuture();
        }
    }
}
