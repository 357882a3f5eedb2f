package dev.stacksets.benchmarks.simulator;

import dev.stacksets.benchmarks.measuring.Figures;
import dev.stacksets.benchmarks.measuring.LineProcess;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.benchmarks.simulator.RolloutProcess.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** An operation over 100,000 instances that takes 3 hours, simulated in a process of its own with a heap of 512 MiB. */
public final class LongRollout implements Measurement {

    private static final int HEAP_MEBIBYTES = 512;

    @Override
    public List<Score> measure(Conditions conditions) throws IOException {
        List<Result> results = new ArrayList<>();
        for (int run = 0; run < conditions.count(9, 1); run++) {
            results.add(run(conditions));
        }
        Figures wall = figures(results, Result::wallSeconds);
        Figures cpu = figures(results, Result::cpuSeconds);
        Figures peak = figures(results, Result::peakMebibytes);
        double virtual = results.get(0).virtualSeconds();
        return List.of(
                score(
                        "100,000 instances: simulated in",
                        "s",
                        wall.minimum(),
                        Target.atMost(2),
                        "by direct client in a new JVM each, whose start-up is left out; " + cpu.spread()
                                + " s of it with a processor; minimum of " + wall.spread()),
                score(
                        "100,000 instances: simulated over real time",
                        "x",
                        virtual / wall.minimum(),
                        Target.atLeast(5_000),
                        "an operation of " + Math.round(virtual) + " s"),
                score(
                        "100,000 instances: heap at its peak",
                        "MiB",
                        peak.median(),
                        Target.atMost(HEAP_MEBIBYTES),
                        "with -Xmx" + HEAP_MEBIBYTES + "m, garbage included; "
                                + Math.round(results.get(0).liveMebibytes()) + " MiB live at the end; median of "
                                + peak.spread()));
    }

    private static Figures figures(List<Result> results, Function<Result, Double> figure) {
        return new Figures(results.stream().map(figure).toList());
    }

    private static Result run(Conditions conditions) throws IOException {
        List<String> command = conditions
                .build()
                .java(
                        List.of("-Xmx" + HEAP_MEBIBYTES + "m"),
                        RolloutProcess.class,
                        List.of(Long.toString(conditions.seed())));
        try (LineProcess process = LineProcess.start(command)) {
            return Result.parse(process.line());
        }
    }

    private static Score score(String name, String unit, double ours, Target target, String detail) {
        return new Score(name, unit, ours, Theirs.nobody(), target, detail);
    }
}
