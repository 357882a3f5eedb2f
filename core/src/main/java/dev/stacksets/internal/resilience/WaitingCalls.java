package dev.stacksets.internal.resilience;

import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.ApiCall.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for their turn: the most urgent first, among equals the one that waits longest, a repeated one before
 * those that were never sent. Every kind that waits gets one turn in twenty. Not thread-safe.
 *
 * @param <W> what waits
 */
final class WaitingCalls<W> {
    /** A kind of call that waits is passed over at most this often in a row. */
    private static final int PASSED_OVER = 19;

    /** The calls of one priority. */
    private static final class Line<W> {
        private final Deque<W> repeated = new ArrayDeque<>();
        private final Set<W> fresh = new LinkedHashSet<>();
        private int passedOver;

        boolean isEmpty() {
            return repeated.isEmpty() && fresh.isEmpty();
        }

        W take() {
            passedOver = 0;
            if (!repeated.isEmpty()) {
                return repeated.removeFirst();
            }
            W first = fresh.iterator().next();
            fresh.remove(first);
            return first;
        }
    }

    private final Map<Priority, Line<W>> ofPriority = new EnumMap<>(Priority.class);

    /** The most urgent first. Walked by index: every call comes through here, and an iterator is garbage. */
    private final List<Line<W>> lines;

    private int size;

    WaitingCalls() {
        for (Priority priority : Priority.values()) {
            ofPriority.put(priority, new Line<>());
        }
        lines = List.copyOf(ofPriority.values());
    }

    void add(ApiCall call, W waiter) {
        size++;
        Line<W> line = line(call);
        if (call.repeated()) {
            line.repeated.addLast(waiter);
        } else {
            line.fresh.add(waiter);
        }
    }

    void remove(ApiCall call, W waiter) {
        Line<W> line = line(call);
        if (line.fresh.remove(waiter) || line.repeated.remove(waiter)) {
            size--;
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whose turn it is; null when nobody waits. */
    @Nullable
    W next() {
        Line<W> chosen = chosen();
        if (chosen == null) {
            return null;
        }
        for (int i = 0; i < lines.size(); i++) {
            Line<W> line = lines.get(i);
            if (line != chosen && !line.isEmpty()) {
                line.passedOver++;
            }
        }
        size--;
        return chosen.take();
    }

    private @Nullable Line<W> chosen() {
        Line<W> first = null;
        for (int i = 0; i < lines.size(); i++) {
            Line<W> line = lines.get(i);
            if (!line.isEmpty() && line.passedOver >= PASSED_OVER) {
                return line;
            }
            if (first == null && !line.isEmpty()) {
                first = line;
            }
        }
        return first;
    }

    private Line<W> line(ApiCall call) {
        return Objects.requireNonNull(ofPriority.get(call.priority()));
    }
}
