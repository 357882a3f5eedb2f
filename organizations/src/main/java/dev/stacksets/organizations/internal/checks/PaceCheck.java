package dev.stacksets.organizations.internal.checks;

import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the operation will go one account at a time by accident: because strict mode ties the concurrency to the failure
 * tolerance, or because nothing was said about it. API page {@code StackSetOperationPreferences}.
 */
record PaceCheck() implements PreflightCheck {
    /** From here on somebody who said nothing would have wanted to. */
    private static final int MANY = 10;

    @Override
    public String name() {
        return "pace";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        OperationPreferences preferences = context.deployment().preferences();
        return context.accounts()
                .thenApply(accounts -> accounts.isEmpty()
                        ? List.of()
                        : preferences
                                .concurrencyWarning(accounts.size())
                                .or(() -> silence(preferences, accounts.size()))
                                .map(problem -> PreflightFinding.warning(name(), problem, "preferences", ""))
                                .stream()
                                .toList());
    }

    private static Optional<String> silence(OperationPreferences preferences, int accounts) {
        boolean said = preferences.maxConcurrentCount().isPresent()
                || preferences.maxConcurrentPercentage().isPresent();
        return said || accounts <= MANY
                ? Optional.empty()
                : Optional.of("Nothing is said about concurrency: the " + accounts
                        + " accounts of each Region go one after another, and the first failure stops them. Set"
                        + " maxConcurrent... and failureTolerance...");
    }
}
