package dev.stacksets.contract;

import dev.stacksets.spi.SystemTimeSource;
import dev.stacksets.spi.TimeSource;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A clock that runs ahead of real time, so that nobody waits as long as asked: for servers that need no patience. */
final class HurriedTime implements TimeSource, AutoCloseable {
    private static final int HURRY = 20;

    private final SystemTimeSource real = new SystemTimeSource();
    private final Instant began = real.now();
    private final long beganNanos = real.nanoTime();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return super.schedule(command, unit.toNanos(delay) / HURRY, TimeUnit.NANOSECONDS);
        }
    };

    @Override
    public Instant now() {
        return began.plusNanos(nanoTime());
    }

    @Override
    public long nanoTime() {
        return (real.nanoTime() - beganNanos) * HURRY;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    @Override
    public RandomGenerator random() {
        return real.random();
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        real.close();
    }
}
