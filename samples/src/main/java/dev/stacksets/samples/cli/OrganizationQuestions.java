package dev.stacksets.samples.cli;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.CallerIdentity;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.spi.Caller;
import dev.stacksets.spi.UnitDirectory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What plans and guardrails ask of the organization: through the session that they belong to, once that is open. */
final class OrganizationQuestions implements UnitDirectory, Caller {
    private @Nullable Session session;

    /** Asks through this session from now on. */
    Session through(Session opened) {
        session = opened;
        return opened;
    }

    @Override
    public CompletableFuture<Map<String, Set<String>>> accountsIn(Set<String> units) {
        return asked(directory -> directory.tree().thenApply(tree -> members(tree, units)));
    }

    @Override
    public CompletableFuture<String> account() {
        return asked(directory -> directory.caller().thenApply(CallerIdentity::account));
    }

    private <T> CompletableFuture<T> asked(Function<OrganizationDirectory, CompletableFuture<T>> question) {
        OrganizationDirectory directory = Objects.requireNonNull(session).directory();
        return question.apply(directory).whenComplete((answer, failure) -> directory.close());
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
