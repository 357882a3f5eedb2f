package dev.stacksets.benchmarks.simulator;

import dev.stacksets.benchmarks.measuring.Figures;
import dev.stacksets.benchmarks.measuring.ServerProcess;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How soon the served simulator answers, and what it holds while nobody asks. */
public final class ServeFootprint implements Measurement {

    private static final int IDLE_SECONDS = 2;

    @Override
    public List<Score> measure(Conditions conditions) throws IOException, InterruptedException {
        Observed ours = new Observed();
        Observed theirs = new Observed();
        for (int round = 0; round < conditions.count(5, 1); round++) {
            ours.observe(conditions.build().serve(List.of()));
            if (conditions.moto().isPresent()) {
                theirs.observe(conditions.moto().get().serve(conditions.build().folder()));
            }
        }
        return List.of(startUp(conditions, ours, theirs), memory(conditions, ours, theirs));
    }

    private static Score startUp(Conditions conditions, Observed ours, Observed theirs) {
        Figures seconds = new Figures(ours.seconds);
        return new Score(
                "serve: up after",
                "s",
                seconds.minimum(),
                conditions.moto(theirs.figures(theirs.seconds), Figures::minimum),
                Target.atMost(1.5),
                "from the start of the process to its first answer; minimum of " + seconds.spread());
    }

    private static Score memory(Conditions conditions, Observed ours, Observed theirs) {
        Optional<Figures> mebibytes = ours.figures(ours.mebibytes);
        return new Score(
                "serve: resident when idle",
                "MiB",
                mebibytes.map(Figures::median).orElse(Double.NaN),
                conditions.moto(theirs.figures(theirs.mebibytes), Figures::median),
                Target.atMost(150),
                mebibytes
                        .map(m -> IDLE_SECONDS + " s after it came up; median of " + m.spread())
                        .orElse("NOT MEASURED: only Linux tells what a process holds in /proc"));
    }

    /** What the starts of one server showed. */
    private static final class Observed {

        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> mebibytes = new ArrayList<>();

        void observe(ServerProcess started) throws IOException, InterruptedException {
            try (started) {
                seconds.add(started.secondsToUp());
                started.idle(IDLE_SECONDS);
                started.residentMebibytes().ifPresent(mebibytes::add);
            }
        }

        Optional<Figures> figures(List<Double> values) {
            return values.isEmpty() ? Optional.empty() : Optional.of(new Figures(values));
        }
    }
}
