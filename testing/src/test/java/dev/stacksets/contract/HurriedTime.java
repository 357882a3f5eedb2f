package dev.stacksets.contract;

import dev.stacksets.spi.SystemTimeSource;
import dev.stacksets.spi.TimeSource;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Real time in which nobody waits as long as asked: for servers that need no patience. */
final class HurriedTime implements TimeSource, AutoCloseable {
    private static final int HURRY = 20;

    private final SystemTimeSource real = new SystemTimeSource();
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return super.schedule(command, unit.toNanos(delay) / HURRY, TimeUnit.NANOSECONDS);
        }
    };

    @Override
    public Instant now() {
        return real.now();
    }

    /** As fast as the timer: who waited until then must find that it is then. */
    @Override
    public long nanoTime() {
        return HURRY * real.nanoTime();
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
