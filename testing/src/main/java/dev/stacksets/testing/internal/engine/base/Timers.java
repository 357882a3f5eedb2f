package dev.stacksets.testing.internal.engine.base;

import java.time.Duration;
import java.time.Instant;

/** The engine's only sight of time. */
public interface Timers {

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
     * @param what says what is pending, when a person asks
     * @param work takes the engine's lock itself
     */
    void after(Duration delay, Object what, Runnable work);
}
