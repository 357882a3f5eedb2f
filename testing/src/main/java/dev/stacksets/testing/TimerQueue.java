package dev.stacksets.testing;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pending work in due order and the clock it shares. The invariant: whoever takes an entry moves the clock to its due
 * time in the same step, so the clock never passes work that has not been taken. The lock is never held while work
 * runs.
 *
 * <p>A binary heap in which every entry knows its place, so that cancelling one among a million is as quick as taking
 * the first.
 */
final class TimerQueue {

    private static final int GONE = -1;

    /** One piece of pending work; equal due times keep the order of scheduling. */
    static final class Entry implements Comparable<Entry> {

        private final long due;
        private final long sequence;
        private final Runnable work;
        private int place = GONE;

        Entry(long due, long sequence, Runnable work) {
            this.due = due;
            this.sequence = sequence;
            this.work = work;
        }

        long due() {
            return due;
        }

        Runnable work() {
            return work;
        }

        @Override
        public int compareTo(Entry other) {
            int byDue = Long.compare(due, other.due);
            return byDue != 0 ? byDue : Long.compare(sequence, other.sequence);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private Entry[] heap = new Entry[64];
    private int size;
    private volatile long now; // written under the lock
    private long sequence;

    long now() {
        return now;
    }

    Entry add(long delayNanos, Runnable work) {
        lock.lock();
        try {
            return insert(later(now, delayNanos), work);
        } finally {
            lock.unlock();
        }
    }

    Entry addAt(long due, Runnable work) {
        lock.lock();
        try {
            return insert(Math.max(due, now), work);
        } finally {
            lock.unlock();
        }
    }

    private Entry insert(long due, Runnable work) {
        Entry entry = new Entry(due, sequence++, work);
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        rise(size++, entry);
        return entry;
    }

    boolean remove(Entry entry) {
        lock.lock();
        try {
            return entry.place != GONE && takeOut(entry);
        } finally {
            lock.unlock();
        }
    }

    private boolean takeOut(Entry entry) {
        int hole = entry.place;
        Entry last = heap[--size];
        heap[size] = null;
        entry.place = GONE;
        if (last != entry) {
            sink(hole, last);
            rise(last.place, last);
        }
        return true;
    }

    private void rise(int from, Entry entry) {
        int place = from;
        while (place > 0 && entry.compareTo(heap[(place - 1) / 2]) < 0) {
            put(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        put(place, entry);
    }

    private void sink(int from, Entry entry) {
        int place = from;
        for (int child = firstChild(place);
                child < size && heap[child].compareTo(entry) < 0;
                child = firstChild(place)) {
            put(place, heap[child]);
            place = child;
        }
        put(place, entry);
    }

    /** The child that is due first. */
    private int firstChild(int place) {
        int left = 2 * place + 1;
        return left + 1 < size && heap[left + 1].compareTo(heap[left]) < 0 ? left + 1 : left;
    }

    private void put(int place, Entry entry) {
        heap[place] = entry;
        entry.place = place;
    }

    /** Takes the first entry due at {@code limit} or before and sets the clock to its due time. */
    @Nullable
    Entry takeDue(long limit) {
        lock.lock();
        try {
            if (size == 0 || heap[0].due > limit) {
                return null;
            }
            Entry first = heap[0];
            takeOut(first);
            now = Math.max(now, first.due);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Moves the clock on to {@code target} as far as no entry is due before it. */
    void settleAt(long target) {
        lock.lock();
        try {
            boolean free = size == 0 || heap[0].due >= target;
            now = free ? Math.max(now, target) : now;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    List<Entry> first(int count) {
        lock.lock();
        try {
            return Stream.of(heap).limit(size).sorted().limit(count).toList();
        } finally {
            lock.unlock();
        }
    }

    static long later(long now, long delayNanos) {
        long due = now + Math.max(0, delayNanos);
        return due < now ? Long.MAX_VALUE : due;
    }
}
