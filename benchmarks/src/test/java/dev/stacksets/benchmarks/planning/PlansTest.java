package dev.stacksets.benchmarks.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.benchmarks.measuring.Build;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Score;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PlansTest {

    @Test
    void fewestOperations_quick_reachesItsTargetsButForTheClock() {
        List<Score> scores =
                new FewestOperations().measure(new Conditions(1, true, Build.ofThisProcess(), Optional.empty()));

        assertThat(scores).hasSize(5);
        assertThat(scores.subList(0, 4))
                .allSatisfy(
                        score -> assertThat(score.holds()).as(score.toString()).isEqualTo(Score.Verdict.YES));
        assertThat(scores.get(4).ours()).isPositive();
    }

    @Test
    void bothWays_leadToTheSameInstances_andArePrinted() {
        StringWriter out = new StringWriter();

        int exit = new CommandLine(new PlansCommand())
                .setOut(new PrintWriter(out))
                .execute("--accounts", "40", "--regions", "4");

        assertThat(exit).isZero();
        assertThat(out.toString().lines()).hasSize(5);
        assertThat(out.toString()).containsPattern("from nothing +plans").containsPattern("a change +per Region");
    }

    @Test
    void fewestRectangles_areFoundByTryingEverything() {
        assertThat(FewestRectangles.of(new long[] {0, 0})).isZero();
        assertThat(FewestRectangles.of(new long[] {0b111, 0b111})).isEqualTo(1);
        assertThat(FewestRectangles.of(new long[] {0b01, 0b11, 0b10})).isEqualTo(2);
        assertThat(FewestRectangles.of(new long[] {0b0011, 0b0110, 0b1100, 0b1001}))
                .isEqualTo(4);
        assertThat(FewestRectangles.of(new long[] {0b110, 0b101, 0b011})).isEqualTo(3);
    }
}
