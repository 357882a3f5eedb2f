package dev.stacksets.benchmarks.scorecard;

import java.io.IOException;
import java.util.List;

/** Something to be reached, and how it is measured. Several may share a number: {@code --goal} runs them all. */
public interface Goal {

    /**
     * Its number on the scorecard.
     *
     * @return 1 or more
     */
    int number();

    /**
     * What it is about, in a few words.
     *
     * @return shown while it runs
     */
    String title();

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
