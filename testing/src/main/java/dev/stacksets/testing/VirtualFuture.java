package dev.stacksets.testing;

import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A task on the virtual scheduler; cancelling it takes it out of the queue at once. */
final class VirtualFuture<V extends @Nullable Object> extends FutureTask<V> implements RunnableScheduledFuture<V> {

    /** How a periodic task finds its next due time. */
    enum Repeat {
        NEVER,
        FIXED_RATE,
        FIXED_DELAY
    }

    private final TimerQueue queue;
    private final Waiting waiting;
    private final Repeat repeat;
    private final long period;
    private volatile TimerQueue.@Nullable Entry entry;

    VirtualFuture(TimerQueue queue, Waiting waiting, Callable<V> task, Repeat repeat, long period) {
        super(task);
        this.queue = queue;
        this.waiting = waiting;
        this.repeat = repeat;
        this.period = period;
    }

    VirtualFuture<V> scheduleIn(long delayNanos) {
        entry = queue.add(delayNanos, this);
        if (isCancelled()) {
            drop();
        }
        return this;
    }

    @Override
    public void run() {
        if (repeat == Repeat.NEVER) {
            super.run();
        } else if (runAndReset()) {
            scheduleNext();
        }
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        return isDone() ? super.get() : waiting.await(this, super::get);
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return isDone() ? super.get() : waiting.await(this, super::get, timeout, unit);
    }

    private void scheduleNext() {
        long base = repeat == Repeat.FIXED_RATE ? due() : queue.now();
        entry = queue.addAt(TimerQueue.later(base, period), this);
        if (isCancelled()) {
            drop();
        }
    }

    @Override
    protected void done() {
        if (isCancelled()) {
            drop();
        }
    }

    private void drop() {
        TimerQueue.Entry scheduled = entry;
        if (scheduled != null) {
            queue.remove(scheduled);
        }
    }

    private long due() {
        TimerQueue.Entry scheduled = entry;
        return scheduled == null ? queue.now() : scheduled.due();
    }

    @Override
    public boolean isPeriodic() {
        return repeat != Repeat.NEVER;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due() - queue.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Comparator.<Delayed>comparingLong(d -> d.getDelay(TimeUnit.NANOSECONDS))
                .compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
