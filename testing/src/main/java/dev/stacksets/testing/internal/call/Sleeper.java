package dev.stacksets.testing.internal.call;

import java.time.Duration;

/** How a synchronous caller waits for a planted delay. */
public interface Sleeper {

    /**
     * Keeps the calling thread until virtual time has passed.
     *
     * @param duration zero for not at all
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;
}
