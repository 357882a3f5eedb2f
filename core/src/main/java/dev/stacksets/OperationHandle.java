package dev.stacksets;

import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One operation in AWS, watched from here. Thread-safe; no method but {@code await} blocks.
 *
 * <p>What happens here and what happens in AWS are kept apart:
 *
 * <table>
 *   <caption>Actions and their effects</caption>
 *   <tr><th>Action</th><th>Here</th><th>In AWS</th></tr>
 *   <tr><td>cancel, {@code orTimeout} or {@code complete} on a returned future</td><td>that future only</td><td>nothing</td></tr>
 *   <tr><td>{@link #detach()}</td><td>watching ends, open futures fail with {@code DETACHED}</td><td>nothing</td></tr>
 *   <tr><td>{@link #stop()}</td><td>watching goes on until {@code STOPPED}</td><td>no new instance is begun, those in flight finish</td></tr>
 *   <tr><td>{@link #await(Duration)} runs out</td><td>{@code OperationWaitTimeoutException}, watching goes on</td><td>nothing</td></tr>
 *   <tr><td>tracking timeout</td><td>{@code OperationTrackingException(TIMEOUT)}</td><td>nothing, or a stop if asked for</td></tr>
 *   <tr><td>{@link StackSets#close()}</td><td>open futures fail with {@code CLIENT_CLOSED}</td><td>nothing</td></tr>
 *   <tr><td>the answer to the start is lost</td><td>found again by its id, or sent again with the same id</td><td>one operation at most</td></tr>
 * </table>
 *
 * <p>What hangs on the futures, and listeners, run on the callback executor, for one handle one at a time and in order; those of
 * {@link #refresh()} and {@link #stop()}, which are calls, run when the answer is there.
 */
public interface OperationHandle {

    /**
     * The operation's name in AWS, chosen before the start was sent. Save it to resume in another process. Emulators that
     * ignore the id of a request are followed under the one they answer, by the {@link StackSets} that started it alone.
     *
     * @return the token, at any time
     */
    OperationToken token();

    /**
     * Whether AWS took the start. Known after one call, or after up to about a minute if AWS throttles or does not answer;
     * {@link #refresh()} and {@link #stop()} wait for it.
     *
     * @return completes when AWS acknowledged it; fails with the typed refusal, for example
     *     {@link dev.stacksets.error.OperationInProgressException}, or with
     *     {@link dev.stacksets.error.OperationTrackingException}
     */
    CompletableFuture<OperationToken> accepted();

    /**
     * A result only if the operation succeeded. It may still have failures inside the tolerance.
     *
     * @return completes on {@code SUCCEEDED}; fails with {@link dev.stacksets.error.OperationFailedException} or
     *     {@link dev.stacksets.error.OperationStoppedException}, which carry the result, and as {@link #outcome()} does
     */
    CompletableFuture<OperationResult> completion();

    /**
     * A result however the operation ended.
     *
     * @return completes on {@code SUCCEEDED}, {@code FAILED} and {@code STOPPED}; fails if AWS refused the start or
     *     watching ended before
     */
    CompletableFuture<OperationResult> outcome();

    /**
     * The last snapshot. No call is made.
     *
     * @return what is known now
     */
    OperationProgress progress();

    /**
     * Asks AWS now, or joins a poll under way. Before the start is acknowledged it waits for that.
     *
     * @return the new snapshot; a failed poll is a snapshot that says so; fails as {@link #outcome()} does
     */
    CompletableFuture<OperationProgress> refresh();

    /**
     * Tells a listener what happens from now on, the current snapshot first.
     *
     * @param listener what to tell
     * @return closes to stop telling
     */
    Subscription subscribe(OperationListener listener);

    /**
     * Asks AWS to stop: no new instance is begun, those in flight finish. Stopping what has ended does nothing. A start that
     * waits for another operation, now or when AWS answers, is given up instead: then {@link #outcome()} fails with
     * {@code NOT_STARTED}.
     *
     * @return completes when AWS took the request or there was none to send; {@link #outcome()} completes when the operation
     *     has stopped; fails typed if AWS refuses while the operation goes on
     */
    CompletableFuture<Void> stop();

    /**
     * Stops watching. The operation goes on in AWS; a start under way is finished, but does not wait for other operations.
     *
     * @return the token to come back with
     */
    OperationToken detach();

    /**
     * Blocks until the operation ended.
     *
     * @return the result of a succeeded operation
     * @throws InterruptedException if interrupted; the operation and its watching go on
     * @throws dev.stacksets.error.StackSetsException as {@link #completion()} fails
     */
    OperationResult await() throws InterruptedException;

    /**
     * Blocks until the operation ended, however it did.
     *
     * @return the result of a succeeded, failed or stopped operation
     * @throws InterruptedException if interrupted; the operation and its watching go on
     * @throws dev.stacksets.error.StackSetsException as {@link #outcome()} fails
     */
    OperationResult awaitOutcome() throws InterruptedException;

    /**
     * Blocks until the operation ended, or for a while.
     *
     * @param maxWait the longest wait, a millisecond to 366 days, in real time unless the time source passes while it is
     *     waited for; bounds nothing else
     * @return the result of a succeeded operation
     * @throws InterruptedException if interrupted; the operation and its watching go on
     * @throws dev.stacksets.error.OperationWaitTimeoutException if the wait ran out; watching goes on
     * @throws dev.stacksets.error.StackSetsException as {@link #completion()} fails
     */
    OperationResult await(Duration maxWait) throws InterruptedException;

    /** A listener's place at a handle. */
    interface Subscription extends AutoCloseable {
        /** Tells the listener nothing more. An event under way finishes. */
        @Override
        void close();
    }
}
