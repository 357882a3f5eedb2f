package dev.stacksets.spi;

import dev.stacksets.internal.DaemonThread;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;

/**
 * The machine's own time and chance: the one place in the library that reads them. For what several {@code StackSets}
 * share, such as a call gate; each makes its own otherwise. One daemon thread, named {@code stacksets-timer}, from the first
 * task until closed.
 */
public final class SystemTimeSource implements TimeSource, AutoCloseable {
    private final ScheduledThreadPoolExecutor scheduler;
    private final SecureRandom random = new SecureRandom();

    /** Starts no thread yet. */
    public SystemTimeSource() {
        scheduler = new ScheduledThreadPoolExecutor(1, DaemonThread.named("stacksets-timer"));
        scheduler.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** Ends the timer; what waits for it never comes. */
    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
