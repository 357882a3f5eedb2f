package dev.stacksets.internal.tracking;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.TrackingOptions;
import dev.stacksets.error.InvalidOperationException;
import dev.stacksets.error.OperationFailedException;
import dev.stacksets.error.OperationStoppedException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.OperationWaitTimeoutException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The handle of one operation. Two facts carry it: {@code accepted} and {@code outcome}; whoever settles {@code outcome}
 * first decides how the watching ended, and everything that comes later is ignored.
 */
public final class TrackedOperation implements OperationHandle {
    private static final String NEVER_STARTED = "it waited for another operation and was never started.";

    private final OperationToken token;
    private final TrackingOptions options;
    private final OperationReads reads;
    private final TimeSource time;
    private final Callbacks callbacks;
    private final Fact<OperationToken> accepted;
    private final Fact<OperationResult> outcome;
    private final ListenerEvents events;
    private final PollLoop polls;
    private volatile @Nullable Future<?> timeout;
    private volatile @Nullable StartAttempts start;
    private volatile boolean givenUp;
    private volatile boolean late;
    private volatile boolean stopRequestedHere;
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> stopping = new AtomicReference<>();

    TrackedOperation(
            OperationToken token,
            OptionalInt instances,
            TrackingOptions options,
            OperationReads reads,
            TimeSource time,
            Callbacks callbacks) {
        this.token = token;
        this.options = options;
        this.reads = reads;
        this.time = time;
        this.callbacks = callbacks;
        this.accepted = new Fact<>(callbacks);
        this.outcome = new Fact<>(callbacks);
        this.events = new ListenerEvents(token, callbacks);
        this.polls = new PollLoop(this, token, instances, options, reads, time);
        options.listeners().forEach(this::subscribe);
    }

    /** Starts the operation, then watches it. */
    void begin(StartAttempts attempts) {
        start = attempts;
        armTimeout();
        if (isEnded()) {
            return;
        }
        Futures.onEnd(attempts.run(), (started, failure) -> {
            start = null; // it holds the request
            if (failure != null) {
                notStarted((StackSetsException) failure, attempts.isUncertain());
                return;
            }
            acknowledged();
            switch (started) {
                case NOTHING_TO_DO -> ended(ResultCollector.nothingToDo(token));
                case ADOPTED -> polls.arm(attempts.intent());
                case ACCEPTED -> polls.arm();
            }
        });
    }

    /** Watches the operation; what AWS says first shows whether it knows it. */
    void resume() {
        armTimeout();
        polls.poke();
    }

    /** Does something inside the library when it has ended, however; not for user code. */
    public void whenEnded(Consumer<OperationResult> action, Consumer<Throwable> otherwise) {
        outcome.whenKnown(action, otherwise);
    }

    public boolean isEnded() {
        return outcome.isKnown();
    }

    // What the poll loop reports

    void acknowledged() {
        if (accepted.know(token)) {
            events.tell(listener -> listener.onAccepted(token));
        }
    }

    void observed(OperationProgress progress) {
        events.tell(listener -> listener.onProgress(progress));
    }

    void instanceEnded(InstanceResult result) {
        events.tell(listener -> listener.onInstance(result));
    }

    void ended(OperationResult result) {
        if (outcome.know(result)) {
            released();
            events.tellLast(listener -> listener.onFinished(result));
        }
    }

    void lost(Reason reason, String why, @Nullable Throwable cause) {
        String next = reason == Reason.OPERATION_NOT_FOUND || reason == Reason.NOT_STARTED
                ? " The token was " + token.encode() + "."
                : " Resume it with the token " + token.encode() + ".";
        end(new OperationTrackingException(
                "Stack set '" + token.stackSet() + "', operation " + token.operationId() + ": " + why + next,
                reason,
                token,
                progress(),
                cause));
    }

    /** The start begins to wait, unless nobody would wait with it: it ended here, or is to be stopped. */
    void waiting(ServiceException conflict) {
        if (isEnded()) {
            abandonsStart();
        } else if (stopping.get() != null) {
            neverStarted();
        } else {
            events.tell(listener -> listener.onConflict(conflict));
        }
    }

