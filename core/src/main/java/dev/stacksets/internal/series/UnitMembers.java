package dev.stacksets.internal.series;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.planning.ResolvedGroup;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.Targets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Who is in the units that plans and guardrails name. */
final class UnitMembers {
    private UnitMembers() {}

    /** Asks the directory, if there is anything to ask. */
    static CompletableFuture<Map<String, Set<String>>> of(Optional<UnitDirectory> directory, Set<String> units) {
        if (units.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        UnitDirectory asked = directory.orElseThrow(() -> new InvalidInputException(
                "organizationalUnits",
                "Organizational units are named (" + String.join(", ", units)
                        + "), and CloudFormation does not tell who is in them: "
                        + "give StackSets.builder() a unitDirectory."));
        CompletableFuture<Map<String, Set<String>>> answer = Futures.guarded(() -> asked.accountsIn(units));
        return Futures.cancelling(
                answer.handle((members, failure) -> {
                    if (failure != null || !members.keySet().containsAll(units)) {
                        throw new StackSetsException(
                                "The accounts of organizational units " + String.join(", ", units)
                                        + " cannot be looked up"
                                        + (failure == null ? "." : ": " + ErrorKind.unwrap(failure)),
                                null,
                                failure == null ? null : ErrorKind.unwrap(failure));
                    }
                    return members;
                }),
                answer);
    }

    /** The accounts that a group means, each with the unit it is named by if units matter. */
    static ResolvedGroup resolved(TargetGroup group, PermissionModel model, Map<String, Set<String>> members) {
        Map<String, String> accounts = new TreeMap<>();
        unitsOf(group.targets(), members)
                .forEach(
                        (account, unit) -> accounts.put(account, model == PermissionModel.SERVICE_MANAGED ? unit : ""));
        return new ResolvedGroup(group, accounts);
    }

    private static Map<String, String> unitsOf(Targets targets, Map<String, Set<String>> members) {
        Map<String, String> units = new LinkedHashMap<>();
        if (!(targets instanceof Targets.Units named)) {
            ((AccountList.Accounts) targets).accounts().forEach(account -> units.put(account, ""));
            return units;
        }
        named.units()
                .forEach(unit ->
                        members.getOrDefault(unit, Set.of()).forEach(account -> units.putIfAbsent(account, unit)));
        Set<String> listed = new LinkedHashSet<>();
        named.accounts().ifPresent(list -> listed.addAll(((AccountList.Accounts) list).accounts()));
        if (named.filter() == AccountFilter.INTERSECTION) {
            units.keySet().retainAll(listed);
        } else if (named.filter() == AccountFilter.DIFFERENCE) {
            units.keySet().removeAll(listed);
        } else if (named.filter() == AccountFilter.UNION) {
            throw new InvalidInputException(
                    "targets",
                    "A union names accounts outside the units, which AWS does not deploy to: name their units.");
        }
        return units;
    }
}
