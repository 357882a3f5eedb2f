package dev.stacksets.internal.series;

import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StalePlanException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.planning.Movement;
import dev.stacksets.internal.planning.OperationIds;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.plan.Baseline;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Looks whether a stack set is as it was when a plan was made, but for what the plan itself did. Every change of instances is an
 * operation, so one that is not the plan's tells of it; the definition is compared besides, because AWS answers it consistently
 * while its list of operations may lag.
 */
final class BaselineCheck {

    /**
     * What was found.
     *
     * @param stackSet the stack set; empty if it is still to be created
     * @param ours the plan's operations by id
     */
    record Found(Optional<StackSetDescription> stackSet, Map<String, OperationDescription> ours) {}

    private final StackSetCalls calls;
    private final Plan plan;
    private final OperationIds ids;
    private final Templates templates;

    BaselineCheck(StackSetCalls calls, Plan plan, OperationIds ids, Templates templates) {
        this.calls = calls;
        this.plan = plan;
        this.ids = ids;
        this.templates = templates;
    }

    /** Looks; fails with {@link StalePlanException} if something moved. */
    CompletableFuture<Found> look() {
        return Futures.compose(described(), found -> found.isPresent() ? looked(found.get()) : absent());
    }

    private CompletableFuture<Optional<StackSetDescription>> described() {
        String name = plan.baseline().stackSet().map(StackSetDescription::id).orElse(plan.stackSet());
        return calls.describe(name)
                .thenApply(found -> Optional.of(found).filter(one -> one.status() != StackSetStatus.DELETED))
                .exceptionallyCompose(failure -> ErrorKind.unwrap(failure) instanceof StackSetNotFoundException
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Found> absent() {
        return plan.creates().isPresent()
                ? CompletableFuture.completedFuture(new Found(Optional.empty(), Map.of()))
                : CompletableFuture.failedFuture(stale(List.of("the stack set is gone")));
    }

    private CompletableFuture<Found> looked(StackSetDescription found) {
        Map<String, OperationDescription> ours = new HashMap<>();
        return Futures.map(foreign(found.id(), ours), foreign -> {
            List<String> moved = new ArrayList<>();
            foreign.map(Movement::foreign).ifPresent(moved::add);
            if (!isRedefinedBy(ours)) {
                moved.addAll(definition(found));
            }
            if (!moved.isEmpty()) {
                throw stale(moved);
            }
            return new Found(Optional.of(found), ours);
        });
    }

    /** Walks back to the operation that was the last one, past the plan's own; drift detection changes nothing. */
    private CompletableFuture<Optional<OperationDescription>> foreign(
            String stackSet, Map<String, OperationDescription> ours) {
        Baseline baseline = plan.baseline();
        return Futures.map(
                calls.operations().operations(stackSet).search(operation -> {
                    if (ids.isOurs(operation.operationId())) {
                        ours.put(operation.operationId(), operation);
                        return false;
                    }
                    return operation.action() != OperationAction.DETECT_DRIFT;
                }),
                last -> last.filter(operation -> !baseline.lastOperation()
                        .filter(operation.operationId()::equals)
                        .isPresent()));
    }

    /** Once the plan has changed the definition, it is not what it was. */
    private boolean isRedefinedBy(Map<String, OperationDescription> ours) {
        for (int step = 0; step < plan.steps().size(); step++) {
            PlanAction action = plan.steps().get(step).action();
            boolean redefines = action == PlanAction.CHANGE_DEFINITION || action == PlanAction.SWITCH_MANAGED_EXECUTION;
            if (redefines && ours.containsKey(ids.step(step))) {
                return true;
            }
        }
        return plan.baseline().follows().isPresent();
    }

    private List<String> definition(StackSetDescription found) {
        return plan.creates()
                .map(wanted -> Movement.from(wanted, found, templates))
                .or(() -> plan.baseline().stackSet().map(before -> Movement.between(before, found)))
                .orElse(List.of());
    }

    private StalePlanException stale(List<String> moved) {
        return new StalePlanException(
                "Stack set '" + plan.stackSet() + "' is not as it was when the plan was made: "
                        + String.join("; ", moved) + ". Nothing further is begun: plan again.",
                moved);
    }
}
