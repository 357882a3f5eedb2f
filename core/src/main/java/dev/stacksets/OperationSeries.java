package dev.stacksets;

import dev.stacksets.operation.OperationResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Several operations of one stack set, one after another. Thread-safe; no method blocks. Each operation has a handle of
 * its own, watched as the tracking options of the {@link StackSet} say: its listeners are told of every one of them.
 *
 * <p>If this process dies, what runs in AWS goes on and nothing further is begun; calling the same verb again does what is
 * left.
 */
public interface OperationSeries {

    /**
     * The operations begun so far.
     *
     * @return their handles, the oldest first
     */
    List<OperationHandle> operations();

    /**
     * Waits for an operation to be begun: for following them one by one.
     *
     * @param index 0 for the first
     * @return completes with its handle when it is begun, or empty when the series ended with fewer
     */
    CompletableFuture<Optional<OperationHandle>> operation(int index);

    /**
     * How all of it went.
     *
     * @return completes with the results of the operations, the oldest first, when nothing is left to do; fails as
     *     {@link OperationHandle#outcome()} does if one could not be started or watched, and as the verb says; cancelling
     *     it changes nothing
     */
    CompletableFuture<List<OperationResult>> outcome();

    /**
     * Begins no further operation, ends a pause between two at once, and asks AWS to stop the one under way.
     *
     * @return completes when AWS took the request, if there was one to send; {@link #outcome()} completes when the
     *     operation has stopped
     */
    CompletableFuture<Void> stop();
}
