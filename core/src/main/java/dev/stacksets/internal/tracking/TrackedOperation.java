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
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.Origin;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The handle of one operation, which is the fact of its outcome. Whoever settles that first decides how the watching ended, and
 * everything that comes later is ignored. There may be a hundred thousand: what most never need is made when it is needed.
 */
public final class TrackedOperation extends PollLoop implements OperationHandle {
    private static final String NEVER_STARTED = "it was never started, AWS does not have it.";

    private volatile @Nullable Seldom seldom;
    private volatile boolean acknowledged;

    /** What a handle has for a while, if ever. */
    private static final class Seldom {
        private final Fact<OperationToken> accepted;
        private volatile @Nullable StartAttempts start;
        private volatile @Nullable Future<?> timeout;
        private volatile @Nullable ListenerEvents events;
        private volatile boolean late;
        private volatile boolean givenUp;
        private volatile boolean stopRequestedHere;
        private volatile @Nullable Intent adoptedFor;

        /** Guarded by the handle. */
        private @Nullable CompletableFuture<@Nullable Void> stopping;

        Seldom(Origin handle) {
            accepted = Fact.by(handle);
        }
    }

    /** The outcome, if it is the good one. */
    private final class Completion extends View<OperationResult, OperationResult> {
        Completion() {
            super(TrackedOperation.this);
        }

        @Override
        OperationResult read(OperationResult result) {
            return succeeded(result);
        }
    }

    TrackedOperation(
            OperationToken token,
            OptionalInt instances,
            OperationAction action,
            TrackingOptions options,
            StackSetWatch group) {
        super(token, instances, action, options, group);
    }

    /** Starts the operation, then watches it. */
    void begin(StartAttempts attempts) {
        Seldom more = seldom();
        more.start = attempts;
        armTimeout();
        if (isEnded()) {
            return;
        }
        Futures.onEnd(attempts.run(), (started, failure) -> {
            more.start = null; // it holds the request
            if (failure != null) {
                notStarted((StackSetsException) failure, attempts.isUncertain());
                return;
            }
            acknowledged();
            switch (started) {
                case NOTHING_TO_DO -> ended(ResultCollector.nothingToDo(token()));
                case ADOPTED -> {
                    seldom().adoptedFor = attempts.intent();
                    arm();
                }
                case ACCEPTED -> arm();
            }
        });
    }

    /** Watches the operation; what AWS says first shows whether it knows it. */
    void resume() {
        armTimeout();
        poke();
    }

    private Seldom seldom() {
        Seldom more = seldom;
        if (more == null) {
            synchronized (this) {
                more = seldom == null ? new Seldom(this) : seldom;
                seldom = more;
            }
        }
        return more;
    }

    /** Becomes known when AWS has the operation; fails if the watching ends before. */
    private Fact<OperationToken> acceptance() {
        Fact<OperationToken> accepted = seldom().accepted;
        if (acknowledged) {
            accepted.know(token());
        } else if (isEnded()) {
            whenKnown(result -> accepted.know(token()), accepted::fail);
        }
        return accepted;
    }

    // What the poll loop reports

    @Override
    void acknowledged() {
        synchronized (this) {
            if (acknowledged || isEnded()) {
                return;
            }
            acknowledged = true;
        }
        Seldom more = seldom;
        if (more != null) {
            more.accepted.know(token());
            forgetSeldom(more);
        }
        tell(listener -> listener.onAccepted(token()));
    }

    private synchronized void forgetSeldom(Seldom more) {
        if (more.start == null
                && more.timeout == null
                && more.events == null
                && more.adoptedFor == null
                && more.stopping == null
                && !more.stopRequestedHere) {
            seldom = null;
        }
    }

    @Override
    boolean isAcknowledged() {
        return acknowledged;
    }

    @Override
    void observed() {
        if (events() != null) {
            OperationProgress now = progress();
            tell(listener -> listener.onProgress(now));
        }
    }

    @Override
    void instanceEnded(InstanceResult result) {
        tell(listener -> listener.onInstance(result));
    }

    private @Nullable ListenerEvents events() {
        Seldom more = seldom;
        return more == null ? null : more.events;
    }

    private void tell(Consumer<OperationListener> event) {
        ListenerEvents told = events();
        if (told != null) {
            told.tell(event);
        }
    }

    @Override
    void ended(OperationResult result) {
        if (know(result)) {
            released();
            sayFarewell();
        }
    }

    @Override
    Optional<Intent> adoptedFor() {
        Seldom more = seldom;
        return more == null ? Optional.empty() : Optional.ofNullable(more.adoptedFor);
    }

