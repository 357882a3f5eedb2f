package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

/**
 * Whether accounts are reached in two ways: by units inside one another, or by another unit than the one the stack set has
 * them by already. AWS does not document by which of them an instance is known afterwards, and only by that one it can be removed.
 */
record OverlapCheck() implements PreflightCheck {

    @Override
    public String name() {
        return "overlapping targets";
    }

    @Override
    public boolean applies(PreflightContext context) {
        return context.deployment().targets() instanceof Targets.Units;
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        Set<String> units = ((Targets.Units) context.deployment().targets()).units();
        CompletableFuture<List<PreflightFinding>> elsewhere = context.accounts()
                .thenCombine(context.instances(), (accounts, instances) -> otherwise(units, accounts, instances));
        return context.directory().tree().thenCombine(elsewhere, (tree, others) -> {
            List<PreflightFinding> found = new ArrayList<>(nested(units, tree));
            found.addAll(others);
            return found;
        });
    }

    private List<PreflightFinding> nested(Set<String> units, OrganizationTree tree) {
        return units.stream()
                .flatMap(unit -> tree.lineage(unit).stream()
                        .skip(1)
                        .map(OrganizationalUnit::id)
                        .filter(units::contains)
                        .map(above -> PreflightFinding.warning(
                                name(),
                                "Unit " + unit + " is inside " + above + ", which is named too.",
                                tree.requireUnit(unit).path(),
                                "Name one of them.")))
                .toList();
    }

    private List<PreflightFinding> otherwise(
            Set<String> units, SortedSet<String> accounts, List<StackInstance> instances) {
        List<StackInstance> elsewhere = instances.stream()
                .filter(instance -> accounts.contains(instance.id().account()))
                .filter(instance -> instance.organizationalUnit()
                        .filter(unit -> !units.contains(unit))
                        .isPresent())
                .toList();
        return elsewhere.isEmpty()
                ? List.of()
                : List.of(PreflightFinding.warning(
                        name(),
                        elsewhere.size() + " instances of these accounts are there already, by other units.",
                        Shown.some(elsewhere.stream().map(StackInstance::id).toList()),
                        "Name the units they are known by, "
                                + Shown.some(elsewhere.stream()
                                        .flatMap(instance -> instance.organizationalUnit().stream())
                                        .distinct()
                                        .toList())
                                + ", or remove them first."));
    }
}
