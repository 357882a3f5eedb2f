package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The accounts and Regions of a request, without repetitions, in the order given. */
public record Pairs(Set<String> accounts, Set<String> regions, Map<String, String> units, boolean exact) {

    static Pairs validated(Collection<String> accounts, Collection<String> regions) {
        new Checks().accounts(accounts).regions("regions", regions).refuseIfBroken();
        if (accounts.isEmpty()) {
            throw Errors.validation("Accounts must not be empty for a stack set with SELF_MANAGED permission model");
        }
        if (regions.isEmpty()) {
            throw Errors.validation(
                    "1 validation error detected: Value null at 'regions' failed to satisfy constraint: Member must not be null");
        }
        return new Pairs(new LinkedHashSet<>(accounts), new LinkedHashSet<>(regions), Map.of(), true);
    }

    public Scope scope() {
        return Scope.pairs(accounts, regions);
    }

    public long count() {
        return (long) accounts.size() * regions.size();
    }

    long missing(StackSetState stackSet) {
        return keys().stream()
                .filter(key -> stackSet.instances().find(key).isEmpty())
                .count();
    }

    /** Accounts that somebody named must be there; of units, whatever is there is meant. */
    void requirePresent(StackSetState stackSet) {
        if (!exact) {
            return;
        }
        keys().stream()
                .filter(key -> stackSet.instances().find(key).isEmpty())
                .findFirst()
                .ifPresent(key -> {
                    throw Errors.stackInstanceNotFound(stackSet.id(), key.account(), key.region());
                });
    }

    private List<InstanceKey> keys() {
        List<InstanceKey> keys = new ArrayList<>();
        regions.forEach(region -> accounts.forEach(account -> keys.add(new InstanceKey(account, region))));
        return keys;
    }

    /** Every pair, added where missing, with the unit it belongs to. Nothing is added when an override is refused. */
    Map<String, List<Instance>> selectOrAdd(StackSetState stackSet, Overriding overriding) {
        requireOverridable(stackSet.instances()::find, overriding);
        return select(
                key -> {
                    boolean known = stackSet.instances().find(key).isPresent();
                    Instance instance = stackSet.instances().findOrAdd(key);
                    String unit = units.getOrDefault(key.account(), "");
                    if (!known || instance.unit().isEmpty()) {
                        stackSet.instances().assign(instance, unit);
                    }
                    return Optional.of(instance);
                },
                overriding);
    }

    /** The pairs that are there. None is touched when an override of one of them is refused. */
    Map<String, List<Instance>> selectPresent(StackSetState stackSet, Overriding overriding) {
        requireOverridable(stackSet.instances()::find, overriding);
        return select(stackSet.instances()::find, overriding);
    }

    /** An override kept from an earlier definition may be against a constraint of today's. */
    private void requireOverridable(Function<InstanceKey, Optional<Instance>> find, Overriding overriding) {
        if (overriding != Overriding.NONE) {
            keys().forEach(key -> find.apply(key).map(Instance::overrides).ifPresent(overriding::of));
        }
    }

    private Map<String, List<Instance>> select(Function<InstanceKey, Optional<Instance>> find, Overriding overriding) {
        Map<String, List<Instance>> selected = new LinkedHashMap<>();
        for (InstanceKey key : keys()) {
            find.apply(key).ifPresent(instance -> {
                instance.override(overriding.of(instance.overrides()));
                selected.computeIfAbsent(key.region(), region -> new ArrayList<>())
                        .add(instance);
            });
        }
        return selected;
    }
}
