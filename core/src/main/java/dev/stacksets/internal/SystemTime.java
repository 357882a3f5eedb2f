package dev.stacksets.internal;

import dev.stacksets.spi.TimeSource;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.random.RandomGenerator;

/** The machine's own time and chance: the one place in the library that reads them. One daemon thread until closed. */
public final class SystemTime implements TimeSource, AutoCloseable {
    private final ScheduledThreadPoolExecutor scheduler;
    private final SecureRandom random = new SecureRandom();

    public SystemTime() {
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

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
