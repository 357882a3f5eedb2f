package dev.stacksets;

import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;

/**
 * Is told what happens to an operation. Events of one handle come one at a time and in order: the
 * present snapshot as {@code onProgress}, any number of {@code onConflict}, {@code onAccepted} at most once, any number of
 * {@code onProgress} and {@code onInstance}, then exactly one of {@code onFinished} and {@code onTrackingEnded}.
 *
 * <p>Runs on the callback executor, possibly on another thread each time. An exception is logged once and changes
 * nothing. A listener that blocks holds up what comes after it: its own handle's events, and what hangs on that handle's
 * futures. Other handles and calls go on, as long as there are {@linkplain StackSets.Builder#callbackThreads threads}. In a
 * listener, {@code join()} on a future of its own handle fails with a
 * {@link dev.stacksets.error.CallbackDeadlockException}.
 */
public interface OperationListener {

    /**
     * Another operation is in the way, and the start waits for it as {@link OnConflict} says. Told each time it begins to
     * wait, before {@code onAccepted}.
     *
     * @param conflict AWS's refusal, for example an {@link dev.stacksets.error.OperationInProgressException}, which names
     *     the other operation if AWS did
     */
    default void onConflict(ServiceException conflict) {}

    /**
     * AWS acknowledged the start, or, when resumed, knows the operation.
     *
     * @param token the operation
     */
    default void onAccepted(OperationToken token) {}

    /**
     * AWS was asked how the operation stands, successfully or not.
     *
     * @param progress the new snapshot
     */
    default void onProgress(OperationProgress progress) {}

    /**
     * An instance came to its end in this operation. Told once per instance, and only with
     * {@link TrackingOptions.Detail#INSTANCES}.
     *
     * @param result how it went there
     */
    default void onInstance(InstanceResult result) {}

    /**
     * The operation ended in AWS.
     *
     * @param result how
     */
    default void onFinished(OperationResult result) {}

    /**
     * Watching ended without a result: AWS refused the start, or an
     * {@link dev.stacksets.error.OperationTrackingException} says why.
     *
     * @param cause why; carries the token
     */
    default void onTrackingEnded(StackSetsException cause) {}
}
