package dev.stacksets.internal.tracking;

import dev.stacksets.OnConflict;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.AnsweredIds;
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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
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
    private final AnsweredIds answeredIds;
    private final TimeSource time;
    private final TrackedOperation operation;
    private final ConflictWait conflicts;
    private final CompletableFuture<Start> accepted = new CompletableFuture<>();

    private int attempts;
    private boolean inTheClient;
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
            AnsweredIds answeredIds,
            TimeSource time,
            TrackedOperation operation) {
        this.start = start;
        this.token = token;
        this.calls = calls;
        this.reads = reads;
        this.answeredIds = answeredIds;
        this.time = time;
        this.operation = operation;
        this.conflicts = new ConflictWait(token, onConflict, reads, time, () -> waitingFor.get() == null);
    }

    /** What came of a start that did not fail. */
    enum Start {
        /** AWS has the operation. */
        ACCEPTED,
        /** AWS has an operation of the id that the caller chose, and as far as can be seen it is the one meant. */
        ADOPTED,
        /** There was nothing to start it for. */
        NOTHING_TO_DO
    }

    /** Completes when AWS has the operation; fails typed if AWS refused it, or with a failure that is uncertain. */
    CompletableFuture<Start> run() {
        if (!operation.isGivenUp()) {
            Futures.onEnd(start.prepared(), (nothing, failure) -> {
                if (failure != null) {
                    refuse(typed(failure));
                } else if (start.mayExist()) {
                    look();
                } else if (!operation.isStoppedUnsent()) {
                    send();
                }
            });
        }
        return accepted;
    }

    /** What the operation is meant to do. */
    Intent intent() {
        return start.intent();
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
        return !operation.isGivenUp();
    }

    private void send() {
        if (!mayTry()) {
            return;
        }
        inTheClient = false;
        calls.carrying(start.secrets());
        Futures.onEnd(calls.attempt(start.action(), Priority.MUTATE, this::request), (operationId, failure) -> {
            if (failure != null) {
                sendFailed(failure);
            } else if (operationId == null) {
                sendFailed(new NoAnswerException(
                        start.action() + " was answered without an operation id. Check the network and the endpoint.",
                        token,
                        null));
            } else {
                answeredIds.answered(token, operationId);
                // AWS may give this answer to a repeated id as well.
                accepted.complete(start.chosenId().isPresent() ? Start.ADOPTED : Start.ACCEPTED);
            }
        });
    }

    /** The start may have waited long for its turn; meanwhile nobody may want it any more. */
    private CompletableFuture<@Nullable String> request(CloudFormationAsyncClient client) {
        if (operation.isGivenUp()) {
            return CompletableFuture.failedFuture(new CancellationException("given up before it was sent"));
        }
        inTheClient = true;
        return start.send(client, token);
    }

    private void sendFailed(Throwable failure) {
        ErrorKind kind = ErrorKind.of(failure);
        mayHaveArrived |= kind.isUncertain() || ErrorKind.isRepeated(failure) || isUnexplained(kind, failure);
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

    /** What the client threw is not the SDK's: nobody knows how far the request came. */
    private boolean isUnexplained(ErrorKind kind, Throwable failure) {
        return inTheClient && kind == ErrorKind.LOCAL && !(ErrorKind.unwrap(failure) instanceof SdkException);
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
                taken(difference.get());
            } else if (unread == null || mayHaveArrived) {
                accepted.complete(Start.ADOPTED);
            } else {
                taken("what it works on cannot be read");
            }
        });
    }

    private void taken(String difference) {
        accepted.completeExceptionally(Adoption.refusal(token, difference, refusal));
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
        operation.waiting(conflict);
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
        uncertain = mayHaveArrived || refusal != null;
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
