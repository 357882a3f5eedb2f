package dev.stacksets.internal.series;

import dev.stacksets.TrackingOptions;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.tracking.TrackedOperation;
import dev.stacksets.operation.OperationDescription;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Waits for every operation of a stack set that runs or is queued, whoever started it: finds one, sees it end, looks again.
 * The list lags: what was seen to end is over, whatever the list says.
 */
final class Idleness {
    private final StackSetWork work;
    private final CompletableFuture<@Nullable Void> idle = new CompletableFuture<>();
    private final Set<String> over = ConcurrentHashMap.newKeySet();
    private volatile Runnable underWay = () -> {};

    Idleness(StackSetWork work) {
        this.work = work;
        Futures.onEnd(idle, (nothing, failure) -> underWay.run());
    }

    /** Completing it, as cancelling does, ends the watching. */
    CompletableFuture<@Nullable Void> untilIdle() {
        look();
        return idle;
    }

    private void look() {
        if (idle.isDone()) {
            return;
        }
        CompletableFuture<Optional<OperationDescription>> search = work.calls()
                .operations()
                .operations(work.stackSet())
                .search(operation -> !operation.status().isTerminal() && !over.contains(operation.operationId()));
        underWay = () -> search.cancel(true);
        Futures.onEnd(search, (busy, failure) -> {
            if (failure != null) {
                idle.completeExceptionally(failure);
            } else if (busy.isEmpty()) {
                idle.complete(null);
            } else {
                watch(busy.get());
            }
        });
    }

    private void watch(OperationDescription busy) {
        TrackedOperation operation = work.tracker()
                .resume(
                        work.tracker().token(work.stackSet(), busy.operationId()),
                        TrackingOptions.builder()
                                .pollPolicy(work.tracking().pollPolicy())
                                .build());
        underWay = operation::detach;
        if (idle.isDone()) {
            operation.detach();
        }
        operation.whenKnown(result -> lookBeyond(busy), failure -> {
            if (failure instanceof OperationTrackingException lost && lost.reason() == Reason.OPERATION_NOT_FOUND) {
                lookBeyond(busy);
            } else {
                idle.completeExceptionally(failure);
            }
        });
    }

    private void lookBeyond(OperationDescription ended) {
        over.add(ended.operationId());
        look();
    }
}
