package dev.stacksets.testing.internal.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The instances of one stack set, with a count per Region so that a describe need not look at them. */
final class InstanceTable {

    private final TreeMap<InstanceKey, Instance> instances = new TreeMap<>();
    private final TreeMap<String, Integer> perRegion = new TreeMap<>();

    Optional<Instance> find(InstanceKey key) {
        return Optional.ofNullable(instances.get(key));
    }

    Instance findOrAdd(InstanceKey key) {
        Instance found = instances.get(key);
        if (found != null) {
            return found;
        }
        Instance added = new Instance(key);
        instances.put(key, added);
        perRegion.merge(key.region(), 1, Integer::sum);
        return added;
    }

    void remove(InstanceKey key) {
        if (instances.remove(key) != null) {
            perRegion.computeIfPresent(key.region(), (region, count) -> count == 1 ? null : count - 1);
        }
    }

    boolean isEmpty() {
        return instances.isEmpty();
    }

    int size() {
        return instances.size();
    }

    Set<String> regions() {
        return Collections.unmodifiableSet(perRegion.keySet());
    }

    Collection<Instance> all() {
        return Collections.unmodifiableCollection(instances.values());
    }

    /** A view of what follows a key, in order. */
    NavigableMap<InstanceKey, Instance> after(InstanceKey key) {
        return instances.tailMap(key, false);
    }

    int countedByRegion() {
        return perRegion.values().stream().mapToInt(Integer::intValue).sum();
    }
}
