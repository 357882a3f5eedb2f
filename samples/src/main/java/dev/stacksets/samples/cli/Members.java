package dev.stacksets.samples.cli;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.spi.UnitDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is in the units that plans name: the organization tells, through the session that the plans belong to. */
final class Members implements UnitDirectory {
    private @Nullable Session session;

    /** Asks through this session from now on. */
    Session through(Session opened) {
        session = opened;
        return opened;
    }

    @Override
    public CompletableFuture<Map<String, Set<String>>> accountsIn(Set<String> units) {
        OrganizationDirectory directory = Objects.requireNonNull(session).directory();
        return directory
                .tree()
                .thenApply(tree -> members(tree, units))
                .whenComplete((members, failure) -> directory.close());
    }

    private static Map<String, Set<String>> members(OrganizationTree tree, Set<String> units) {
        Map<String, Set<String>> members = new HashMap<>();
        units.forEach(unit -> members.put(
                unit,
                tree.accountsUnder(tree.requireUnit(unit).id())
                        .map(Account::id)
                        .filter(account -> !tree.isManagement(account))
                        .collect(Collectors.toSet())));
        return members;
    }
}
