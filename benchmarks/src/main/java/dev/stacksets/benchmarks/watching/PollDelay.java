package dev.stacksets.benchmarks.watching;

import dev.stacksets.TrackingOptions;
import dev.stacksets.TrackingOptions.Detail;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import java.util.List;
import java.util.Random;

/** How late the end of an operation is seen at the worst, at the price of goal 6. */
public final class PollDelay implements Measurement {

    /** The interval while nothing is known. */
    static final double INTERVAL = 10;

    @Override
    public List<Score> measure(Conditions conditions) {
        List<DrawnOperation> drawn = DrawnOperation.draw(conditions.count(3_000, 240), new Random(conditions.seed()));
        List<Seen> counted = Seen.all(
                drawn, TrackingOptions.builder().detail(Detail.PROGRESS).build(), false);
        List<Seen> blind = Seen.blind(drawn.subList(0, drawn.size() / 3), INTERVAL);
        List<Seen> middle = Seen.between(counted, 300, 1_800);
        return List.of(
                new Score(
                        "delay / duration, 30 min up, progress listed: p99",
                        "%",
                        100 * Seen.lateShare(Seen.between(counted, 1_800, 1e9), 0.99),
                        Theirs.nobody(),
                        Target.atMost(2.5),
                        "5 to 30 min: p95 " + Numbers.text(100 * Seen.lateShare(middle, 0.95)) + " %, p99 "
                                + Numbers.text(100 * Seen.lateShare(middle, 0.99)) + " %"),
                new Score(
                        "delay / (least of 5 % and 30 s, and 10 s), nothing known: the worst",
                        "x",
                        blind.stream()
                                .mapToDouble(one -> one.late() / (Math.min(0.05 * one.seconds(), 30) + INTERVAL))
                                .max()
                                .orElseThrow(),
                        Theirs.nobody(),
                        Target.atMost(1),
                        "of " + blind.size() + " operations"));
    }
}