    @Override
    void lost(Reason reason, String why, @Nullable Throwable cause) {
        String next = reason == Reason.OPERATION_NOT_FOUND || reason == Reason.NOT_STARTED
                ? " The token was " + token().encode() + "."
                : " Resume it with the token " + token().encode() + ".";
        end(new OperationTrackingException(
                "Stack set '" + token().stackSet() + "', operation " + token().operationId() + ": " + why + next,
                reason,
                token(),
                progress(),
                cause));
    }

    /** The start begins to wait, unless nobody would wait with it: it ended here, or is to be stopped. */
    void waiting(ServiceException conflict) {
        if (isEnded()) {
            abandonsStart();
        } else if (isStopping()) {
            neverStarted();
        } else {
            tell(listener -> listener.onConflict(conflict));
        }
    }

    private synchronized boolean isStopping() {
        return seldom != null && seldom.stopping != null;
    }

    /** Whether it is to be stopped before its first attempt; then there will be none. */
    boolean isStoppedUnsent() {
        boolean stopped = isStopping();
        if (stopped) {
            lostUnsent();
        }
        return stopped;
    }

    private boolean neverStarted() {
        boolean never = abandonsStart();
        if (never) {
            lostUnsent();
        }
        return never;
    }

    private void lostUnsent() {
        if (seldom().late) {
            lost(Reason.TIMEOUT, tooLate() + NEVER_STARTED, null);
        } else {
            lost(Reason.NOT_STARTED, "stopped here; " + NEVER_STARTED, null);
        }
    }

    /** What its start waits for, while AWS does not have it. */
    private Optional<ServiceException> waitingFor() {
        StartAttempts attempts = start();
        return attempts == null ? Optional.empty() : attempts.waitingFor();
    }

    private boolean abandonsStart() {
        StartAttempts attempts = start();
        boolean abandoned = attempts != null && attempts.abandon();
        if (abandoned) {
            seldom().start = null;
        }
        return abandoned;
    }

