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
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
        theirs(FEW / 10);
        double few = ours(FEW);
        double ours = ours(many);
        double theirs = theirs(many);
        return List.of(
                new Score(
                        "a watched handle among " + many,
                        "bytes",
                        ours,
                        Theirs.of("future, scheduled task and 4 stages", theirs),
                        Target.ratioAtMost(0.35),
                        "heap in use after collections, before and after; polled once, waiting for the next poll"),
                new Score(
                        "a watched handle among " + many + " / among " + FEW,
                        "x",
                        ours / few,
                        Theirs.nobody(),
                        Target.atMost(1.1),
                        Numbers.text(few) + " bytes among " + FEW));
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

    private static double theirs(int count) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        timer.setRemoveOnCancelPolicy(true);
        try {
            CompletableFuture<?>[] futures = new CompletableFuture<?>[count];
            CompletableFuture<?>[] decorated = new CompletableFuture<?>[count];
            long before = Heap.inUse();
            for (int i = 0; i < count; i++) {
                CompletableFuture<String> future = new CompletableFuture<>();
                futures[i] = future;
                decorated[i] = decorated(future, timer);
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

    private static CompletableFuture<String> decorated(
            CompletableFuture<String> future, ScheduledThreadPoolExecutor timer) {
        Future<?> task = timer.schedule(() -> future.complete("polled"), 1, TimeUnit.HOURS);
        var unused = future.whenComplete((value, failure) -> task.cancel(false));
        return future.thenApply(value -> value)
                .whenComplete((value, failure) -> {})
                .handle((value, failure) -> value)
                .thenCompose(CompletableFuture::completedFuture);
    }
}
