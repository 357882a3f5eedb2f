package dev.stacksets.internal.series;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationSeries;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.tracking.Fact;
import dev.stacksets.internal.tracking.OperationStart;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One operation after another: what comes next is asked for when the one before has ended. A step that finds nothing left
 * to do ends the series, as does a stop.
 */
final class Series implements OperationSeries {

    /** What there is to do. */
    interface Steps {
        /**
         * What to start next, given how it went so far; empty when nothing is left. Waits with {@link #unlessStopped}, and
         * does nothing but read after a stop.
         */
        CompletableFuture<Optional<OperationStart>> next(Series series);

        /** What the next operation works on; known better, maybe, than at the beginning. */
        default StackSetWork on(StackSetWork beginning) {
            return beginning;
        }

        /** What it means that the series was stopped; empty if its results are an answer all the same. */
        default Optional<StackSetsException> stopped(Series series) {
            return Optional.empty();
        }

        /** What it means that an operation could not be started or watched. */
        default Throwable failed(Throwable failure) {
            return failure;
        }
    }

    private final StackSetWork work;
    private final Steps steps;
    private final List<TrackedOperation> operations = new CopyOnWriteArrayList<>();
    private final Map<Integer, Fact<Optional<OperationHandle>>> awaited = new ConcurrentHashMap<>();
    private final List<OperationResult> results = new ArrayList<>();
    private final Fact<List<OperationResult>> outcome;
    private final CompletableFuture<@Nullable Void> stop = new CompletableFuture<>();
    private final AtomicInteger turns = new AtomicInteger();

    Series(StackSetWork work, Steps steps) {
        this.work = work;
        this.steps = steps;
        this.outcome = Fact.by(work.callbacks());
        outcome.whenKnown(all -> tellAwaited(), failure -> tellAwaited());
    }

    Series begin() {
        proceed();
        return this;
    }

    /** A loop, so that a thousand operations that end at once do not nest a thousand deep. */
    private void proceed() {
        if (turns.getAndIncrement() == 0) {
            do {
                step();
            } while (turns.decrementAndGet() > 0);
        }
    }

    private void step() {
        if (isStopped()) {
            endStopped();
            return;
        }
        Futures.onEnd(CompletableFuture.completedFuture(this).thenCompose(steps::next), (next, failure) -> {
            if (failure != null) {
                outcome.fail(failure);
            } else if (next.isEmpty()) {
                outcome.know(results());
            } else if (isStopped()) {
                endStopped();
            } else {
                watch(steps.on(work).start(next.get()));
            }
        });
    }

    private void endStopped() {
        steps.stopped(this).ifPresentOrElse(outcome::fail, () -> outcome.know(results()));
    }

    private void watch(TrackedOperation operation) {
        operations.add(operation);
        tellAwaited();
        if (isStopped()) {
            var unused = operation.stop();
        }
        operation.whenKnown(
                result -> {
                    results.add(result);
                    proceed();
                },
                failure -> outcome.fail(steps.failed(failure)));
    }

    // What steps look at

    /** How it went so far. */
    List<OperationResult> results() {
        return List.copyOf(results);
    }

    /** The latest operation, if there was one. */
    Optional<TrackedOperation> last() {
        return operations.isEmpty() ? Optional.empty() : Optional.of(operations.get(operations.size() - 1));
    }

    boolean isStopped() {
        return stop.isDone();
    }

    /** Waits, but no longer than until the series is stopped: then it is done at once, and the waiting cancelled. */
    CompletableFuture<@Nullable Void> unlessStopped(CompletableFuture<@Nullable Void> waiting) {
        CompletableFuture<@Nullable Void> over = waiting.copy();
        Futures.onEnd(stop, (nothing, failure) -> over.complete(null));
        Futures.onEnd(over, (nothing, failure) -> waiting.cancel(true));
        return over;
    }

    @Override
    public List<OperationHandle> operations() {
        return List.copyOf(operations);
    }

    @Override
    public CompletableFuture<Optional<OperationHandle>> operation(int index) {
        Check.between("index", index, 0, Integer.MAX_VALUE);
        CompletableFuture<Optional<OperationHandle>> view =
                awaited.computeIfAbsent(index, any -> Fact.by(work.callbacks())).view();
        tellAwaited();
        return view;
    }

    /** Tells those who wait for an operation that has begun, or, at the end, for one that never will. */
    private void tellAwaited() {
        awaited.forEach((index, place) -> {
            boolean begun = index < operations.size();
            if (begun || outcome.isKnown()) {
                awaited.remove(index);
                place.know(begun ? Optional.of(operations.get(index)) : Optional.empty());
            }
        });
    }

    @Override
    public CompletableFuture<List<OperationResult>> outcome() {
        return outcome.view();
    }

    @Override
    public CompletableFuture<Void> stop() {
        stop.complete(null);
        return last().filter(operation -> !operation.isEnded())
                .map(OperationHandle::stop)
                .orElseGet(() -> CompletableFuture.<@Nullable Void>completedFuture(null));
    }
}