    private boolean neverStarted() {
        boolean never = abandonsStart();
        if (never && late) {
            lost(Reason.TIMEOUT, tooLate() + NEVER_STARTED, null);
        } else if (never) {
            lost(Reason.NOT_STARTED, "stopped here; " + NEVER_STARTED, null);
        }
        return never;
    }

    /** What its start waits for, while AWS does not have it. */
    private Optional<ServiceException> waitingFor() {
        StartAttempts attempts = start;
        return attempts == null ? Optional.empty() : attempts.waitingFor();
    }

    private boolean abandonsStart() {
        StartAttempts attempts = start;
        boolean abandoned = attempts != null && attempts.abandon();
        if (abandoned) {
            start = null;
        }
        return abandoned;
    }

    private void notStarted(StackSetsException failure, boolean uncertain) {
        if (uncertain) {
            lost(
                    Reason.START_UNCERTAIN,
                    "the start had no answer, and AWS could not be asked whether it arrived: " + failure.getMessage(),
                    failure);
        } else {
            end(failure);
        }
    }

    void end(StackSetsException cause) {
        if (outcome.fail(cause)) {
            accepted.fail(cause);
            released();
            events.tellLast(listener -> listener.onTrackingEnded(cause));
        }
    }

    private void released() {
        polls.end();
        Future<?> armed = timeout;
        if (armed != null) {
            armed.cancel(false);
        }
    }

    private void armTimeout() {
        if (isEnded()) {
            return;
        }
        try {
            options.timeout().ifPresent(limit -> timeout = Futures.later(time, limit, this::timedOut));
        } catch (RejectedExecutionException noTimer) {
            lost(Reason.POLL_FAILURES, "the time source's scheduler takes no more work.", noTimer);
        }
        if (isEnded()) {
            released();
        }
    }

    private void timedOut() {
        late = true;
        if (neverStarted()) {
            return;
        }
        if (options.onTimeout() == TrackingOptions.OnTimeout.STOP) {
            Futures.onEnd(requestStop(), (nothing, failure) -> {
                if (failure != null) {
                    lost(Reason.TIMEOUT, tooLate() + "a stop was refused; " + inAws(), failure);
                }
            });
        } else {
            givenUp = true;
            lost(Reason.TIMEOUT, tooLate() + inAws(), null);
        }
    }

    private String tooLate() {
        return "not finished after " + options.timeout().orElseThrow() + " of watching; ";
    }

    private String inAws() {
        return accepted.isKnown()
                ? "it goes on in AWS."
                : "AWS has not acknowledged it yet, it may or may not run there.";
    }

    /** Whether nothing more may be sent for it: a start that nobody waits for any more must not come late. */
    boolean isGivenUp() {
        return givenUp;
    }

    void clientClosed() {
        givenUp = true;
        lost(Reason.CLIENT_CLOSED, "this StackSets was closed; " + (abandonsStart() ? NEVER_STARTED : inAws()), null);
    }

    // The handle

    @Override
    public OperationToken token() {
        return token;
    }

    @Override
    public CompletableFuture<OperationToken> accepted() {
        return accepted.view();
    }

    @Override
    public CompletableFuture<OperationResult> completion() {
        return outcome.view(this::succeeded);
    }

    @Override
    public CompletableFuture<OperationResult> outcome() {
        return outcome.view();
    }

    @Override
    public OperationProgress progress() {
        return polls.last();
    }

    @Override
    public CompletableFuture<OperationProgress> refresh() {
        CompletableFuture<OperationProgress> answer = outcome.view(result -> polls.last());
        CompletableFuture<OperationToken> started = accepted.view();
        Futures.onEnd(answer, (progress, failure) -> started.cancel(true));
        // A poll that saw the end leaves the answer to the outcome.
        Futures.onEnd(started.thenCompose(known -> polls.now()), (progress, failure) -> {
            if (!isEnded()) {
                callbacks.execute(() -> Futures.settle(answer, progress, failure));
            }
        });
        return answer;
    }