    private @Nullable StartAttempts start() {
        Seldom more = seldom;
        return more == null ? null : more.start;
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

    @Override
    void end(StackSetsException cause) {
        if (fail(cause)) {
            Seldom more = seldom;
            if (more != null && !acknowledged) {
                more.accepted.fail(cause);
            }
            released();
            sayFarewell();
        }
    }

    private void released() {
        stopAsking();
        forget();
        Seldom more = seldom;
        Future<?> armed = more == null ? null : more.timeout;
        if (armed != null) {
            armed.cancel(false);
        }
    }

    private void sayFarewell() {
        ListenerEvents told = events();
        if (told != null) {
            whenKnown(
                    result -> told.tellLast(listener -> listener.onFinished(result)),
                    cause -> told.tellLast(listener -> listener.onTrackingEnded((StackSetsException) cause)));
        }
    }

    private void armTimeout() {
        if (isEnded()) {
            return;
        }
        try {
            options().timeout().ifPresent(limit -> seldom().timeout = Futures.later(time(), limit, this::timedOut));
        } catch (RejectedExecutionException noTimer) {
            lost(Reason.POLL_FAILURES, "the time source's scheduler takes no more work.", noTimer);
        }
        if (isEnded()) {
            released();
        }
    }

    private void timedOut() {
        seldom().late = true;
        if (neverStarted()) {
            return;
        }
        if (options().onTimeout() == TrackingOptions.OnTimeout.STOP) {
            Futures.onEnd(requestStop(), (nothing, failure) -> {
                if (failure != null) {
                    lost(Reason.TIMEOUT, tooLate() + "a stop was refused; " + inAws(), failure);
                }
            });
        } else {
            giveUp();
            lost(Reason.TIMEOUT, tooLate() + inAws(), null);
        }
    }

    private String tooLate() {
        return "not finished after " + options().timeout().orElseThrow() + " of watching; ";
    }

    private String inAws() {
        return acknowledged ? "it goes on in AWS." : "AWS has not acknowledged it yet, it may or may not run there.";
    }

    /** Whether nothing more may be sent for it: a start that nobody waits for any more must not come late. */
    boolean isGivenUp() {
        Seldom more = seldom;
        return more != null && more.givenUp;
    }

    /** What AWS has acknowledged is not sent again. */
    private void giveUp() {
        if (!acknowledged) {
            seldom().givenUp = true;
        }
    }

    @Override
    void clientClosed() {
        giveUp();
        lost(Reason.CLIENT_CLOSED, "this StackSets was closed; " + (abandonsStart() ? NEVER_STARTED : inAws()), null);
    }

    // The handle

    @Override
    public CompletableFuture<OperationToken> accepted() {
        return acceptance().view();
    }

    @Override
    public CompletableFuture<OperationResult> completion() {
        return entered(new Completion());
    }

    @Override
    public CompletableFuture<OperationResult> outcome() {
        return view();
    }

    @Override
    public CompletableFuture<OperationProgress> refresh() {
        CompletableFuture<OperationProgress> answer = inside(result -> progress());
        CompletableFuture<OperationToken> started = acceptance().inside(known -> known);
        Futures.onEnd(answer, (progress, failure) -> started.cancel(true));
        // A poll that saw the end leaves the answer to the outcome.
        Futures.onEnd(started.thenCompose(known -> now()), (progress, failure) -> {
            if (!isEnded()) {
                Futures.settle(answer, progress, failure);
            }
        });
        return callbacks().handOver(answer);
    }

    @Override
    public Subscription subscribe(OperationListener listener) {
        Subscription place = heard().add(listener, newcomer -> newcomer.onProgress(progress()));
        if (isEnded()) {
            sayFarewell();
        }
        return place;
    }

    /** Its events, which somebody hears from now on. */
    private synchronized ListenerEvents heard() {
        Seldom more = seldom();
        ListenerEvents told = more.events == null
                ? new ListenerEvents(token(), event -> callbacks().inOrder(this, event))
                : more.events;
        more.events = told;
        return told;
    }

    @Override
    public CompletableFuture<Void> stop() {
        return callbacks().handOver(requestStop().copy());
    }

    @Override
    public OperationToken detach() {
        // A start under way is an intent that stands; one that waits would come as a surprise, hours later.
        lost(Reason.DETACHED, "detached; " + (abandonsStart() ? NEVER_STARTED : inAws()), null);
        return token();
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
            return await(maxWait == null ? null : maxWait.toMillis());
        } catch (TimeoutException late) {
            throw new OperationWaitTimeoutException(
                    "Stack set '" + token().stackSet() + "', operation " + token().operationId() + " is "
                            + progress().rawStatus() + " after a wait of " + maxWait
                            + ". It goes on, and so does this handle: await again, or stop().",
                    token(),
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
                throw new OperationStoppedException(Verdict.stopped(result, isStopRequestedHere()), progress(), result);
            default -> throw new OperationFailedException(Verdict.failed(result), progress(), result);
        };
    }

    private boolean isStopRequestedHere() {
        Seldom more = seldom;
        return more != null && more.stopRequestedHere;
    }

    /** One request to stop at a time; who asks meanwhile joins it. */
    private CompletableFuture<@Nullable Void> requestStop() {
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        synchronized (this) {
            CompletableFuture<@Nullable Void> running = seldom().stopping;
            if (running != null) {
                return running;
            }
            seldom().stopping = mine;
        }
        Futures.onEnd(mine, (nothing, failure) -> stopOver());
        neverStarted();
        acceptance().whenKnown(known -> stopStarted(mine), refusal -> {
            if (refusal instanceof OperationTrackingException never && never.reason() == Reason.NOT_STARTED) {
                mine.complete(null);
            } else {
                mine.completeExceptionally(refusal);
            }
        });
        return mine;
    }

    private synchronized void stopOver() {
        seldom().stopping = null;
        if (acknowledged) {
            forgetSeldom(seldom());
        }
    }

    private void stopStarted(CompletableFuture<@Nullable Void> stopped) {
        if (isEnded()) {
            whenKnown(result -> stopped.complete(null), stopped::completeExceptionally);
        } else {
            Futures.onEnd(reads().stop(token()), (nothing, failure) -> stopAnswered(stopped, failure));
        }
    }

    private void stopAnswered(CompletableFuture<@Nullable Void> stopped, @Nullable Throwable failure) {
        if (failure instanceof InvalidOperationException refusal) {
            stopRefused(stopped, refusal);
        } else if (failure != null) {
            stopped.completeExceptionally(failure);
        } else {
            seldom().stopRequestedHere = true;
            stopped.complete(null);
            poke();
        }
    }

    /** AWS refuses to stop what has ended, which is no failure if it has. */
    private void stopRefused(CompletableFuture<@Nullable Void> stopped, InvalidOperationException refusal) {
        Futures.onEnd(
                reads().describe(token(), CallContext.of("DescribeStackSetOperation", token())), (found, unread) -> {
                    if (unread == null && (found.status().isTerminal() || found.status() == OperationStatus.STOPPING)) {
                        stopped.complete(null);
                        poke();
                    } else {
                        stopped.completeExceptionally(refusal);
                    }
                });
    }

    @Override
    public String toString() {
        String standing =
                waitingFor().map(conflict -> "waiting, " + conflict.errorCode()).orElse("not started");
        return "operation " + token() + " "
                + (isEnded() || acknowledged ? progress().status() : standing);
    }
}
