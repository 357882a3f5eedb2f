package dev.stacksets.internal.series;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.plan.FollowedPlan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.target.InstanceBlock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Compares an operation with that of a plan which is rolled back. An id alone proves nothing: anybody may choose one. */
final class FollowedCheck {
    private FollowedCheck() {}

    /** What it did that the plan did not mean, in words; empty if nothing. */
    static CompletableFuture<Optional<String>> stranger(
            OperationReads reads, OperationToken token, OperationDescription found, FollowedPlan.Operation meant) {
        if (found.action() != action(meant.action())) {
            return CompletableFuture.completedFuture(
                    Optional.of("is a " + found.action() + ", not a " + action(meant.action())));
        }
        Map<String, Set<String>> regions = new HashMap<>();
        for (InstanceBlock block : meant.instances()) {
            block.accounts()
                    .forEach(account -> regions.computeIfAbsent(account, any -> new HashSet<>())
                            .addAll(block.regions()));
        }
        return Futures.map(
                reads.results(token)
                        .search(result -> !regions.getOrDefault(
                                        result.instance().account(), Set.of())
                                .contains(result.instance().region())),
                other -> other.map(result -> "worked on " + result.instance()));
    }

    private static OperationAction action(PlanAction action) {
        return switch (action) {
            case CREATE, ADD_TARGETS -> OperationAction.CREATE;
            case REMOVE, DROP_TARGETS -> OperationAction.DELETE;
            case CREATE_STACK_SET, CHANGE_DEFINITION, ROLL_OUT, OVERRIDE, REPAIR, SWITCH_MANAGED_EXECUTION ->
                OperationAction.UPDATE;
        };
    }
}
