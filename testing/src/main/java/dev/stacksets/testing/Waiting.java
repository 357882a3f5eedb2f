package dev.stacksets.testing;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does that blocks until something of a {@link VirtualTime} is done: it moves the clock where it may, and
 * else does not wait for ever for a clock that only it could move. Another thread may be about to complete the future
 * without the clock, so it is given a second of real time first.
 */
final class Waiting {

    private static final long SLICE_MILLIS = 50;
    private static final int SLICES = 20;

    private final Driver driver;

    Waiting(Driver driver) {
        this.driver = driver;
    }

    /** The future's own way of blocking, which would not notice the clock. */
    interface Attempt<T extends @Nullable Object> {
        T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException;
    }

    <T extends @Nullable Object> T await(Future<T> awaited, Attempt<T> attempt)
            throws InterruptedException, ExecutionException {
        int slicesLeft = SLICES;
        while (true) {
            long before = driver.now();
            driver.runFor(awaited, Long.MAX_VALUE);
            try {
                return attempt.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException later) {
                slicesLeft = driver.isAnotherThreads() || driver.now() != before ? SLICES : slicesLeft - 1;
                if (slicesLeft == 0) {
                    throw driver.standing();
                }
            }
        }
    }

    /** In virtual time where waiting moves it, in real time otherwise. */
    <T extends @Nullable Object> T await(Future<T> awaited, Attempt<T> attempt, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long limit = TimerQueue.later(driver.now(), unit.toNanos(timeout));
        if (!driver.runFor(awaited, limit)) {
            return attempt.get(timeout, unit);
        }
        try {
            return attempt.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException inVain) {
            driver.passTo(limit);
            return attempt.get(0, unit);
        }
    }
}
