package dev.stacksets.benchmarks.scorecard;

import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.samples.console.TextTable;
import java.util.List;
import java.util.Locale;

/** The scorecard for people. */
public final class ScoreTable {

    private static final List<String> HEADINGS =
            List.of("goal", "what", "unit", "ours", "theirs", "ratio", "target", "holds");

    private ScoreTable() {}

    /**
     * Renders it.
     *
     * @param card its lines
     * @return headings, a rule, and a line each
     */
    public static List<String> lines(List<Line> card) {
        TextTable table = new TextTable(HEADINGS);
        card.forEach(line -> table.row(cells(line.goal(), line.score())));
        return table.lines();
    }

    private static List<String> cells(Goal goal, Score score) {
        return List.of(
                String.valueOf(goal.number()),
                score.name(),
                score.unit(),
                Numbers.text(score.ours()),
                score.theirs().toString(),
                score.ratio().isEmpty() ? "" : Numbers.text(score.ratio().getAsDouble()) + "x",
                score.target().toString(),
                score.holds().name().toLowerCase(Locale.ROOT));
    }
}
