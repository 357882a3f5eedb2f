package dev.stacksets.organizations.internal.checks;

import dev.stacksets.definition.Finding;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The definition held against its template, as {@code StackSets.check} does. */
record DefinitionCheck() implements PreflightCheck {

    @Override
    public String name() {
        return "template";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        return context.stackSets()
                .check(context.definition())
                .thenApply(findings -> findings.stream().map(this::finding).toList());
    }

    private PreflightFinding finding(Finding finding) {
        return finding.isError()
                ? PreflightFinding.blocker(name(), finding.problem(), finding.field(), finding.nextStep())
                : PreflightFinding.warning(name(), finding.problem(), finding.field(), finding.nextStep());
    }
}
