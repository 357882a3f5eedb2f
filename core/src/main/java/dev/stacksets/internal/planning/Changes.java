package dev.stacksets.internal.planning;

import dev.stacksets.internal.covering.Grid.Marks;
import dev.stacksets.operation.InstanceRemovalSpec.Stacks;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.GroupSummary;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.Untouched.Reason;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackInstance;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has to be done to each instance. */
final class Changes {
    private final Situation situation;
    private final Overrides overrides;
    private final DefinitionChange definition;
    private final boolean rollsOut;
    private final Optional<Stacks> prune;
    private final Map<ParameterOverrides, Marks> creations = new LinkedHashMap<>();
    private final Map<ParameterOverrides, Marks> overriding = new LinkedHashMap<>();
    private final Map<PlanAction, Marks> others = new EnumMap<>(PlanAction.class);
    private final Map<Reason, Marks> untouched = new EnumMap<>(Reason.class);
    private final Marks staying;
    private final Marks overridden;

    Changes(Situation situation, DesiredStackSet desired, DefinitionChange definition) {
        this.situation = situation;
        this.overrides = new Overrides(desired.unknownValues());
        this.definition = definition;
        this.rollsOut = definition.rollsOut();
        this.prune = desired.prune();
        this.staying = situation.grid().marks();
        this.overridden = situation.grid().marks();
        for (int row = 0; row < situation.grid().accounts(); row++) {
            for (int column = 0; column < situation.grid().regions(); column++) {
                sort(row, column);
            }
        }
    }

    private void sort(int row, int column) {
        int group = situation.group(row, column);
        StackInstance live = situation.live(row, column);
        if (group != Situation.NOBODY) {
            sortWanted(row, column, group, live);
        } else if (live != null) {
            sortForeign(row, column, live);
        }
    }

    private void sortForeign(int row, int column, StackInstance live) {
        if (prune.isPresent()) {
            mark(PlanAction.REMOVE, row, column);
        } else if (live.status() == InstanceStatus.INOPERABLE) {
            leave(Reason.INOPERABLE, row, column);
        } else {
            staying.add(row, column);
            if (!definition.wholeOnly()) {
                leave(Reason.FOREIGN, row, column);
            }
        }
    }

    private void sortWanted(int row, int column, int group, @Nullable StackInstance live) {
        ParameterOverrides wanted = situation.groups().get(group).group().overrides();
        if (live == null) {
            add(creations, Overrides.ofNew(wanted), row, column);
        } else if (live.status() == InstanceStatus.INOPERABLE) {
            leave(Reason.INOPERABLE, row, column);
        } else if (live.status() == InstanceStatus.UNKNOWN) {
            leave(Reason.UNKNOWN, row, column);
        } else if (live.detailedStatus() == DetailedStatus.SKIPPED_SUSPENDED_ACCOUNT) {
            leave(Reason.SUSPENDED, row, column);
        } else if (live.stackId().isEmpty() && live.status() == InstanceStatus.OUTDATED) {
            staying.add(row, column);
            add(creations, wanted, row, column);
        } else {
            staying.add(row, column);
            sortDeployed(row, column, live, wanted);
        }
    }

    private void sortDeployed(int row, int column, StackInstance live, ParameterOverrides wanted) {
        Optional<ParameterOverrides> change = live.overrides().flatMap(known -> overrides.change(wanted, known));
        if (change.isPresent()) {
            overridden.add(row, column);
            add(overriding, change.get(), row, column);
            if (rollsOut && needsDefinitionFirst(change.get())) {
                mark(PlanAction.CHANGE_DEFINITION, row, column);
            }
        } else if (rollsOut) {
            mark(PlanAction.CHANGE_DEFINITION, row, column);
        } else if (live.status() == InstanceStatus.OUTDATED) {
            mark(PlanAction.REPAIR, row, column);
        } else {
            leave(Reason.CURRENT, row, column);
        }
    }

    /** AWS overrides a new parameter only where an update of the stack set has brought it; API page {@code UpdateStackInstances}. */
    private boolean needsDefinitionFirst(ParameterOverrides change) {
        return !Collections.disjoint(Overrides.keys(change), definition.newParameters());
    }

    private void add(Map<ParameterOverrides, Marks> marks, ParameterOverrides kind, int row, int column) {
        marks.computeIfAbsent(kind, any -> situation.grid().marks()).add(row, column);
    }

    private void mark(PlanAction action, int row, int column) {
        others.computeIfAbsent(action, any -> situation.grid().marks()).add(row, column);
    }

    private void leave(Reason reason, int row, int column) {
        untouched.computeIfAbsent(reason, any -> situation.grid().marks()).add(row, column);
    }

    /** The instances to create, by the overrides to create them with. */
    Map<ParameterOverrides, Marks> creations() {
        return creations;
    }

    /** The instances whose overrides change, by what they change to. */
    Map<ParameterOverrides, Marks> overriding() {
        return overriding;
    }

    /** The instances for one of the other actions; for {@code CHANGE_DEFINITION} those the new definition has to reach. */
    Optional<Marks> marks(PlanAction action) {
        return Optional.ofNullable(others.get(action));
    }

    /** The instances that are there, can be worked on and are not to go. */
    Marks staying() {
        return staying;
    }

    /** The instances whose overrides change. */
    Marks overridden() {
        return overridden;
    }

    Map<Reason, Marks> untouched() {
        return untouched;
    }

    /** What becomes of the stacks of those that go. */
    Optional<Stacks> prune() {
        return prune;
    }

    /** The groups, whose units automatic deployment follows or not. */
    List<GroupSummary> groups(boolean followed) {
        return situation.groups().stream()
                .map(group -> new GroupSummary(
                        group.group().name(),
                        group.units().keySet().stream().sorted().toList(),
                        group.group().regions().stream().sorted().toList(),
                        followed ? UnitTargets.wantedBy(group.group()) : List.of()))
                .toList();
    }
}
