package dev.stacksets.benchmarks.planning;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what plans take beside operations per Region. */
@Command(
        name = "plans",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Brings a fleet from nothing to what is wanted and then changes it, on the simulator: by plans, and by an"
                        + " operation for each Region and value, with the SDK's retries and a look every 15 seconds.")
public final class PlansCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "5000", description = "Otherwise ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--regions", paramLabel = "N", defaultValue = "20", description = "Otherwise ${DEFAULT-VALUE}.")
    private int regions;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Otherwise ${DEFAULT-VALUE}.")
    private long seed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("what          how         instances  operations  calls  throttled  time in AWS  real s");
        new EndToEnd(seed, accounts, regions)
                .run()
                .forEach(row -> out.println(String.format(
                        Locale.ROOT,
                        "%-12s  %-10s  %,9d  %,10d  %,5d  %,9d  %11s  %6.1f",
                        row.change(),
                        row.way(),
                        row.instances(),
                        row.operations(),
                        row.calls(),
                        row.throttled(),
                        words(row.virtual()),
                        row.seconds())));
        out.flush();
        return 0;
    }

    private static String words(Duration time) {
        return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
}
