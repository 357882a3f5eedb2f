package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Whether the calls are made by the account that is meant. */
record CallerCheck(Optional<String> expectedAccount) implements PreflightCheck {

    @Override
    public String name() {
        return "caller";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        return context.directory()
                .caller()
                .thenApply(caller -> expectedAccount
                        .filter(expected -> !expected.equals(caller.account()))
                        .map(expected -> List.of(PreflightFinding.blocker(
                                name(),
                                "Account " + expected + " is expected to call, but " + caller.account() + " does.",
                                caller.arn(),
                                "Use the credentials of the expected account.")))
                        .orElse(List.of()));
    }
}
