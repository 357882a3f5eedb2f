package dev.stacksets.benchmarks.throttling;

import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How many attempts of a thousand calls the API refuses, which is work for it and nobody's gain. */
public final class Refusals implements Measurement {

    @Override
    public List<Score> measure(Conditions conditions) {
        List<Limit> limits = (conditions.quick() ? Stream.of(5.0, 50.0) : Stream.of(0.5, 1.0, 5.0, 10.0, 50.0))
                .flatMap(rate -> Stream.of(new Limit(rate, 10), new Limit(rate, 50)))
                .toList();
        List<Batch> batches =
                limits.stream().map(limit -> limit.ours(conditions.seed())).toList();
        Batch worst = batches.stream()
                .max(Comparator.comparingDouble(Batch::refusedShare))
                .orElseThrow();
        Limit limit = new Limit(5, 10);
        Batch ours = batches.get(limits.indexOf(limit));
        ThrottledApi api = ThrottledApi.of(limit.perSecond(), limit.burst(), conditions.seed());
        Batch loop = Makespan.describes(api, api.loop());
        ThrottledApi crowdedApi = ThrottledApi.of(limit.perSecond(), limit.burst(), conditions.seed())
                .crowded();
        Batch crowded = Batch.run(crowdedApi, crowdedApi.library()::describe);
        return List.of(
                new Score(
                        "refused attempts from a crowded machine, 5/s, burst 10",
                        "%",
                        100 * crowded.refusedShare(),
                        Theirs.nobody(),
                        Target.atMost(2.5),
                        "every other half minute all that the client does is late, by a third of a second on average; "
                                + Numbers.text(crowded.seconds() / limit.seconds(Batch.CALLS))
                                + " x the limit"),
                new Score(
                        "refused attempts, burst 10 and 50",
                        "%",
                        100 * worst.refusedShare(),
                        Theirs.of("SDK standard, 1,000 attempts, 5/s", 100 * loop.refusedShare()),
                        Target.atMost(2.5),
                        Batch.CALLS + " calls at once; the worst is " + limits.get(batches.indexOf(worst))),
                new Score(
                        "refused attempts beside a retry loop, 5/s, burst 10",
                        "attempts",
                        ours.refused(),
                        Theirs.of("SDK standard, 1,000 attempts", (double) loop.refused()),
                        Target.ratioAtMost(1 / 30.0),
                        Batch.CALLS + " calls at once on both sides, none failed: "
                                + (ours.failed() + loop.failed() == 0)));
    }
}
