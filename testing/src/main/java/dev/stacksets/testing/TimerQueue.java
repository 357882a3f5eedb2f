package dev.stacksets.testing;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pending work in due order and the clock it shares. The invariant: whoever takes an entry moves the clock to its due
 * time in the same step, so the clock never passes work that has not been taken. The lock is never held while work
 * runs.
 */
final class TimerQueue {

    /** One piece of pending work; equal due times keep the order of scheduling. */
    record Entry(long due, long sequence, Runnable work) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Entry> entries =
            new TreeSet<>(Comparator.comparingLong(Entry::due).thenComparingLong(Entry::sequence));
    private volatile long now; // written under the lock
    private long sequence;

    long now() {
        return now;
    }

    Entry add(long delayNanos, Runnable work) {
        lock.lock();
        try {
            Entry entry = new Entry(later(now, delayNanos), sequence++, work);
            entries.add(entry);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    Entry addAt(long due, Runnable work) {
        lock.lock();
        try {
            Entry entry = new Entry(Math.max(due, now), sequence++, work);
            entries.add(entry);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    boolean remove(Entry entry) {
        lock.lock();
        try {
            return entries.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first entry due at {@code limit} or before and sets the clock to its due time. */
    @Nullable
    Entry takeDue(long limit) {
        lock.lock();
        try {
            if (entries.isEmpty() || entries.first().due() > limit) {
                return null;
            }
            Entry first = entries.first();
            entries.remove(first);
            now = Math.max(now, first.due());
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock on to {@code target} as far as no entry is due before it. */
    void settleAt(long target) {
        lock.lock();
        try {
            boolean free = entries.isEmpty() || entries.first().due() >= target;
            now = free ? Math.max(now, target) : now;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    List<Entry> first(int count) {
        lock.lock();
        try {
            return entries.stream().limit(count).toList();
        } finally {
            lock.unlock();
        }
    }

    static long later(long now, long delayNanos) {
        long due = now + Math.max(0, delayNanos);
        return due < now ? Long.MAX_VALUE : due;
    }
}
