package dev.stacksets.internal.tracking;

import dev.stacksets.OnConflict;
import dev.stacksets.TrackingOptions;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.client.ServiceCalls;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Starts and resumes operations, and knows all that are watched, by their stack sets, so that closing forgets none. */
public final class OperationTracker {
    private final ServiceCalls calls;
    private final Watching watching;
    private final String region;
    private final Map<String, StackSetWatch> live = new ConcurrentHashMap<>();
    private final Set<Runnable> closings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public OperationTracker(
            ServiceCalls calls, OperationReads reads, TimeSource time, Callbacks callbacks, String region) {
        this.calls = calls;
        this.watching = new Watching(reads, time, callbacks);
        this.region = region;
    }

    /** Starts an operation of the stack set, under the caller's id or one drawn here. */
    public TrackedOperation start(
            String stackSet, OperationStart start, OnConflict onConflict, TrackingOptions options) {
        OperationToken token = token(stackSet, start.chosenId().orElseGet(this::newOperationId));
        TrackedOperation operation = track(
                token, start.intent().instances(), Optional.of(start.intent().action()), options);
        operation.begin(
                new StartAttempts(start, token, onConflict, calls, watching.reads(), watching.time(), operation));
        return operation;
    }

    /** Watches an operation that was started before, here or elsewhere. */
    public TrackedOperation resume(OperationToken token, TrackingOptions options) {
        TrackedOperation operation = track(token, OptionalInt.empty(), Optional.empty(), options);
        operation.resume();
        return operation;
    }

    /** Names an operation of the stack set. */
    public OperationToken token(String stackSet, String operationId) {
        return new OperationToken(region, stackSet, operationId);
    }

    /** Completes after a while, in the library's time; fails typed when closed before. Completing it ends the timer. */
    public CompletableFuture<@Nullable Void> pause(Duration length) {
        CompletableFuture<@Nullable Void> pause = new CompletableFuture<>();
        try {
            Future<?> timer = Futures.later(watching.time(), length, () -> pause.complete(null));
            Futures.onEnd(pause, (over, failure) -> timer.cancel(false));
        } catch (RejectedExecutionException noTimer) {
            pause.completeExceptionally(
                    new StackSetsException("The time source's scheduler takes no more work.", null, noTimer));
        }
        Runnable closing = () -> pause.completeExceptionally(
                new StackSetsException("This StackSets was closed before the next operation.", null, null));
        closings.add(closing);
        Futures.onEnd(pause, (over, failure) -> closings.remove(closing));
        if (closed) {
            closing.run();
        }
        return pause;
    }

    /** Ends the watching of all handles, and all pauses. */
    public void close() {
        closed = true;
        live.values().stream().flatMap(stackSet -> stackSet.members().stream()).forEach(PollLoop::clientClosed);
        closings.forEach(Runnable::run);
    }

    private TrackedOperation track(
            OperationToken token, OptionalInt instances, Optional<OperationAction> action, TrackingOptions options) {
        AtomicReference<@Nullable TrackedOperation> tracked = new AtomicReference<>();
        live.compute(token.stackSet(), (name, known) -> {
            StackSetWatch group = known == null ? new StackSetWatch(name, watching) : known;
            TrackedOperation operation = new TrackedOperation(this, token, instances, action, options, group);
            group.enter(operation);
            tracked.set(operation);
            return group;
        });
        TrackedOperation operation = Objects.requireNonNull(tracked.get());
        options.listeners().forEach(operation::subscribe);
        if (closed) {
            operation.clientClosed();
        }
        return operation;
    }

    /** It has ended. */
    void forget(TrackedOperation operation) {
        live.computeIfPresent(operation.token().stackSet(), (name, group) -> {
            group.leave(operation);
            return group.isEmpty() ? null : group;
        });
    }

    Callbacks callbacks() {
        return watching.callbacks();
    }

    private String newOperationId() {
        return new UUID(
                        watching.time().random().nextLong(),
                        watching.time().random().nextLong())
                .toString();
    }
}
