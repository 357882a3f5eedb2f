package dev.stacksets.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.benchmarks.measuring.Build;
import dev.stacksets.benchmarks.scorecard.Goal;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

class ScorecardCommandTest {

    private static final Goal FAST = new Goal(
            1,
            "speed",
            conditions -> List.of(new Score(
                    "speed",
                    "calls/s",
                    1_500,
                    Theirs.of("peer 1.0", 500),
                    Target.ratioAtLeast(conditions.count(2, 4)),
                    "seed " + conditions.seed())));
    private static final Goal BROKEN = new Goal(2, "memory", conditions -> {
        throw new IOException("no such program");
    });

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine benchmarks = Main.commandLine(List.of(FAST, BROKEN), new Build(folder));
        return benchmarks
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private List<JsonNode> file() throws IOException {
        return JsonNode.parser()
                .parse(Files.readString(folder.resolve("scorecard.json")))
                .asArray();
    }

    @Test
    void scorecard_goalHolds_isALineAndAnObject() throws IOException {
        assertThat(run("scorecard", "--goal", "1", "--seed", "7")).isZero();

        assertThat(out.toString().lines().toList())
                .hasSize(3)
                .last()
                .asString()
                .matches(" *1 +speed +calls/s +1,500 +500 \\(peer 1.0\\) +3x +>= 2x +yes");
        assertThat(file()).hasSize(1);
        assertThat(file().get(0).asObject())
                .hasToString("{goal=1, name=\"speed\", ours=1500.0, theirs=500.0, ratio=3.0, target=\">= 2x\","
                        + " holds=true, unit=\"calls/s\", seed=7, detail=\"seed 7\"}");
    }

    @Test
    void scorecard_quick_reachesTheGoal() {
        assertThat(run("scorecard", "--goal", "1", "--quick")).isZero();

        assertThat(out.toString()).contains(">= 4x").contains("no");
    }

    @Test
    void scorecard_oneGoalFails_theOthersAreStillReported() throws IOException {
        assertThat(run("scorecard")).isZero();

        assertThat(err.toString()).contains("FAILED goal 2, memory: java.io.IOException: no such program");
        assertThat(out.toString()).contains("yes").contains("unknown");
        assertThat(file()).hasSize(2);
        assertThat(file().get(1).field("holds"))
                .hasValueSatisfying(holds -> assertThat(holds.isNull()).isTrue());
    }

    @Test
    void scorecard_unknownGoal_isRefused() {
        assertThat(run("scorecard", "--goal", "3")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains("There is no goal 3; there are [1, 2].");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void goals_eachIsNumberedAndNamed() {
        assertThat(Goals.ALL).allSatisfy(goal -> {
            assertThat(goal.number()).isBetween(1, 14);
            assertThat(goal.title()).isNotBlank();
        });
        assertThat(Goals.ALL).extracting(Goal::title).doesNotHaveDuplicates();
    }
}
