package dev.stacksets.internal.planning;

import dev.stacksets.definition.PermissionModel;
import dev.stacksets.internal.planning.UnitTargets.Place;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What will become of accounts that join organizational units later, in words. */
final class TargetNotes {
    private static final int NAMED = 5;

    private final DesiredStackSet desired;
    private final Optional<UnitTargets> targets;

    TargetNotes(DesiredStackSet desired, Optional<UnitTargets> targets) {
        this.desired = desired;
        this.targets = targets;
    }

    List<String> sentences() {
        boolean byUnits = desired.definition().permissionModel() == PermissionModel.SERVICE_MANAGED;
        if (targets.isEmpty()) {
            return byUnits && !desired.groups().isEmpty()
                    ? List.of(
                            "Automatic deployment is off: accounts that join the units later get nothing until they are "
                                    + "planned for.")
                    : List.of();
        }
        UnitTargets units = targets.get();
        List<String> notes = new ArrayList<>();
        add(notes, units.wanted(), " later get the stack%s by automatic deployment" + bare() + ".");
        Set<Place> listedOnly = new HashSet<>(units.listed());
        listedOnly.removeAll(units.wanted());
        add(
                notes,
                listedOnly,
                " later may get the stack%s too, though a group lists accounts: automatic deployment ignores account "
                        + "filters.");
        add(
                notes,
                units.kept(),
                " get the stack%s, though no group names the unit: it stays a target of automatic deployment until "
                        + "pruneDeletingStacks() or pruneRetainingStacks() lets it go.");
        add(
                notes,
                units.held(),
                " get the stack%s, though no group names the unit: AWS keeps it a target while instances stay that were "
                        + "deployed through it.");
        add(
                notes,
                units.unknown(),
                " get the stack%s, though no group names the unit: who is in it cannot be looked up, so it stays a target "
                        + "of automatic deployment.");
        return notes;
    }

    private static void add(List<String> notes, Set<Place> places, String end) {
        UnitTargets.grouped(places)
                .forEach(block -> notes.add("Accounts that join " + some(block.accounts())
                        + end.replace("%s", " in " + String.join(", ", block.regions()))));
    }

    /** Automatic deployment sets no overrides. */
    private String bare() {
        String groups = desired.groups().stream()
                .filter(group -> group.targets() instanceof Targets.Units
                        && group.overrides() instanceof ParameterOverrides.Exactly exactly
                        && !exactly.values().isEmpty())
                .map(TargetGroup::name)
                .collect(Collectors.joining("', '"));
        return groups.isEmpty() ? "" : ", without the overrides of group '" + groups + "' until they are planned for";
    }

    private static String some(List<String> units) {
        String first = String.join(", ", units.subList(0, Math.min(NAMED, units.size())));
        return units.size() <= NAMED ? first : first + " and " + (units.size() - NAMED) + " more";
    }
}