    @Override
    public Subscription subscribe(OperationListener listener) {
        return events.add(listener, newcomer -> newcomer.onProgress(progress()));
    }

    @Override
    public CompletableFuture<Void> stop() {
        return callbacks.handOver(requestStop().copy());
    }

    @Override
    public OperationToken detach() {
        // A start under way is an intent that stands; one that waits would come as a surprise, hours later.
        lost(Reason.DETACHED, "detached; " + (abandonsStart() ? NEVER_STARTED : inAws()), null);
        return token;
    }

    @Override
    public OperationResult await() throws InterruptedException {
        return succeeded(awaited(null));
    }

    @Override
    public OperationResult await(Duration maxWait) throws InterruptedException {
        Check.duration("maxWait", maxWait);
        return succeeded(awaited(maxWait));
    }

    @Override
    public OperationResult awaitOutcome() throws InterruptedException {
        return awaited(null);
    }

    private OperationResult awaited(@Nullable Duration maxWait) throws InterruptedException {
        try {
            return outcome.await(maxWait == null ? null : maxWait.toMillis());
        } catch (TimeoutException late) {
            throw new OperationWaitTimeoutException(
                    "Stack set '" + token.stackSet() + "', operation " + token.operationId() + " is "
                            + progress().rawStatus() + " after a wait of " + maxWait
                            + ". It goes on, and so does this handle: await again, or stop().",
                    token,
                    progress());
        } catch (ExecutionException failed) {
            throw rethrown(failed.getCause());
        }
    }

    private static StackSetsException rethrown(@Nullable Throwable cause) {
        if (cause instanceof StackSetsException typed) {
            return typed;
        }
        throw new IllegalStateException("an operation ended with an untyped failure", cause);
    }

    private OperationResult succeeded(OperationResult result) {
        return switch (result.status()) {
            case SUCCEEDED -> result;
            case STOPPED ->
                throw new OperationStoppedException(Verdict.stopped(result, stopRequestedHere), progress(), result);
            default -> throw new OperationFailedException(Verdict.failed(result), progress(), result);
        };
    }

    /** One request to stop at a time; who asks meanwhile joins it. */
    private CompletableFuture<@Nullable Void> requestStop() {
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> running = stopping.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        Futures.onEnd(mine, (nothing, failure) -> stopping.set(null));
        neverStarted();
        accepted.whenKnown(known -> stopStarted(mine), refusal -> {
            if (refusal instanceof OperationTrackingException never && never.reason() == Reason.NOT_STARTED) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(refusal);
            }
        });
        return mine;
    }

    private void stopStarted(CompletableFuture<@Nullable Void> stopped) {
        if (outcome.isKnown()) {
            outcome.whenKnown(result -> stopped.complete(null), stopped::completeExceptionally);
        } else {
            Futures.onEnd(reads.stop(token), (nothing, failure) -> stopAnswered(stopped, failure));
        }
    }

    private void stopAnswered(CompletableFuture<@Nullable Void> stopped, @Nullable Throwable failure) {
        if (failure instanceof InvalidOperationException refusal) {
            stopRefused(stopped, refusal);
        } else if (failure != null) {
            stopped.completeExceptionally(failure);
        } else {
            stopRequestedHere = true;
            stopped.complete(null);
            polls.poke();
        }
    }

    /** AWS refuses to stop what has ended, which is no failure if it has. */
    private void stopRefused(CompletableFuture<@Nullable Void> stopped, InvalidOperationException refusal) {
        Futures.onEnd(reads.describe(token, CallContext.of("DescribeStackSetOperation", token)), (found, unread) -> {
            if (unread == null && (found.status().isTerminal() || found.status() == OperationStatus.STOPPING)) {
                stopped.complete(null);
                polls.poke();
            } else {
                stopped.completeExceptionally(refusal);
            }
        });
    }

    @Override
    public String toString() {
        String standing =
                waitingFor().map(conflict -> "waiting, " + conflict.errorCode()).orElse("not started");
        return "operation " + token + " "
                + (isEnded() || accepted.isKnown() ? progress().status() : standing);
    }
}
