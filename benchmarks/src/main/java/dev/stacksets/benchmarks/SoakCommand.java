package dev.stacksets.benchmarks;

import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.watching.Soak;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Watches many operations for many simulated days through an API of 5 calls a second, while they end,"
                        + " begin, are let go of and resumed, and says what was lost.",
        footer = {"", "Exit codes: 0 nothing was lost or wrong; 1 something was; 2 the input was refused."})
final class SoakCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--handles", paramLabel = "N", defaultValue = "100000", description = "Open at any time.")
    private int handles;

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "Simulated days.")
    private int days;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Decides everything drawn.")
    private long seed;

    @Override
    public Integer call() {
        Soak.Report report = Soak.run(handles, Duration.ofDays(days), seed);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%d handles over %d days: %d operations of %d started, %d ends seen, %d resumed%n",
                handles,
                days,
                report.started(),
                report.wanted(),
                report.ended(),
                report.resumed());
        out.printf(Locale.ROOT, "lost %d, wrong %d%n", report.lost(), report.wrong());
        out.printf(
                Locale.ROOT,
                "ends seen late: median %s s, p99 %s s%n",
                Numbers.text(report.lateMedian()),
                Numbers.text(report.lateP99()));
        out.printf(
                Locale.ROOT,
                "calls %d, refused %s %%; other calls waited p99 %s s%n",
                report.calls(),
                Numbers.text(100.0 * report.refused() / (report.calls() + report.refused())),
                Numbers.text(report.waitP99()));
        out.printf(
                Locale.ROOT,
                "timers armed %d, after the end %d; heap %d MiB at a quarter of the time, %d MiB at the end%n",
                report.timers(),
                report.left(),
                report.heapEarly() >> 20,
                report.heapLate() >> 20);
        out.flush();
        return report.lost() + report.wrong() == 0 ? 0 : 1;
    }
}
