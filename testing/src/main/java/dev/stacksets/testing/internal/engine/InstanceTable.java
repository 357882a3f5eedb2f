package dev.stacksets.testing.internal.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The instances of one stack set, with a count per Region so that a describe need not look at them. */
final class InstanceTable {

    private final TreeMap<InstanceKey, Instance> instances = new TreeMap<>();
    private final TreeMap<String, Integer> perRegion = new TreeMap<>();

    private final TreeMap<String, Integer> perUnit = new TreeMap<>();

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
        Instance removed = instances.remove(key);
        if (removed != null) {
            uncount(removed);
            perRegion.computeIfPresent(key.region(), (region, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Records the unit through which an instance is a target. */
    void assign(Instance instance, String unit) {
        uncount(instance);
        instance.unit(unit);
        perUnit.merge(unit + "/" + instance.region(), 1, Integer::sum);
    }

    private void uncount(Instance instance) {
        perUnit.computeIfPresent(
                instance.unit() + "/" + instance.region(), (unit, count) -> count == 1 ? null : count - 1);
    }

    int count(String unit, String region) {
        return perUnit.getOrDefault(unit + "/" + region, 0);
    }

    List<Instance> ofAccount(String account) {
        return after(new InstanceKey(account, "")).values().stream()
                .takeWhile(instance -> instance.account().equals(account))
                .toList();
    }

    /** Accounts with an instance that was deployed through a unit. */
    Set<String> accountsOf(String unit) {
        return instances.values().stream()
                .filter(instance -> instance.unit().equals(unit))
                .map(Instance::account)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether every count agrees with the instances. */
    boolean isBalanced() {
        Map<String, Integer> counted = new TreeMap<>();
        instances.values().stream()
                .filter(instance -> !instance.unit().isEmpty())
                .forEach(instance -> counted.merge(instance.unit() + "/" + instance.region(), 1, Integer::sum));
        Map<String, Integer> known = new TreeMap<>(perUnit);
        known.keySet().removeIf(unit -> unit.startsWith("/"));
        return counted.equals(known) && countedByRegion() == size();
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

    private int countedByRegion() {
        return perRegion.values().stream().mapToInt(Integer::intValue).sum();
    }
}
