package dev.stacksets.internal.planning;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.internal.covering.Grid;
import dev.stacksets.internal.covering.Grid.Marks;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Instances that a changed parameter does not change, because they override it and their group does not say that they should.
 * AWS brings a new value of the stack set only to instances that do not override it; API page {@code UpdateStackInstances}.
 */
final class HiddenChanges {
    private static final int NAMED = 3;

    private final Situation situation;
    private final Changes changes;
    private final DefinitionChange definition;

    HiddenChanges(Situation situation, Changes changes, DefinitionChange definition) {
        this.situation = situation;
        this.changes = changes;
        this.definition = definition;
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        hidden().forEach((parameter, instances) -> notes.add("The change of parameter " + parameter
                + " does not show in " + instances.size()
                + (instances.size() == 1 ? " instance that overrides it: " : " instances that override it: ")
                + some(instances)
                + ". Give their group overrides: none (ParameterOverrides.none()) to let it through."));
        int unknown = situation.notLookedAt();
        if (unknown > 0) {
            notes.add("Whether " + unknown
                    + " instances override a parameter that changes was not looked at, as that takes "
                    + "a call for each: state the overrides of their group, or overrides: none "
                    + "(ParameterOverrides.none()).");
        }
        return notes;
    }

    private Map<String, List<String>> hidden() {
        Map<String, List<String>> hidden = new TreeMap<>();
        Optional<Marks> reach = changes.marks(PlanAction.CHANGE_DEFINITION);
        Grid grid = situation.grid();
        for (String parameter : definition.changedParameters()) {
            for (int row = 0; reach.isPresent() && row < grid.accounts(); row++) {
                for (int column = 0; column < grid.regions(); column++) {
                    if (reach.get().has(row, column) && isHidden(parameter, row, column)) {
                        hidden.computeIfAbsent(parameter, any -> new ArrayList<>())
                                .add(grid.account(row) + "/" + grid.region(column));
                    }
                }
            }
        }
        return hidden;
    }

    private boolean isHidden(String parameter, int row, int column) {
        ParameterOverrides wanted =
                situation.groups().get(situation.group(row, column)).group().overrides();
        boolean stated = wanted instanceof ParameterOverrides.Exactly exactly
                && !(exactly.values().get(parameter) instanceof ParameterValue.Previous);
        return !stated
                && Optional.ofNullable(situation.live(row, column))
                        .flatMap(StackInstance::overrides)
                        .filter(overrides -> overrides.containsKey(parameter))
                        .isPresent();
    }

    private static String some(List<String> instances) {
        String first = String.join(", ", instances.subList(0, Math.min(NAMED, instances.size())));
        return instances.size() <= NAMED ? first : first + " and " + (instances.size() - NAMED) + " more";
    }
}
