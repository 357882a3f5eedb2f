package dev.stacksets.benchmarks.throttling;

import dev.stacksets.StackSet;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.spi.CallGate.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A limit of 5 calls a second, burst 10, that somebody else has a share of, or that falls to 1 and comes back. */
public final class ChangingRate implements Measurement {

    private static final double RATE = 5;
    private static final int BURST = 10;
    private static final double FALLS_AT = 60;
    private static final double RISES_AT = 120;

    /** Seconds over which a rate is counted; ten calls at least. */
    private static final double WINDOW = 10;

    @Override
    public List<Score> measure(Conditions conditions) {
        List<Score> scores = new ArrayList<>(shared(conditions.seed()));
        scores.addAll(stepped(conditions.seed()));
        return scores;
    }

    private static List<Score> shared(long seed) {
        ThrottledApi api = ThrottledApi.of(RATE, BURST, seed);
        tenant(api, 0.4 * RATE, new Random(seed));
        Batch batch = Batch.run(api, api.library()::describe);
        double share = (Batch.CALLS - BURST) / (0.6 * RATE);
        return List.of(
                new Score(
                        "second tenant takes 40 %: makespan / our share",
                        "x",
                        batch.failed() == 0 ? batch.seconds() / share : Double.NaN,
                        Theirs.nobody(),
                        Target.atMost(1.10),
                        "1,000 calls at once; the other's calls come first whenever they come"),
                new Score(
                        "second tenant takes 40 %: refused attempts",
                        "%", 100 * batch.refusedShare(), Theirs.nobody(), Target.atMost(5), "of ours"));
    }

    private static void tenant(ThrottledApi api, double perSecond, Random random) {
        long nanos = (long) (1e9 / perSecond * (0.5 + random.nextDouble()));
        var unused = api.time()
                .scheduler()
                .schedule(
                        () -> {
                            api.throttle().consume(1);
                            tenant(api, perSecond, random);
                        },
                        nanos,
                        TimeUnit.NANOSECONDS);
    }

    private static List<Score> stepped(long seed) {
        ThrottledApi api = ThrottledApi.of(RATE, BURST, seed);
        List<Double> taken = new ArrayList<>();
        StackSet stackSet = api.library(b -> b.eventSink(attempt -> {
                    if (attempt.answer() == Answer.TAKEN) {
                        taken.add(api.time().nanoTime() / 1e9);
                    }
                }))
                .stackSet(ThrottledApi.STACK_SET);
        double began = api.time().nanoTime() / 1e9;
        later(api, FALLS_AT, 1);
        later(api, RISES_AT, RATE);
        Batch batch = Batch.run(api, stackSet::describe);
        return List.of(
                step("rate falls from 5 to 1: within 10 % after", taken, began + FALLS_AT, 1),
                step("rate rises from 1 to 5: within 10 % after", taken, began + RISES_AT, RATE),
                new Score(
                        "rate falls and rises: refused attempts",
                        "%",
                        100 * batch.refusedShare(),
                        Theirs.nobody(),
                        Target.atMost(5),
                        "1,000 calls at once, " + Numbers.text(batch.failed()) + " failed"));
    }

    private static void later(ThrottledApi api, double seconds, double rate) {
        var unused = api.time()
                .scheduler()
                .schedule(() -> api.throttle().rate(rate), (long) (1e9 * seconds), TimeUnit.NANOSECONDS);
    }

    private static Score step(String name, List<Double> taken, double from, double rate) {
        double after = 0;
        while (after < 60
                && Math.abs(between(taken, from + after, from + after + WINDOW) / WINDOW - rate) > 0.1 * rate) {
            after += 0.5;
        }
        return new Score(
                name,
                "s",
                after,
                Theirs.nobody(),
                Target.atMost(15),
                "the first " + Numbers.text(WINDOW) + " s in which so many calls were taken begin then");
    }

    private static long between(List<Double> taken, double from, double until) {
        return taken.stream().filter(at -> at >= from && at < until).count();
    }
}
