package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.record.Scope;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** The one way into an operation: id rules, the busy rule, acceptance. */
public final class OperationStarter {

    private final EngineContext context;

    public OperationStarter(EngineContext context) {
        this.context = context;
    }

    /**
     * Answers for an id that was used before: itself when ids are replayed, an error when not, nothing when new.
     * Asked before anything else about state, so that a repeated request never fails for what it caused itself.
     */
    public Optional<String> replayed(StackSetState stackSet, @Nullable String operationId) {
        Optional<Rollout> known = Optional.ofNullable(operationId).flatMap(stackSet.operations()::find);
        if (known.isPresent() && !context.settings().replaysOperationIds()) {
            throw Errors.operationIdAlreadyExists(known.get().operation().id());
        }
        return known.map(rollout -> rollout.operation().id());
    }

    public void requireFree(StackSetState stackSet) {
        if (stackSet.definition().isServiceManaged()) {
            new ServiceManaged(context.organization()).requireAuthority(stackSet.owner());
        }
        if (!stackSet.definition().managedExecution()) {
            stackSet.operations().current().ifPresent(running -> {
                throw Errors.operationInProgress(stackSet.arn(), running.id());
            });
        }
    }

    /** Refuses work that would be too much in a Region, together with what is unfinished there. */
    public void requireRoom(StackSetState stackSet, String region, int accounts) {
        int unfinished =
                context.instanceOperations().unfinished(stackSet.owner().account(), region);
        context.quotas().requireInstanceOperations((long) unfinished + accounts, region);
    }

    /** What the service starts by itself: never refused, queued when it must wait until others end or succeed. */
    Rollout startAutomatic(
            StackSetState stackSet,
            StackSetOperationAction action,
            Supplier<Scope> scope,
            Effect effect,
            Rollout.Work work,
            Collection<Rollout> after,
            Collection<Rollout> required) {
        Operation operation = new Operation(context.ids().uuid(), action, AutoDeployer.preferences(), scope, effect);
        Rollout rollout = new Rollout(context, stackSet, operation, work);
        after.forEach(rollout::follow);
        required.forEach(rollout::require);
        stackSet.operations().accept(rollout);
        return rollout;
    }

    public String start(
            StackSetState stackSet,
            @Nullable String operationId,
            StackSetOperationAction action,
            StackSetOperationPreferences preferences,
            Supplier<Scope> scope,
            Effect effect,
            Rollout.Work work) {
        String id = operationId == null ? context.ids().uuid() : operationId;
        Operation operation = new Operation(id, action, preferences, scope, effect);
        Rollout rollout = new Rollout(context, stackSet, operation, work);
        if (stackSet.operations().mustWait(rollout)) {
            context.quotas().requireQueued(stackSet.operations().waiting() + 1L);
        }
        stackSet.operations().accept(rollout);
        return id;
    }
}
