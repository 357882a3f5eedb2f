package dev.stacksets.internal.series;

import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.error.GuardrailException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.guard.Violation;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.planning.Guarding;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.plan.Plan;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import dev.stacksets.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets plans and operations pass that no guardrail stands in the way of. What was approved all the same is logged. */
public final class Admission {
    private static final Logger AUDIT = LoggerFactory.getLogger("dev.stacksets.audit");

    private final Guardrails guardrails;
    private final WhoCalls whoCalls;
    private final Optional<UnitDirectory> directory;
    private final StackSetCalls calls;

    public Admission(Guardrails guardrails, WhoCalls whoCalls, Optional<UnitDirectory> directory, StackSetCalls calls) {
        this.guardrails = guardrails;
        this.whoCalls = whoCalls;
        this.directory = directory;
        this.calls = calls;
    }

    /** All that stands in the way of a plan, whatever anybody approved. */
    public CompletableFuture<List<Violation>> violations(Plan plan) {
        return Futures.compose(caller(plan), caller -> {
            WhoCalls.check(plan, caller);
            return Futures.compose(
                    UnitMembers.of(directory, guardrails.protectedUnits()),
                    members -> Futures.map(
                            instances(plan), live -> new Guarding(guardrails, caller, members, live).violations(plan)));
        });
    }

    /** What is there, where a guardrail cannot do without it. If the stack set is gone, applying the plan will say so. */
    private CompletableFuture<Optional<List<StackInstance>>> instances(Plan plan) {
        if (!Guarding.needsInstances(guardrails, plan)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String stackSet =
                plan.baseline().stackSet().map(StackSetDescription::id).orElse(plan.stackSet());
        return calls.listInstances(stackSet, InstanceFilter.all())
                .collect()
                .thenApply(Optional::of)
                .exceptionallyCompose(failure -> ErrorKind.unwrap(failure) instanceof StackSetNotFoundException
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    /** Fails with everything that still stands in the way of an approved plan; else logs what was approved. */
    public CompletableFuture<Plan> admit(Plan plan, Approval approval) {
        return Futures.map(violations(plan), violations -> {
            List<Violation> left = Guarding.left(violations, approval);
            if (!left.isEmpty()) {
                throw new GuardrailException("Plan " + plan.hash() + " for stack set '" + plan.stackSet() + "'", left);
            }
            AUDIT.info(
                    "Applying plan {} to stack set '{}' in {}: {} operations{}",
                    plan.hash(),
                    Printable.value(plan.stackSet()),
                    Printable.value(plan.region()),
                    plan.operations(),
                    approval.destroy() ? ", allowed to destroy" : "");
            approval.exceptions()
                    .forEach((guardrail, reason) -> AUDIT.warn(
                            "Plan {} breaks guardrail {} as approved, because: {}",
                            plan.hash(),
                            guardrail,
                            Printable.message(reason)));
            return plan;
        });
    }

    private CompletableFuture<Optional<String>> caller(Plan plan) {
        return guardrails
                .expectedCaller()
                .map(expected -> "guardrails expect account " + expected)
                .or(() -> plan.account().map(account -> "the plan is for account " + account))
                .map(whoCalls::account)
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Refuses protected accounts and units that an operation names. */
    public void admit(String stackSet, Targets targets) {
        List<Violation> violations = new ArrayList<>();
        refused(Guardrail.PROTECTED_ACCOUNTS, guardrails.protectedAccounts(), accounts(targets), violations);
        refused(
                Guardrail.PROTECTED_UNITS,
                guardrails.protectedUnits(),
                targets instanceof Targets.Units named ? named.units() : Set.of(),
                violations);
        if (!violations.isEmpty()) {
            throw new GuardrailException("The operation on stack set '" + stackSet + "'", violations);
        }
    }

    /** Those that are left out of units are not touched. */
    private static Set<String> accounts(Targets targets) {
        boolean leavesOut = targets instanceof Targets.Units units && units.filter() == AccountFilter.DIFFERENCE;
        Optional<AccountList> list =
                targets instanceof Targets.Units units ? units.accounts() : Optional.of((AccountList) targets);
        return list.filter(each -> !leavesOut && each instanceof AccountList.Accounts)
                .map(each -> ((AccountList.Accounts) each).accounts())
                .orElse(Set.of());
    }

    private static void refused(
            Guardrail guardrail, Set<String> guarded, Set<String> named, List<Violation> violations) {
        Set<String> both = new TreeSet<>(guarded);
        both.retainAll(named);
        if (!both.isEmpty()) {
            violations.add(new Violation(guardrail, "it names " + String.join(", ", both) + "."));
        }
    }
}
