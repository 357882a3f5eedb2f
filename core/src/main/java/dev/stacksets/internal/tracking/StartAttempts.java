package dev.stacksets.internal.tracking;

import dev.stacksets.OnConflict;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.ServiceError;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.client.ServiceCalls;
import dev.stacksets.internal.resilience.Backoff;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.resilience.ErrorTranslator;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.TimeSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * Starts one operation under the id we chose, so that AWS has it once or not at all. After an attempt without an answer
 * AWS is asked for that id: if it is there, the attempt had arrived; if not, the same request goes out again. Only the
 * documented answers of AWS are relied on, not on how it answers a repeated id. A start that meets another operation
 * waits for that one as long as it was told to.
 */
final class StartAttempts {
    private final OperationStart start;
    private final OperationToken token;
    private final ServiceCalls calls;
    private final OperationReads reads;
    private final TimeSource time;
    private final BooleanSupplier closed;
    private final ConflictWait conflicts;
    private final Consumer<ServiceException> onWaiting;
    private final CompletableFuture<Start> accepted = new CompletableFuture<>();

    private int attempts;
    private boolean mayHaveArrived;
    private boolean uncertain;
    private @Nullable Throwable refusal;
    private final AtomicReference<@Nullable ServiceException> waitingFor = new AtomicReference<>();

    StartAttempts(
            OperationStart start,
            OperationToken token,
            OnConflict onConflict,
            ServiceCalls calls,
            OperationReads reads,
            TimeSource time,
            BooleanSupplier closed,
            Consumer<ServiceException> onWaiting) {
        this.start = start;
        this.token = token;
        this.calls = calls;
        this.reads = reads;
        this.time = time;
        this.closed = closed;
        this.conflicts = new ConflictWait(token, onConflict, reads, time, () -> waitingFor.get() == null);
        this.onWaiting = onWaiting;
    }

    /** What came of a start that did not fail. */
    enum Start {
        /** AWS has the operation. */
        ACCEPTED,
        /** There was nothing to start it for. */
        NOTHING_TO_DO
    }

    /** Completes when AWS has the operation; fails typed if AWS refused it, or with a failure that is uncertain. */
    CompletableFuture<Start> run() {
        if (!closed.getAsBoolean()) {
            Futures.onEnd(start.prepared(), (nothing, failure) -> {
                if (failure != null) {
                    refuse(typed(failure));
                } else if (start.mayExist()) {
                    look();
                } else {
                    send();
                }
            });
        }
        return accepted;
    }

    /** After a failure: whether AWS may have the operation all the same. */
    boolean isUncertain() {
        return uncertain;
    }

    /** What the start waits for, while it waits and AWS does not have it. */
    Optional<ServiceException> waitingFor() {
        return Optional.ofNullable(waitingFor.get());
    }

    /** Gives the start up if it waits: then AWS does not have it and never will. */
    boolean abandon() {
        return waitingFor.getAndSet(null) != null;
    }

    /** Counts an attempt. After close the handle has ended, and nothing may be sent any more. */
    private boolean mayTry() {
        attempts++;
        return !closed.getAsBoolean();
    }

    private void send() {
        if (!mayTry()) {
            return;
        }
        Futures.onEnd(calls.attempt(start.action(), Priority.MUTATE, this::request), (operationId, failure) -> {
            if (failure != null) {
                sendFailed(failure);
            } else if (operationId == null) {
                // The SDK reads a page of HTML as an answer with nothing in it.
                sendFailed(
                        new NoAnswerException(start.action() + " was answered without an operation id", token, null));
            } else {
                accepted.complete(Start.ACCEPTED);
            }
        });
    }

    /** The start may have waited long for its turn; meanwhile nobody may want it any more. */
    private CompletableFuture<@Nullable String> request(CloudFormationAsyncClient client) {
        return closed.getAsBoolean()
                ? CompletableFuture.failedFuture(new CancellationException("given up before it was sent"))
                : start.send(client, token);
    }

    private void sendFailed(Throwable failure) {
        ErrorKind kind = ErrorKind.of(failure);
        mayHaveArrived |= kind.isUncertain() || ErrorKind.isRepeated(failure);
        if (kind.isPassing()) {
            later(failure, mayHaveArrived ? this::look : this::send);
        } else if (mayHaveArrived || isAboutOurselves(kind, failure)) {
            // An earlier attempt may have arrived, late or in another process, and may be what this one was refused
            // for.
            refusal = failure;
            look();
        } else {
            refused(failure);
        }
    }

    /** The id exists, or is itself the operation in progress. */
    private boolean isAboutOurselves(ErrorKind kind, Throwable failure) {
        return kind == ErrorKind.ID_TAKEN
                || (typed(failure) instanceof OperationInProgressException busy
                        && busy.blockingOperationId()
                                .filter(token.operationId()::equals)
                                .isPresent());
    }

