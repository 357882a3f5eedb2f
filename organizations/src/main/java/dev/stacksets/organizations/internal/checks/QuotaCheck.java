package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the quotas leave room: stack sets of the account, instances of the stack set, instances in work, and what runs at
 * once. CloudFormation quotas page; what other operations have in work at the time is not known before.
 */
record QuotaCheck() implements PreflightCheck {
    private static final int STACK_SETS = 1_000;
    private static final int INSTANCES = 100_000;
    private static final int IN_WORK = 10_000;

    /** User guide, "StackSets concepts", of 2023. */
    private static final int AT_ONCE = 100;

    @Override
    public String name() {
        return "quotas";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        return context.accounts()
                .thenCombine(context.instances(), (accounts, instances) -> instances(context, accounts, instances))
                .thenCombine(stackSets(context), (found, more) -> {
                    found.addAll(more);
                    return found;
                });
    }

    private List<PreflightFinding> instances(
            PreflightContext context, SortedSet<String> accounts, List<StackInstance> existing) {
        List<PreflightFinding> found = new ArrayList<>();
        Set<String> regions = context.deployment().regions();
        long inWork = (long) accounts.size() * regions.size();
        room(found, inWork, IN_WORK, "stack instances in one operation", "Deploy in several operations.");
        Set<InstanceId> there = new HashSet<>();
        existing.stream().map(StackInstance::id).forEach(there::add);
        long again = there.stream()
                .filter(id -> accounts.contains(id.account()) && regions.contains(id.region()))
                .count();
        room(
                found,
                there.size() + inWork - again,
                INSTANCES,
                "instances of the stack set",
                "Have the quota raised, or use several stack sets.");
        context.deployment().preferences().maxConcurrentCount().ifPresent(count -> {
            if (count > AT_ONCE) {
                found.add(PreflightFinding.warning(
                        name(),
                        count + " accounts at once are asked for; AWS documents at most " + AT_ONCE
                                + " stack instances of a stack set at a time.",
                        "preferences",
                        ""));
            }
        });
        return found;
    }

    private CompletableFuture<List<PreflightFinding>> stackSets(PreflightContext context) {
        return context.existing()
                .thenCompose(existing -> existing.isPresent()
                        ? CompletableFuture.completedFuture(List.of())
                        : context.stackSets().listStackSets().toList().thenApply(all -> {
                            List<PreflightFinding> found = new ArrayList<>();
                            room(
                                    found,
                                    all.size() + 1L,
                                    STACK_SETS,
                                    "stack sets of the administrator account",
                                    "Have the quota raised, or delete stack sets that are not used.");
                            return found;
                        }));
    }

    /** Nine tenths are worth a warning. */
    private void room(List<PreflightFinding> found, long needed, long quota, String what, String fix) {
        String sentence =
                "It comes to " + needed + " " + what + "; AWS takes " + quota + " unless the quota was raised.";
        if (needed > quota) {
            found.add(PreflightFinding.blocker(name(), sentence, what, fix));
        } else if (needed > quota - quota / 10) {
            found.add(PreflightFinding.warning(name(), sentence, what, fix));
        }
    }
}
