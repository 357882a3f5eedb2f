package dev.stacksets.testing;

import dev.stacksets.testing.VirtualFuture.Repeat;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The executor's face of {@link VirtualTime}: queues work, never runs it. */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final TimerQueue queue;
    private final Waiting waiting;
    private volatile boolean shutDown;

    VirtualScheduler(TimerQueue queue, Waiting waiting) {
        this.queue = queue;
        this.waiting = waiting;
    }

    @Override
    public void execute(Runnable command) {
        refuseAfterShutdown();
        queue.add(0, command);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    @Override
    public <V extends @Nullable Object> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return enqueue(task, unit.toNanos(delay), Repeat.NEVER, 0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initial, long period, TimeUnit unit) {
        return enqueue(Executors.callable(command), unit.toNanos(initial), Repeat.FIXED_RATE, positive(period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
        return enqueue(Executors.callable(command), unit.toNanos(initial), Repeat.FIXED_DELAY, positive(delay, unit));
    }

    @Override
    public Future<?> submit(Runnable task) {
        return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        return schedule(Executors.callable(task, result), 0, TimeUnit.NANOSECONDS);
    }

    private <V extends @Nullable Object> VirtualFuture<V> enqueue(
            Callable<V> task, long delay, Repeat repeat, long period) {
        refuseAfterShutdown();
        return new VirtualFuture<>(queue, waiting, task, repeat, period).scheduleIn(delay);
    }

    private static long positive(long period, TimeUnit unit) {
        if (period <= 0) {
            throw new IllegalArgumentException("period must be positive: " + period);
        }
        return unit.toNanos(period);
    }

    private void refuseAfterShutdown() {
        if (shutDown) {
            throw new RejectedExecutionException("the scheduler of this VirtualTime was shut down");
        }
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) {
        throw wouldBlock();
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        throw wouldBlock();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) {
        throw wouldBlock();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        throw wouldBlock();
    }

    private static UnsupportedOperationException wouldBlock() {
        return new UnsupportedOperationException(
                "would wait for virtual time, which only advance() moves; use submit()");
    }

    /** Refuses new work from now on; what is queued still runs, as it may belong to somebody else. */
    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown && queue.size() == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }
}
