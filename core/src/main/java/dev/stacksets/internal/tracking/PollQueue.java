package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * When each watched operation is asked about next: one heap of deadlines and one armed timer for all of them. Every
 * operation knows its place in the heap, so that taking one of a hundred thousand out is quick.
 *
 * <p>Watching takes its share of the call gate and no more: polls that are due go to the gate one after another, and if
 * one had to wait there, the next one comes after three times that wait. Then about half of what a busy gate lets go is
 * left to others, and polls come as late as their number makes them.
 */
final class PollQueue {
    private static final int SMALLEST = 16;
    private static final long PAUSE = 3;
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

    /** What a loop's place is while it waits for nothing. */
    static final int NOWHERE = -1;

    private final TimeSource time;
    private @Nullable PollLoop[] heap = new PollLoop[SMALLEST];
    private int size;
    private @Nullable Future<?> timer;
    private long timerAt;
    private boolean atTheGate;
    private long notBefore;
    private boolean lettingGo;
    private boolean again;
    private long lastRead;
    private long setBack;

    PollQueue(TimeSource time) {
        this.time = time;
        this.lastRead = time.nanoTime();
        this.notBefore = lastRead;
    }

    /** The time, which stands still while somebody sets the clock back. Or else all would wait until it is that late again. */
    private synchronized long now() {
        long read = time.nanoTime();
        setBack += Math.max(0, lastRead - read);
        lastRead = read;
        return read + setBack;
    }

    /** One poll on its way through the gate. Until it is through, none follows it. */
    final class Turn {
        private final long began = now();
        private boolean over;

        /** The gate let it go. */
        void sent() {
            sent(1);
        }

        /** The gate let the first of so many calls go, which follow each other. */
        void sent(int calls) {
            end(Math.min(LONGEST_PAUSE, calls * PAUSE * (now() - began)));
        }

        /** Whatever became of it; the last word if it never came to the gate, or never through. */
        void end() {
            end(0);
        }

        private void end(long pause) {
            synchronized (PollQueue.this) {
                if (over) {
                    return;
                }
                over = true;
                atTheGate = false;
                notBefore = now() + pause;
            }
            letGo();
        }
    }

    /**
     * Has it asked about after a while, instead of when it was to be before.
     *
     * @throws RejectedExecutionException if the timer takes nothing more
     */
    synchronized void arm(PollLoop loop, Duration delay) {
        take(loop);
        loop.deadline = now() + delay.toNanos();
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size + (size >> 1));
        }
        rise(size++, loop);
        try {
            schedule();
        } catch (RejectedExecutionException noTimer) {
            disarm(loop);
            throw noTimer;
        }
    }

    /** Has it asked about no more. */
    synchronized void disarm(PollLoop loop) {
        if (take(loop) && size == 0) {
            schedule();
        }
    }

    /** Whether it is to be asked about, and nobody asks yet. */
    synchronized boolean isArmed(PollLoop loop) {
        return loop.place != NOWHERE;
    }

    /**
     * Lets go who is due, one after another. An answer that comes while a poll is being sent, as from a client in the same
     * process, comes back here: then the round that is under way goes on, instead of one inside it.
     */
    private void letGo() {
        synchronized (this) {
            again = true;
            if (lettingGo) {
                return;
            }
            lettingGo = true;
        }
        while (more()) {
            for (PollLoop due = next(); due != null; due = next()) {
                due.due(new Turn());
            }
        }
    }

    private synchronized boolean more() {
        lettingGo = again;
        again = false;
        return lettingGo;
    }

    private @Nullable PollLoop next() {
        RejectedExecutionException closed;
        synchronized (this) {
            if (size > 0 && !atTheGate && dueAt() <= 0) {
                PollLoop first = first();
                take(first);
                atTheGate = true;
                return first;
            }
            try {
                schedule();
                return null;
            } catch (RejectedExecutionException noTimer) {
                closed = noTimer;
            }
        }
        failAll(closed);
        return null;
    }

    /** How long until somebody is due, in nanoseconds. */
    private long dueAt() {
        long now = now();
        return Math.max(first().deadline - now, notBefore - now);
    }

    /** One timer, for who is due first; none while a poll is at the gate, whose end goes on from there. */
    private void schedule() {
        Future<?> armed = timer;
        if (size == 0 && armed != null) {
            armed.cancel(false);
            timer = null;
        }
        if (size == 0 || atTheGate) {
            return;
        }
        long delay = Math.max(0, dueAt());
        long at = now() + delay;
        if (armed != null && timerAt - at <= 0) {
            return;
        }
        if (armed != null) {
            armed.cancel(false);
        }
        timerAt = at;
        timer = Futures.later(time, Duration.ofNanos(delay), this::elapsed);
    }

    private void elapsed() {
        synchronized (this) {
            timer = null;
        }
        letGo();
    }

    /** Nobody will ever be asked about again: whoever waits must be told. */
    private void failAll(RejectedExecutionException noTimer) {
        List<PollLoop> all = new ArrayList<>();
        synchronized (this) {
            while (size > 0) {
                PollLoop first = first();
                take(first);
                all.add(first);
            }
        }
        all.forEach(loop -> loop.broken(noTimer));
    }

    // The heap

    private PollLoop first() {
        return at(0);
    }

    private PollLoop at(int place) {
        return Objects.requireNonNull(heap[place]);
    }

    private boolean take(PollLoop loop) {
        int hole = loop.place;
        if (hole == NOWHERE) {
            return false;
        }
        PollLoop last = at(--size);
        heap[size] = null;
        loop.place = NOWHERE;
        if (last != loop) {
            sink(hole, last);
            rise(last.place, last);
        }
        if (size > SMALLEST && size < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
        return true;
    }

    private void rise(int from, PollLoop loop) {
        int place = from;
        while (place > 0 && isBefore(loop, at((place - 1) / 2))) {
            put(place, at((place - 1) / 2));
            place = (place - 1) / 2;
        }
        put(place, loop);
    }

    private void sink(int from, PollLoop loop) {
        int place = from;
        for (int child = firstChild(place); child < size && isBefore(at(child), loop); child = firstChild(place)) {
            put(place, at(child));
            place = child;
        }
        put(place, loop);
    }

    private int firstChild(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && isBefore(at(left + 1), at(left)) ? left + 1 : left;
    }

    private static boolean isBefore(PollLoop one, PollLoop other) {
        return one.deadline - other.deadline < 0;
    }

    private void put(int place, PollLoop loop) {
        heap[place] = loop;
        loop.place = place;
    }
}
