package dev.stacksets.benchmarks.scorecard;

import java.io.IOException;
import java.util.List;

/** Measures a goal. */
@FunctionalInterface
public interface Measurement {

    /**
     * Measures both sides in turn.
     *
     * @param conditions of this run
     * @return a line of the scorecard for each figure
     * @throws IOException when a process or a connection fails
     * @throws InterruptedException when told to stop
     */
    List<Score> measure(Conditions conditions) throws IOException, InterruptedException;
}
