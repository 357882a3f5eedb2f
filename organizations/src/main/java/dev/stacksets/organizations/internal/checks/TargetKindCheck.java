package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.target.Targets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whether targets and permission model go together: units with service-managed, accounts with self-managed permissions. */
record TargetKindCheck() implements PreflightCheck {

    @Override
    public String name() {
        return "kind of targets";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        Targets targets = context.deployment().targets();
        boolean units = targets instanceof Targets.Units;
        return CompletableFuture.completedFuture(
                units == context.isServiceManaged()
                        ? List.of()
                        : List.of(PreflightFinding.blocker(
                                name(),
                                units
                                        ? "A self-managed stack set takes accounts, not units."
                                        : "A service-managed stack set takes units, not accounts alone.",
                                targets.toString(),
                                units
                                        ? "Select the accounts: Selection.selfManaged()."
                                        : "Select the units: Selection.serviceManaged().")));
    }
}
