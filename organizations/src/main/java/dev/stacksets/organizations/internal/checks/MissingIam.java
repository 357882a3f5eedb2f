package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** In place of the look at the administration role, where IAM cannot be asked. */
record MissingIam() implements PreflightCheck {

    @Override
    public String name() {
        return "administration role";
    }

    @Override
    public boolean applies(PreflightContext context) {
        return !context.isServiceManaged();
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        return CompletableFuture.completedFuture(List.of(PreflightFinding.notChecked(
                name(), "No IAM client was given.", "Add iam(IamAsyncClient) to Preflight.builder(...).")));
    }
}
