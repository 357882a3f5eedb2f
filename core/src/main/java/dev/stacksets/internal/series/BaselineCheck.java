package dev.stacksets.internal.series;

import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StalePlanException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.planning.Movement;
import dev.stacksets.internal.planning.OperationIds;
import dev.stacksets.internal.planning.Redefinition;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.plan.Baseline;
import dev.stacksets.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

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
     * @param own the plan's operations by id
     * @param followed the operations of the plan that this one rolls back, by id
     */
    record Found(
            Optional<StackSetDescription> stackSet,
            Map<String, OperationDescription> own,
            Map<String, OperationDescription> followed) {}

    private final StackSetCalls calls;
    private final Plan plan;
    private final OperationIds ids;
    private final Templates templates;

    /** The plan's operations that were begun or gone on with here: the list may not show them yet. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    BaselineCheck(StackSetCalls calls, Plan plan, OperationIds ids, Templates templates) {
        this.calls = calls;
        this.plan = plan;
        this.ids = ids;
        this.templates = templates;
    }

    /** An operation of the plan was begun, or is gone on with. */
    void begins(String id) {
        begun.add(id);
    }

    /** Whether an operation was begun or gone on with here. */
    boolean hasBegun(String id) {
        return begun.contains(id);
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
                ? CompletableFuture.completedFuture(new Found(Optional.empty(), Map.of(), Map.of()))
                : CompletableFuture.failedFuture(stale(List.of("the stack set is gone"
                        + plan.account()
                                .map(account -> ", or these are not credentials of account " + account)
                                .orElse(""))));
    }

    private CompletableFuture<Found> looked(StackSetDescription stackSet) {
        Found found = new Found(Optional.of(stackSet), new HashMap<>(), new HashMap<>());
        return Futures.map(foreign(stackSet.id(), found), foreign -> {
            List<String> moved = new ArrayList<>();
            foreign.map(Movement::foreign).ifPresent(moved::add);
            moved.addAll(definition(found, stackSet));
            if (!moved.isEmpty()) {
                throw stale(moved);
            }
            return found;
        });
    }

    /** Walks back to the operation that was the last one, past the plan's own; drift detection changes nothing. */
    private CompletableFuture<Optional<OperationDescription>> foreign(String stackSet, Found found) {
        Baseline baseline = plan.baseline();
        return Futures.map(
                calls.operations().operations(stackSet).search(operation -> {
                    String id = operation.operationId();
                    if (ids.isOwn(id)) {
                        found.own().put(id, operation);
                        return false;
                    }
                    if (ids.followed(id).isPresent()) {
                        found.followed().put(id, operation);
                        return false;
                    }
                    return operation.action() != OperationAction.DETECT_DRIFT;
                }),
                last -> last.filter(operation -> !baseline.lastOperation()
                        .filter(operation.operationId()::equals)
                        .isPresent()));
    }

    /** It is what it was, or what the plan's own operations have made of it. */
    private List<String> definition(Found found, StackSetDescription stackSet) {
        if (plan.creates().isPresent()) {
            return Movement.from(plan.creates().get(), stackSet, templates);
        }
        IntPredicate redefined = step -> found.own().containsKey(ids.step(step)) || hasBegun(ids.step(step));
        boolean updated = !found.followed().isEmpty()
                || IntStream.range(0, plan.steps().size()).anyMatch(redefined);
        return Redefinition.expected(plan, found.followed()::containsKey, redefined)
                .map(before -> Movement.between(before, stackSet, updated ? Optional.of(templates) : Optional.empty()))
                .orElse(List.of());
    }

    /** The refusal of a plan that no longer fits. */
    StalePlanException stale(List<String> moved) {
        return new StalePlanException(
                "Stack set '" + plan.stackSet() + "' is not as it was when the plan was made: "
                        + String.join("; ", moved) + ". Nothing further is begun: plan again.",
                moved);
    }
}