    /** Asks whether an attempt without an answer arrived. */
    private void look() {
        if (!mayTry()) {
            return;
        }
        Futures.onEnd(reads.poll(token, Priority.MUTATE), (found, failure) -> {
            if (failure == null) {
                found(found);
            } else if (ErrorKind.of(failure).isPassing()) {
                later(failure, this::look);
            } else if (ErrorKind.of(failure) == ErrorKind.THROTTLED) {
                giveUp(failure);
            } else if (refusal == null) {
                // Not there, or not for us to see: the same id again is safe either way.
                send();
            } else {
                uncertain = ErrorKind.of(failure) != ErrorKind.NOT_FOUND;
                refused(refusal);
            }
        });
    }

    /** A random id that AWS has is ours. One that the caller chose may be an earlier request's for something else. */
    private void found(OperationDescription found) {
        if (start.chosenId().isEmpty()) {
            accepted.complete(Start.ACCEPTED);
            return;
        }
        Futures.onEnd(Adoption.difference(start.intent(), found, reads.results(token)), (difference, unread) -> {
            if (unread == null && difference.isPresent()) {
                accepted.completeExceptionally(takenBySomethingElse(difference.get()));
            } else {
                accepted.complete(Start.ACCEPTED);
            }
        });
    }

    private OperationIdAlreadyExistsException takenBySomethingElse(String difference) {
        return new OperationIdAlreadyExistsException(new ServiceError(
                "Stack set '" + token.stackSet() + "' has an operation " + token.operationId() + " already, and "
                        + difference + ". Choose another operation id, or resume that operation.",
                "OperationIdAlreadyExistsException",
                409,
                null,
                token,
                refusal));
    }

    private void refused(Throwable failure) {
        if (typed(failure) instanceof StackInstanceNotFoundException absent) {
            absent(absent);
        } else if (ErrorKind.of(failure) != ErrorKind.CONFLICT || uncertain) {
            refuse(typed(failure));
        } else {
            inTheWay((ServiceException) typed(failure));
        }
    }

    private void absent(StackInstanceNotFoundException absent) {
        Futures.onEnd(start.hasNothingLeft(), (nothing, unread) -> {
            if (unread == null && nothing) {
                accepted.complete(Start.NOTHING_TO_DO);
            } else {
                refuse(absent);
            }
        });
    }

    private void inTheWay(ServiceException conflict) {
        if (conflicts.isPatient()) {
            await(conflict);
        } else {
            refuse(ErrorTranslator.adding(conflict, conflicts.verdict()));
        }
    }

    private void await(ServiceException conflict) {
        waitingFor.set(conflict);
        onWaiting.accept(conflict);
        whileWanted(
                conflict,
                () -> Futures.onEnd(conflicts.passed(conflict), (nothing, noTimer) -> {
                    if (noTimer == null) {
                        whileWanted(conflict, () -> again(conflict));
                    } else {
                        refuseWaiting(conflict, conflict);
                    }
                }));
    }

    /** Who waited asks whether the start is still wanted: what is in the way may be a reason against it. */
    private void whileWanted(ServiceException conflict, Runnable next) {
        if (waitingFor.get() == conflict) {
            Futures.onEnd(start.isWanted(), (yes, no) -> {
                if (no == null) {
                    next.run();
                } else {
                    refuseWaiting(conflict, no);
                }
            });
        }
    }

    private void again(ServiceException conflict) {
        if (waitingFor.compareAndSet(conflict, null)) {
            refusal = null;
            attempts = 0;
            send();
        }
    }

    private void refuseWaiting(ServiceException conflict, Throwable why) {
        if (waitingFor.compareAndSet(conflict, null)) {
            refuse(typed(why));
        }
    }

    private void later(Throwable failure, Runnable next) {
        if (attempts >= Backoff.ATTEMPTS) {
            giveUp(failure);
            return;
        }
        try {
            var unused = Futures.later(time, Backoff.after(attempts, time), next);
        } catch (RejectedExecutionException noTimer) {
            giveUp(failure);
        }
    }

    private void giveUp(Throwable failure) {
        uncertain = mayHaveArrived;
        refuse(typed(failure));
    }

    private void refuse(StackSetsException typed) {
        Futures.onEnd(
                start.advised(typed),
                (advised, unadvised) -> accepted.completeExceptionally(advised == null ? typed : advised));
    }

    private StackSetsException typed(Throwable failure) {
        return ErrorTranslator.translate(
                failure, CallContext.of(start.action(), token).withSecrets(start.secrets()));
    }
}
