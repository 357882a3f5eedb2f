package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Tail;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The stack sets of one administrator account in one Region, deleted ones included. */
public final class StackSetStore {

    private final Map<String, StackSetState> activeByName = new HashMap<>();
    private final Map<String, StackSetState> byId = new HashMap<>();
    private final Map<String, StackSetState> byToken = new HashMap<>();
    private final TreeMap<Long, StackSetState> bySequence = new TreeMap<>();
    private Instant lastDeletion = Instant.MIN;

    public long nextSequence() {
        return bySequence.isEmpty() ? 1 : bySequence.lastKey() + 1;
    }

    public void add(StackSetState stackSet, Optional<String> token) {
        activeByName.put(stackSet.name(), stackSet);
        byId.put(stackSet.id(), stackSet);
        bySequence.put(stackSet.sequence(), stackSet);
        token.ifPresent(value -> byToken.put(value, stackSet));
    }

    public Optional<StackSetState> byToken(String token) {
        return Optional.ofNullable(byToken.get(token)).filter(stackSet -> !stackSet.isDeleted());
    }

    /** By name or id as of some time, deleted ones only by id. */
    public Optional<StackSetState> find(String nameOrId, Instant seen) {
        return Optional.ofNullable(activeByName.get(nameOrId))
                .or(() -> Optional.ofNullable(byId.get(nameOrId)))
                .filter(stackSet -> stackSet.existed(seen))
                .or(() -> seen.isBefore(lastDeletion) ? findSinceDeleted(nameOrId, seen) : Optional.empty());
    }

    private Optional<StackSetState> findSinceDeleted(String name, Instant seen) {
        return bySequence.descendingMap().values().stream()
                .filter(stackSet -> stackSet.name().equals(name) && stackSet.existed(seen) && !stackSet.isDeleted(seen))
                .findFirst();
    }

    public Optional<StackSetState> findActive(String name) {
        return Optional.ofNullable(activeByName.get(name));
    }

    public int activeCount() {
        return activeByName.size();
    }

    public void delete(StackSetState stackSet, Instant now) {
        stackSet.delete();
        activeByName.remove(stackSet.name());
        lastDeletion = now;
    }

    public Stream<StackSetState> after(long sequence) {
        return Tail.of(bySequence, sequence);
    }
}
