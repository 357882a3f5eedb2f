package dev.stacksets.testing.internal.engine.record;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The instances of one stack set, with a count per Region so that a describe need not look at them. Removed ones stay
 * for as long as a read may look back, hidden from everybody else.
 */
public final class InstanceTable {

    private final InstantSource clock;
    private final TreeMap<InstanceKey, Instance> instances = new TreeMap<>();
    private final TreeMap<String, Integer> perRegion = new TreeMap<>();
    private final TreeMap<String, Integer> perUnit = new TreeMap<>();
    private final Deque<Instance> removed = new ArrayDeque<>();
    private int size;
    private Instant regionsChangedAt = Instant.MIN;

    public InstanceTable(InstantSource clock) {
        this.clock = clock;
    }

    public Optional<Instance> find(InstanceKey key) {
        return Optional.ofNullable(instances.get(key)).filter(instance -> !instance.isRemoved());
    }

    /** What was there at some time. */
    public Optional<InstanceState> find(InstanceKey key, Instant seen) {
        return Optional.ofNullable(instances.get(key)).flatMap(instance -> instance.at(seen));
    }

    public Instance findOrAdd(InstanceKey key) {
        return find(key).orElseGet(() -> add(key));
    }

    private Instance add(InstanceKey key) {
        Instance added = instances.computeIfAbsent(key, absent -> new Instance(absent, clock));
        if (added.isRemoved()) {
            added.add();
        }
        size++;
        if (perRegion.merge(key.region(), 1, Integer::sum) == 1) {
            regionsChangedAt = clock.instant();
        }
        return added;
    }

    public void remove(InstanceKey key) {
        find(key).ifPresent(instance -> {
            uncount(instance);
            instance.remove();
            removed.add(instance);
            size--;
            if (perRegion.merge(key.region(), -1, InstanceTable::sumOrNothing) == null) {
                regionsChangedAt = clock.instant();
            }
        });
        forgetOld();
    }

    private void forgetOld() {
        for (Instance oldest = removed.peek(); oldest != null && !isStillSeen(oldest); oldest = removed.peek()) {
            removed.remove();
            if (oldest.isForgotten()) {
                instances.remove(oldest.key(), oldest);
            }
        }
    }

    private static boolean isStillSeen(Instance instance) {
        return instance.isRemoved() && !instance.isForgotten();
    }

    /** Records the unit through which an instance is a target. */
    public void assign(Instance instance, String unit) {
        uncount(instance);
        instance.unit(unit);
        perUnit.merge(unit + "/" + instance.region(), 1, Integer::sum);
    }

    private void uncount(Instance instance) {
        perUnit.computeIfPresent(instance.unit() + "/" + instance.region(), (unit, count) -> sumOrNothing(count, -1));
    }

    public int count(String unit, String region) {
        return perUnit.getOrDefault(unit + "/" + region, 0);
    }

    public List<Instance> ofAccount(String account) {
        return after(new InstanceKey(account, ""))
                .takeWhile(instance -> instance.account().equals(account))
                .filter(instance -> !instance.isRemoved())
                .toList();
    }

    /** Accounts with an instance that was deployed through a unit. */
    public Set<String> accountsOf(String unit) {
        return all().filter(instance -> instance.unit().equals(unit))
                .map(Instance::account)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Whether every count agrees with the instances. */
    public boolean isBalanced() {
        Map<String, Integer> counted = new TreeMap<>();
        all().filter(instance -> !instance.unit().isEmpty())
                .forEach(instance -> counted.merge(instance.unit() + "/" + instance.region(), 1, Integer::sum));
        Map<String, Integer> known = new TreeMap<>(perUnit);
        known.keySet().removeIf(unit -> unit.startsWith("/"));
        int byRegion = perRegion.values().stream().mapToInt(Integer::intValue).sum();
        return counted.equals(known) && byRegion == size && all().count() == size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public Set<String> regions() {
        return Collections.unmodifiableSet(perRegion.keySet());
    }

    /** The Regions that had instances at some time. */
    public Set<String> regions(Instant seen) {
        return seen.isBefore(regionsChangedAt)
                ? instances.values().stream()
                        .filter(instance -> instance.at(seen).isPresent())
                        .map(Instance::region)
                        .collect(Collectors.toCollection(TreeSet::new))
                : regions();
    }

    public Stream<Instance> all() {
        return instances.values().stream().filter(instance -> !instance.isRemoved());
    }

    /** What follows a key, in order, removed ones included. */
    public Stream<Instance> after(InstanceKey key) {
        return Tail.of(instances, key);
    }

    @SuppressWarnings("NullAway") // null takes an entry out of the map
    private static Integer sumOrNothing(Integer count, Integer more) {
        return count + more == 0 ? null : count + more;
    }
}
