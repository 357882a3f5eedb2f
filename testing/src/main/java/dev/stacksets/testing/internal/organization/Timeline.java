package dev.stacksets.testing.internal.organization;

import java.time.Duration;
import java.time.Instant;

/** What changes that take time need: the clock, a later, and a place to say what happened. */
public interface Timeline {

    /**
     * The clock.
     *
     * @return the virtual now
     */
    Instant now();

    /**
     * Runs work later.
     *
     * @param delay zero or more
     * @param work runs with the engine's lock held
     */
    void after(Duration delay, Runnable work);

    /**
     * Notes a change of state.
     *
     * @param what one line
     */
    void log(String what);
}
