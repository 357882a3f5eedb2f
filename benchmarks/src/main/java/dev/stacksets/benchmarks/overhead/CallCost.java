package dev.stacksets.benchmarks.overhead;

import dev.stacksets.benchmarks.measuring.Figures;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the library adds to a call of the SDK, measured by JMH, both sides in turn, in JVMs of their own. */
public final class CallCost implements Measurement {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** Per benchmark, what each iteration came to. */
    private record Sides(Map<String, List<Double>> micros, Map<String, List<Double>> bytes) {
        Sides() {
            this(new HashMap<>(), new HashMap<>());
        }

        void add(RunResult result) {
            String side = result.getPrimaryResult().getLabel();
            result.getBenchmarkResults().stream()
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .forEach(iteration -> add(side, iteration));
        }

        private void add(String side, IterationResult iteration) {
            micros.computeIfAbsent(side, name -> new ArrayList<>())
                    .add(iteration.getPrimaryResult().getScore());
            bytes.computeIfAbsent(side, name -> new ArrayList<>())
                    .add(Objects.requireNonNull(iteration.getSecondaryResults().get(ALLOCATED))
                            .getScore());
        }
    }

    @Override
    public List<Score> measure(Conditions conditions) throws IOException {
        Sides sides = new Sides();
        try {
            for (int round = 0; round < conditions.count(5, 1); round++) {
                Collection<RunResult> results = new Runner(new OptionsBuilder()
                                .include(Describes.class.getName())
                                .forks(1)
                                .jvmArgsAppend("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn")
                                .warmupIterations(conditions.count(5, 2))
                                .warmupTime(TimeValue.seconds(1))
                                .measurementIterations(conditions.count(10, 2))
                                .measurementTime(TimeValue.milliseconds(conditions.count(1_000, 250)))
                                .addProfiler(GCProfiler.class)
                                .verbosity(VerboseMode.SILENT)
                                .build())
                        .run();
                results.forEach(sides::add);
            }
        } catch (RunnerException failure) {
            throw new IOException(failure);
        }
        return List.of(
                score("time of a call, no throttle", "us", sides.micros(), 1.05),
                score("allocated by a call, no throttle", "bytes", sides.bytes(), 1.01));
    }

    private static Score score(String name, String unit, Map<String, List<Double>> sides, double target) {
        Figures ours = new Figures(sides.getOrDefault("library", List.of()));
        Figures theirs = new Figures(sides.getOrDefault("sdk", List.of()));
        return new Score(
                name,
                unit,
                ours.minimum(),
                Theirs.of("SDK alone", theirs.minimum()),
                Target.ratioAtMost(target),
                "JMH, in process, one thread that does it all, minimum of " + ours.spread() + "; theirs "
                        + theirs.spread());
    }
}
