package dev.stacksets.testing.internal.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happened, in order. Guarded by the engine's lock. */
final class EventLog {

    private final List<String> events = new ArrayList<>();

    void add(Instant at, String what) {
        events.add(at + " " + what);
    }

    List<String> all() {
        return List.copyOf(events);
    }
}
