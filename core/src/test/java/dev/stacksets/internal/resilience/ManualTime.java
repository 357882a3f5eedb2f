package dev.stacksets.internal.resilience;

import dev.stacksets.spi.TimeSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Time that passes when told to. Core cannot use the simulator's, which depends on core. */
final class ManualTime implements TimeSource {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Timer timer = new Timer();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private long nanos = 1_000_000_000L;
    private long sequence;
    private boolean shutDown;

    /** Runs what falls due until nothing is left, or the given time has passed. */
    void run(long forNanos) {
        long until = nanos + forNanos;
        while (!tasks.isEmpty() && tasks.peek().due <= until) {
            Task next = tasks.remove();
            nanos = Math.max(nanos, next.due);
            next.run();
        }
        nanos = Math.max(nanos, until);
    }

    /** When the next task falls due. */
    boolean step() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        nanos = Math.max(nanos, next.due);
        next.run();
        return true;
    }

    void at(long inNanos, Runnable work) {
        var unused = timer.schedule(work, inNanos, TimeUnit.NANOSECONDS);
    }

    void shutDown() {
        shutDown = true;
    }

    int pending() {
        return tasks.size();
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return timer;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private static final Comparator<Task> ORDER =
                Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.number);

        private final long due;
        private final long number;

        Task(Runnable work, long due) {
            super(work, null);
            this.due = due;
            this.number = sequence++;
        }

        @Override
        protected void done() {
            tasks.remove(this);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return ORDER.compare(this, (Task) other);
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }
    }

    /** The part of a scheduler that the library uses; the rest stays that of an executor without threads. */
    private final class Timer extends ScheduledThreadPoolExecutor {
        Timer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            if (shutDown) {
                throw new RejectedExecutionException("shut down");
            }
            Task task = new Task(work, nanos + unit.toNanos(delay));
            tasks.add(task);
            return task;
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
            throw new UnsupportedOperationException("the library schedules runnables");
        }

        @Override
        public boolean isShutdown() {
            return shutDown;
        }
    }
}
