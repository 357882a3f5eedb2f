package dev.stacksets.organizations.internal;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.Targets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The accounts that targets come to. API page {@code DeploymentTargets}; the management account is never one of units. */
public final class TargetAccounts {
    private TargetAccounts() {}

    /** Whether it takes the organization to know. */
    public static boolean needsTree(Targets targets) {
        return targets instanceof Targets.Units units && !units.units().isEmpty();
    }

    /** Accounts that are named one by one. */
    public static SortedSet<String> listed(Targets targets) {
        if (targets instanceof Targets.Units units) {
            return listed(units.accounts().orElseThrow());
        }
        if (targets instanceof AccountList.Accounts accounts) {
            return new TreeSet<>(accounts.accounts());
        }
        throw new StackSetsException(
                "The accounts stand in a file, which is not read here: " + targets + ". Name them one by one.",
                null,
                null);
    }

    /** Accounts of units, narrowed down or widened. */
    public static SortedSet<String> of(Targets targets, OrganizationTree tree) {
        Targets.Units units = (Targets.Units) targets;
        SortedSet<String> accounts = below(units, tree);
        switch (units.filter()) {
            case NONE -> {}
            case INTERSECTION -> accounts.retainAll(listed(units));
            case DIFFERENCE -> accounts.removeAll(listed(units));
            case UNION -> accounts.addAll(listed(units));
        }
        accounts.remove(tree.organization().managementAccount());
        return accounts;
    }

    /** Units that do not exist. */
    public static List<String> unknownUnits(Targets targets, OrganizationTree tree) {
        return targets instanceof Targets.Units units
                ? units.units().stream()
                        .filter(unit -> tree.unit(unit).isEmpty())
                        .toList()
                : List.of();
    }

    /** Accounts that are to narrow units down and are not in them. */
    public static List<String> withoutEffect(Targets targets, OrganizationTree tree) {
        if (!(targets instanceof Targets.Units units)
                || units.filter() == AccountFilter.NONE
                || units.filter() == AccountFilter.UNION) {
            return List.of();
        }
        SortedSet<String> idle = listed(units);
        idle.removeAll(below(units, tree));
        return List.copyOf(idle);
    }

    private static SortedSet<String> below(Targets.Units units, OrganizationTree tree) {
        return units.units().stream()
                .map(tree::requireUnit)
                .map(OrganizationalUnit::id)
                .flatMap(tree::accountsUnder)
                .map(Account::id)
                .filter(id -> !tree.isManagement(id))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
