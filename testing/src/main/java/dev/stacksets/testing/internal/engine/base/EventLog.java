package dev.stacksets.testing.internal.engine.base;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened, in order. Lines are made when somebody reads them: a large rollout has three hundred thousand. Guarded
 * by the engine's lock.
 */
public final class EventLog {

    /** One event; its words never change. */
    private record Event(Instant at, List<?> words) {

        @Override
        public String toString() {
            return words.stream().map(String::valueOf).collect(Collectors.joining(" ", at + " ", ""));
        }
    }

    private final List<Event> events = new ArrayList<>();

    public void add(Instant at, Object... words) {
        events.add(new Event(at, List.of(words)));
    }

    public List<?> all() {
        return List.copyOf(events);
    }
}
