package dev.stacksets.testing.internal.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The stack sets of one administrator account in one Region, deleted ones included. */
final class StackSetStore {

    private final Map<String, StackSetState> activeByName = new HashMap<>();
    private final Map<String, StackSetState> byId = new HashMap<>();
    private final Map<String, StackSetState> byToken = new HashMap<>();
    private final TreeMap<Long, StackSetState> bySequence = new TreeMap<>();

    long nextSequence() {
        return bySequence.isEmpty() ? 1 : bySequence.lastKey() + 1;
    }

    void add(StackSetState stackSet, Optional<String> token) {
        activeByName.put(stackSet.name(), stackSet);
        byId.put(stackSet.id(), stackSet);
        bySequence.put(stackSet.sequence(), stackSet);
        token.ifPresent(value -> byToken.put(value, stackSet));
    }

    Optional<StackSetState> byToken(String token) {
        return Optional.ofNullable(byToken.get(token)).filter(stackSet -> !stackSet.isDeleted());
    }

    /** By name or id, deleted ones only by id. */
    Optional<StackSetState> find(String nameOrId) {
        return Optional.ofNullable(activeByName.get(nameOrId)).or(() -> Optional.ofNullable(byId.get(nameOrId)));
    }

    Optional<StackSetState> findActive(String nameOrId) {
        return find(nameOrId).filter(stackSet -> !stackSet.isDeleted());
    }

    void delete(StackSetState stackSet) {
        stackSet.delete();
        activeByName.remove(stackSet.name());
    }

    Collection<StackSetState> after(long sequence) {
        return Collections.unmodifiableCollection(
                bySequence.tailMap(sequence, false).values());
    }
}
