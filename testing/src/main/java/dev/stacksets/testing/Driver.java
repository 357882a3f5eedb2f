package dev.stacksets.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Moves the clock of a virtual time and runs what comes due, one thread at a time, and never for ever: work that keeps
 * scheduling itself meets a bound.
 */
final class Driver {

    private static final Duration DAYS = Duration.ofDays(30);
    private static final int TASKS_AT_ONE_MOMENT = 1_000_000;
    private static final int TASKS = 10_000_000;
    private static final int LISTED = 10;

    private final TimerQueue queue;
    private final LongFunction<Instant> instants;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Thread mover;
    private volatile boolean movedByWaiting;

    Driver(TimerQueue queue, LongFunction<Instant> instants) {
        this.queue = queue;
        this.instants = instants;
    }

    void advance(long nanos) {
        inTurn(() -> {
            long target = TimerQueue.later(queue.now(), nanos);
            runDue(target);
            queue.settleAt(target);
            return true;
        });
    }

    private boolean inTurn(BooleanSupplier moving) {
        turn.lock();
        try {
            mover = Thread.currentThread();
            return moving.getAsBoolean();
        } finally {
            turn.unlock();
        }
    }

    private void runDue(long target) {
        long standing = queue.now();
        for (int tasks = 0; runNext(target); tasks++) {
            if (queue.now() != standing) {
                standing = queue.now();
                tasks = 0;
            }
            if (tasks >= TASKS_AT_ONE_MOMENT) {
                throw boundReached("getting past this moment");
            }
        }
    }

    /** Whether the condition came to hold before nothing was scheduled any more. */
    boolean runUntil(BooleanSupplier condition, String goal) {
        return inTurn(() -> {
            boolean reached = driveUntil(condition, bound());
            if (!reached && queue.size() > 0) {
                throw boundReached(goal);
            }
            return reached;
        });
    }

    private long bound() {
        return TimerQueue.later(queue.now(), DAYS.toNanos());
    }

    private boolean driveUntil(BooleanSupplier condition, long limit) {
        for (int tasks = 0; tasks < TASKS; tasks++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!runNext(limit)) {
                return false;
            }
        }
        throw boundReached("an end");
    }

    private boolean runNext(long limit) {
        TimerQueue.Entry entry = queue.takeDue(limit);
        if (entry == null) {
            return false;
        }
        try {
            entry.work().run();
        } catch (RuntimeException failure) {
            throw new IllegalStateException(
                    "work due at " + instants.apply(entry.due()) + " failed: " + failure, failure);
        }
        return true;
    }

    void letWaitingMove() {
        movedByWaiting = true;
    }

    /** Runs what is due for a thread that waits, until it need not wait any more. Not when another thread has its turn. */
    boolean runFor(Future<?> awaited, long limit) {
        if (!movedByWaiting || !turn.tryLock()) {
            return false;
        }
        try {
            mover = Thread.currentThread();
            long bound = bound();
            if (!driveUntil(awaited::isDone, Math.min(limit, bound)) && limit > bound && queue.size() > 0) {
                throw boundReached("a wait");
            }
            return true;
        } finally {
            turn.unlock();
        }
    }

    /** Lets the rest of a limited wait pass. */
    void passTo(long limit) {
        inTurn(() -> {
            queue.settleAt(limit);
            return true;
        });
    }

    long now() {
        return queue.now();
    }

    /** Whether a thread other than this one is there to move the clock. */
    boolean isAnotherThreads() {
        Thread last = mover;
        return last != null && last != Thread.currentThread() && last.isAlive();
    }

    IllegalStateException standing() {
        return new IllegalStateException("waits for virtual time, which stands at " + instants.apply(queue.now())
                + " and which only this thread would move: first advance(), runUntil(future::isDone) or runUntilIdle(),"
                + " or let autoAdvance() do it. " + pendingText());
    }

    private IllegalStateException boundReached(String goal) {
        return new IllegalStateException("gave up on " + goal + " at " + instants.apply(queue.now()) + ", after "
                + DAYS.toDays() + " virtual days, " + TASKS + " tasks or " + TASKS_AT_ONE_MOMENT
                + " at one moment; " + pendingText());
    }

    String pendingText() {
        String listed = queue.first(LISTED).stream()
                .map(entry -> instants.apply(entry.due()) + " " + entry.work())
                .collect(Collectors.joining("; "));
        return queue.size() + " pending" + (listed.isEmpty() ? "" : ", first: " + listed);
    }
}
