package dev.stacksets.benchmarks;

import dev.stacksets.benchmarks.measuring.Build;
import dev.stacksets.benchmarks.planning.PlansCommand;
import dev.stacksets.benchmarks.scorecard.Goal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the benchmarks' command line. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures the library and its simulator.",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments a command and its options
     */
    public static void main(String[] arguments) {
        System.exit(commandLine(Goals.ALL, Build.ofThisProcess()).execute(arguments));
    }

    static CommandLine commandLine(List<Goal> goals, Build build) {
        return new CommandLine(new Main())
                .addSubcommand(new ScorecardCommand(goals, build))
                .addSubcommand(new PlansCommand())
                .addSubcommand(new SoakCommand());
    }
}
