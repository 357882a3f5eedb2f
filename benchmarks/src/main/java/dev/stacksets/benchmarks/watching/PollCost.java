package dev.stacksets.benchmarks.watching;

import dev.stacksets.TrackingOptions;
import dev.stacksets.TrackingOptions.Detail;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/** What it costs to see an operation end, beside an interval that sees it as early on average. */
public final class PollCost implements Measurement {

    private static final List<Double> BANDS = List.of(20.0, 60.0, 300.0, 1_800.0, 1e9);

    @Override
    public List<Score> measure(Conditions conditions) {
        List<DrawnOperation> drawn = DrawnOperation.draw(conditions.count(3_000, 240), new Random(conditions.seed()));
        TrackingOptions progress =
                TrackingOptions.builder().detail(Detail.PROGRESS).build();
        return List.of(
                score("earlier operations known", Seen.all(drawn, TrackingOptions.defaults(), true), 2.2),
                score("progress listed", Seen.all(drawn, progress, false), 1.7),
                worstBand(Seen.blind(drawn.subList(0, drawn.size() / 3), PollDelay.INTERVAL)));
    }

    private static Score score(String name, List<Seen> seen, double fewer) {
        return new Score(
                "polls an operation, " + name,
                "calls",
                Seen.polls(seen),
                Theirs.of("fixed interval as late on average", Seen.fixedPolls(seen)),
                Target.ratioAtMost(1 / fewer),
                seen.size() + " operations, " + Numbers.text(Seen.late(seen)) + " s late on average; by duration: "
                        + bands(seen));
    }

    private static String bands(List<Seen> seen) {
        StringBuilder told = new StringBuilder();
        for (List<Seen> band : inBands(seen)) {
            told.append(String.format(
                    Locale.ROOT,
                    "%d of %s polls, %s s late, fixed %s; ",
                    band.size(),
                    Numbers.text(Seen.polls(band)),
                    Numbers.text(Seen.late(band)),
                    Numbers.text(Seen.fixedPolls(band))));
        }
        return told.toString();
    }

    private static List<List<Seen>> inBands(List<Seen> seen) {
        return IntStream.range(0, BANDS.size() - 1)
                .mapToObj(i -> Seen.between(seen, BANDS.get(i), BANDS.get(i + 1)))
                .filter(band -> !band.isEmpty())
                .toList();
    }

    private static Score worstBand(List<Seen> seen) {
        List<Seen> worst = inBands(seen).stream()
                .max(Comparator.comparingDouble(band -> Seen.polls(band) / Seen.fixedPolls(band)))
                .orElseThrow();
        return new Score(
                "polls an operation, nothing known, worst band of durations",
                "calls",
                Seen.polls(worst),
                Theirs.of("fixed interval as late on average", Seen.fixedPolls(worst)),
                Target.ratioAtMost(1 / 0.95),
                "20 s, 1, 5 and 30 min up: " + bands(seen));
    }
}
