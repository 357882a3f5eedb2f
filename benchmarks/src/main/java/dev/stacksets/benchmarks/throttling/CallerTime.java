package dev.stacksets.benchmarks.throttling;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.measuring.SilentAws;
import dev.stacksets.benchmarks.measuring.Stopwatch;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How long a method keeps its caller, and how many threads the library has, when calls queue; in real time. */
public final class CallerTime implements Measurement {

    private static final int FEW = 10;
    private static final int MANY = 100_000;

    /** Calls until the JVM has compiled them. */
    private static final int WARM_UP = 20_000;

    @Override
    public List<Score> measure(Conditions conditions) {
        double[] seconds = new double[MANY];
        long threadsForFew;
        long threadsForMany;
        try (StackSets library = StackSets.builder().client(new SilentAws()).build()) {
            StackSet stackSet = library.stackSet("base");
            List<CompletableFuture<?>> pending = new ArrayList<>(2 * MANY);
            submit(stackSet, pending, new double[WARM_UP]);
            threadsForFew = submit(stackSet, pending, Arrays.copyOf(seconds, FEW));
            threadsForMany = submit(stackSet, pending, seconds);
        }
        double parked = parked(conditions.count(50, 10));
        return List.of(
                new Score(
                        "caller's time in an async method: p99.9",
                        "ms",
                        1e3
                                * Arrays.stream(seconds)
                                        .sorted()
                                        .skip((long) (0.999 * MANY))
                                        .findFirst()
                                        .orElseThrow(),
                        Theirs.of("Resilience4j executeCompletionStage, mean", 1e3 * parked),
                        Target.atMost(1),
                        MANY + " describes at once and no answer, by real time; in all "
                                + Numbers.text(Arrays.stream(seconds).sum()) + " s, theirs for as many at 5/s "
                                + Numbers.text(parked * MANY)),
                new Score(
                        "threads of the library, 100,000 calls pending",
                        "threads",
                        threadsForMany,
                        Theirs.nobody(),
                        Target.atMost(2),
                        threadsForFew + " with " + FEW + " pending"));
    }

    private static long submit(StackSet stackSet, List<CompletableFuture<?>> pending, double[] seconds) {
        for (int i = 0; i < seconds.length; i++) {
            Stopwatch watch = Stopwatch.start();
            CompletableFuture<?> call = stackSet.describe();
            seconds[i] = watch.seconds();
            pending.add(call);
        }
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("stacksets"))
                .count();
    }

    /** Seconds each caller is parked by a limiter of 5 a second. */
    private static double parked(int calls) {
        RateLimiter limiter = RateLimiter.of(
                "five a second",
                RateLimiterConfig.custom()
                        .limitForPeriod(5)
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ofHours(1))
                        .build());
        Stopwatch watch = Stopwatch.start();
        for (int i = 0; i < calls; i++) {
            var unused = limiter.executeCompletionStage(() -> new CompletableFuture<>());
        }
        return watch.seconds() / calls;
    }
}
