package dev.stacksets.facade;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.StackSets;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** A handle, what it was meant to do, what it promised from the start, and what its listener was told. */
final class Watched implements OperationListener {
    private final StackSets process;
    private final OperationHandle handle;
    private final boolean chosenId;
    private final OptionalInt meant;
    private final CompletableFuture<OperationToken> accepted;
    private final CompletableFuture<OperationResult> outcome;
    private final CompletableFuture<OperationResult> completion;
    private boolean resumed;
    private int conflicts;
    private int acceptances;
    private int ends;

    Watched(StackSets process, OperationHandle handle, boolean chosenId, OptionalInt meant) {
        this.process = process;
        this.handle = handle;
        this.chosenId = chosenId;
        this.meant = meant;
        accepted = handle.accepted();
        outcome = handle.outcome();
        completion = handle.completion();
        handle.subscribe(this);
    }

    void resumed() {
        resumed = true;
    }

    boolean wasResumed() {
        return resumed;
    }

    boolean hasChosenId() {
        return chosenId;
    }

    StackSets process() {
        return process;
    }

    OperationHandle handle() {
        return handle;
    }

    String id() {
        return handle.token().operationId();
    }

    List<CompletableFuture<?>> futures() {
        return List.of(accepted, outcome, completion);
    }

    boolean wasAccepted() {
        return accepted.isDone() && !accepted.isCompletedExceptionally();
    }

    boolean waited() {
        return conflicts > 0 && wasAccepted();
    }

    Optional<OperationResult> result() {
        return outcome.isDone() && !outcome.isCompletedExceptionally() ? Optional.of(outcome.join()) : Optional.empty();
    }

    /** Why there is no result. */
    Optional<Throwable> failure() {
        return outcome.isCompletedExceptionally()
                ? Optional.of(outcome.handle((result, failure) -> Objects.requireNonNull(failure))
                        .join())
                : Optional.empty();
    }

    /** What is wrong with what it told, if anything. */
    Optional<String> wrong() {
        if (ends != 1 || acceptances > 1) {
            return Optional.of("told of " + acceptances + " acceptances and " + ends + " ends");
        }
        return result().filter(OperationResult::complete)
                .filter(result -> meant.isPresent() && result.counts().total() != meant.getAsInt())
                .map(result -> "took another operation for its own: " + result);
    }

    @Override
    public void onConflict(ServiceException conflict) {
        conflicts++;
    }

    @Override
    public void onAccepted(OperationToken token) {
        acceptances++;
    }

    @Override
    public void onFinished(OperationResult result) {
        ends++;
    }

    @Override
    public void onTrackingEnded(StackSetsException cause) {
        ends++;
    }
}
