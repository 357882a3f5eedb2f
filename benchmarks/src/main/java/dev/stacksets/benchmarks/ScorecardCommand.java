package dev.stacksets.benchmarks;

import dev.stacksets.benchmarks.measuring.Build;
import dev.stacksets.benchmarks.measuring.Moto;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Goal;
import dev.stacksets.benchmarks.scorecard.Line;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.ScoreFile;
import dev.stacksets.benchmarks.scorecard.ScoreTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "scorecard",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the goals, each beside what others reach in the same run, and prints a line for each"
                + " figure. Writes target/scorecard.json of the benchmarks too.",
        footer = {"", "Exit codes: 0 measured, whatever came out; 2 the input was refused."})
final class ScorecardCommand implements Callable<Integer> {

    private final List<Goal> goals;
    private final Build build;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--goal", paramLabel = "N", description = "Measure this goal only; may be repeated.")
    private List<Integer> numbers = List.of();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Decides everything drawn; otherwise ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--quick", description = "Fewer repetitions: shows that it works, rather than how well.")
    private boolean quick;

    ScorecardCommand(List<Goal> goals, Build build) {
        this.goals = goals;
        this.build = build;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Goal> chosen = chosen();
        Conditions conditions = new Conditions(seed, quick, build, Moto.installed());
        say(machine(conditions));
        List<Line> card = new ArrayList<>();
        for (Goal goal : chosen) {
            say("measuring goal " + goal.number() + ", " + goal.title() + " ...");
            measured(goal, conditions).forEach(score -> card.add(new Line(goal, score)));
        }
        PrintWriter out = spec.commandLine().getOut();
        ScoreTable.lines(card).forEach(out::println);
        out.flush();
        Files.write(build.folder().resolve("scorecard.json"), ScoreFile.json(card, seed));
        return 0;
    }

    private List<Goal> chosen() {
        for (int number : numbers) {
            if (goals.stream().noneMatch(goal -> goal.number() == number)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no goal " + number + "; there are "
                                + goals.stream().map(Goal::number).distinct().toList() + ".");
            }
        }
        return goals.stream()
                .filter(goal -> numbers.isEmpty() || numbers.contains(goal.number()))
                .toList();
    }

    /** One goal that fails must not take the figures of the others with it. */
    private List<Score> measured(Goal goal, Conditions conditions) throws InterruptedException {
        try {
            return goal.measurement().measure(conditions);
        } catch (IOException | RuntimeException failure) {
            say("FAILED goal " + goal.number() + ", " + goal.title() + ": " + failure);
            return List.of(Score.failed(goal.title(), failure.toString()));
        }
    }

    private static String machine(Conditions conditions) {
        return String.format(
                Locale.ROOT,
                "%d cores, JDK %s, %s, seed %d%s; %s",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                System.getProperty("os.name"),
                conditions.seed(),
                conditions.quick() ? ", quick" : "",
                conditions
                        .moto()
                        .map(Moto::toString)
                        .orElse("moto is ABSENT, its side is left out: pip install 'moto[server]' boto3"));
    }

    private void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
