package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the names of the stacks will fit: they are {@code StackSet-NAME-UUID}, and a stack's name has at most 128 characters.
 * CloudFormation quotas page; that the two do not fit together is concluded and not documented, hence a warning.
 */
record StackSetNameCheck() implements PreflightCheck {
    private static final int STACK_NAME = 128;
    private static final int AROUND = "StackSet-".length() + "-".length() + 36;

    @Override
    public String name() {
        return "stack set name";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        String stackSet = context.definition().name();
        int most = STACK_NAME - AROUND;
        return CompletableFuture.completedFuture(
                stackSet.length() <= most
                        ? List.of()
                        : List.of(PreflightFinding.warning(
                                name(),
                                "The name has " + stackSet.length() + " characters; with " + AROUND
                                        + " more that AWS puts around it, the names of the stacks may be too long.",
                                stackSet,
                                "Choose one of at most " + most + ".")));
    }
}
