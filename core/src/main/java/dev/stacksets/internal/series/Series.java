package dev.stacksets.internal.series;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationSeries;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.tracking.Fact;
import dev.stacksets.internal.tracking.TrackedOperation;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.OperationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One operation after another: what comes next is asked for when the one before has ended. A step that finds nothing left
 * to do ends the series, as does a stop.
 */
final class Series implements OperationSeries {

    /** What there is to do. */
    interface Steps {
        /** Starts what comes next, given how it went so far; empty when nothing is left. */
        CompletableFuture<Optional<TrackedOperation>> next(List<OperationResult> soFar);

        /** What it means that the series was stopped; empty if its results are an answer all the same. */
        default Optional<StackSetsException> stopped(List<OperationResult> soFar) {
            return Optional.empty();
        }

        /** What it means that an operation could not be started or watched. */
        default Throwable failed(Throwable failure) {
            return failure;
        }
    }

    private final Steps steps;
    private final Callbacks callbacks;
    private final List<TrackedOperation> operations = new CopyOnWriteArrayList<>();
    private final Map<Integer, Fact<Optional<OperationHandle>>> begun = new ConcurrentHashMap<>();
    private final List<OperationResult> results = new ArrayList<>();
    private final Fact<List<OperationResult>> outcome;
    private volatile boolean stopped;

    Series(Steps steps, Callbacks callbacks) {
        this.steps = steps;
        this.callbacks = callbacks;
        this.outcome = new Fact<>(callbacks);
        outcome.whenKnown(results -> endBegun(), failure -> endBegun());
    }

    Series begin() {
        next();
        return this;
    }

    private void next() {
        List<OperationResult> soFar = List.copyOf(results);
        if (stopped) {
            steps.stopped(soFar).ifPresentOrElse(outcome::fail, () -> outcome.know(soFar));
            return;
        }
        Futures.onEnd(steps.next(soFar), (operation, failure) -> {
            if (failure != null) {
                outcome.fail(failure);
            } else if (operation.isPresent()) {
                watch(operation.get());
            } else {
                outcome.know(soFar);
            }
        });
    }

    private void watch(TrackedOperation operation) {
        operations.add(operation);
        begun(operations.size() - 1).know(Optional.of(operation));
        if (stopped) {
            var unused = operation.stop();
        }
        operation.whenEnded(
                result -> {
                    results.add(result);
                    next();
                },
                failure -> outcome.fail(steps.failed(failure)));
    }

    @Override
    public List<OperationHandle> operations() {
        return List.copyOf(operations);
    }

    @Override
    public CompletableFuture<Optional<OperationHandle>> operation(int index) {
        Check.between("index", index, 0, Integer.MAX_VALUE);
        CompletableFuture<Optional<OperationHandle>> view = begun(index).view();
        if (outcome.isKnown()) {
            endBegun();
        }
        return view;
    }

    private Fact<Optional<OperationHandle>> begun(int index) {
        return begun.computeIfAbsent(index, any -> new Fact<>(callbacks));
    }

    private void endBegun() {
        begun.values().forEach(place -> place.know(Optional.empty()));
    }

    @Override
    public CompletableFuture<List<OperationResult>> outcome() {
        return outcome.view();
    }

    @Override
    public CompletableFuture<Void> stop() {
        stopped = true;
        List<TrackedOperation> begun = List.copyOf(operations);
        return begun.isEmpty()
                ? CompletableFuture.<@Nullable Void>completedFuture(null)
                : begun.get(begun.size() - 1).stop();
    }
}
