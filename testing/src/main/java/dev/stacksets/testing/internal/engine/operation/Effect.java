package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Instance;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** What one kind of operation does to stack instances. When work starts and what a failure stops is the rollout's. */
public interface Effect {

    /** The operation has begun and will work on this instance. */
    void addressed(Instance instance, String operationId);

    default void started(Instance instance) {
        instance.running();
    }

    /** Why work that nothing planted fails cannot succeed all the same; asked when it ends. */
    default Optional<String> obstacle(Instance instance) {
        return Optional.empty();
    }

    /**
     * Begins the work on a real stack. Runs under the engine's lock.
     *
     * @return completes with the stack's id, on any thread; empty where records are all there is
     */
    default Optional<CompletionStage<String>> begin(Instance instance) {
        return Optional.empty();
    }

    void succeeded(Instance instance);

    /** The work that {@link #begin} began has succeeded. */
    default void succeeded(Instance instance, String stackId) {
        succeeded(instance);
    }

    void failed(Instance instance, String reason);

    default void cancelled(Instance instance, String reason) {
        instance.cancelled(reason);
    }

    /** The account is suspended: nothing is done to its stack. */
    default void skipped(Instance instance, String reason) {
        instance.skippedSuspended(reason);
    }

    /** Whether stacks stay untouched, so that nothing planted for the work on them applies. */
    default boolean retainsStacks() {
        return false;
    }

    default void ended(StackSetOperationStatus status) {
        // Most operations leave nothing but their instances.
    }
}
