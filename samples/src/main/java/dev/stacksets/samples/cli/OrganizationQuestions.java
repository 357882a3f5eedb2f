package dev.stacksets.samples.cli;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.tree.CallerIdentity;
import dev.stacksets.spi.Caller;
import dev.stacksets.spi.UnitDirectory;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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
        return asked(directory -> directory.accountsIn(units));
    }

    @Override
    public CompletableFuture<String> account() {
        return asked(directory -> directory.caller().thenApply(CallerIdentity::account));
    }

    private <T> CompletableFuture<T> asked(Function<OrganizationDirectory, CompletableFuture<T>> question) {
        OrganizationDirectory directory = Objects.requireNonNull(session).directory();
        return question.apply(directory).whenComplete((answer, failure) -> directory.close());
    }
}
