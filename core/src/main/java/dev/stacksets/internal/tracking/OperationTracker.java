package dev.stacksets.internal.tracking;

import dev.stacksets.OnConflict;
import dev.stacksets.OperationListener;
import dev.stacksets.TrackingOptions;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.AnsweredIds;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.client.ServiceCalls;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and resumes operations, and knows all that are watched, by their stack sets, so that closing forgets none. */
public final class OperationTracker {
    private static final Logger LOG = LoggerFactory.getLogger(OperationTracker.class);

    private final ServiceCalls calls;
    private final AnsweredIds answeredIds;
    private final Watching watching;
    private final String region;
    private final List<Function<OperationToken, OperationListener>> listeners;
    private final Set<Runnable> closings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public OperationTracker(
            ServiceCalls calls,
            OperationReads reads,
            AnsweredIds answeredIds,
            TimeSource time,
            Callbacks callbacks,
            String region,
            List<Function<OperationToken, OperationListener>> listeners) {
        this.calls = calls;
        this.answeredIds = answeredIds;
        this.watching = new Watching(reads, time, callbacks);
        this.region = region;
        this.listeners = List.copyOf(listeners);
    }

    /** Starts an operation of the stack set, under the caller's id or one drawn here. */
    public TrackedOperation start(
            String stackSet, OperationStart start, OnConflict onConflict, TrackingOptions options) {
        OperationToken token = token(stackSet, start.chosenId().orElseGet(this::newOperationId));
        TrackedOperation operation =
                track(token, start.intent().instances(), start.intent().action(), options);
        operation.begin(new StartAttempts(
                start, token, onConflict, calls, watching.reads(), answeredIds, watching.time(), operation));
        return operation;
    }

    /** Watches an operation that was started before, here or elsewhere. */
    public TrackedOperation resume(OperationToken token, TrackingOptions options) {
        TrackedOperation operation = track(token, OptionalInt.empty(), OperationAction.UNKNOWN, options);
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
        watching.operations().forEach(PollLoop::clientClosed);
        closings.forEach(Runnable::run);
    }

    private TrackedOperation track(
            OperationToken token, OptionalInt instances, OperationAction action, TrackingOptions options) {
        TrackedOperation operation = watching.enter(
                token.stackSet(), group -> new TrackedOperation(token, instances, action, options, group));
        listeners.forEach(each -> subscribe(operation, each));
        options.listeners().forEach(operation::subscribe);
        if (closed) {
            operation.clientClosed();
        }
        return operation;
    }

    /** What somebody's function throws must not lose the operation. */
    private static void subscribe(TrackedOperation operation, Function<OperationToken, OperationListener> listener) {
        try {
            var unused = operation.subscribe(Objects.requireNonNull(listener.apply(operation.token()), "no listener"));
        } catch (RuntimeException | Error thrown) {
            LOG.warn("Operation {} goes on without a listener that could not be made.", operation.token(), thrown);
        }
    }

    /** An id, or a request token, that is nobody else's. */
    public String newOperationId() {
        return new UUID(
                        watching.time().random().nextLong(),
                        watching.time().random().nextLong())
                .toString();
    }
}
