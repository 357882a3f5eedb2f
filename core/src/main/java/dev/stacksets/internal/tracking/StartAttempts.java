package dev.stacksets.internal.tracking;

import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.client.ServiceCalls;
import dev.stacksets.internal.resilience.Backoff;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.resilience.ErrorTranslator;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts one operation under the id we chose, so that AWS has it once or not at all. After an attempt without an answer
 * AWS is asked for that id: if it is there, the attempt had arrived; if not, the same request goes out again. Only the
 * documented answers of AWS are relied on, not on how it answers a repeated id.
 */
final class StartAttempts {
    private final OperationStart start;
    private final OperationToken token;
    private final ServiceCalls calls;
    private final OperationReads reads;
    private final TimeSource time;
    private final BooleanSupplier closed;
    private final CompletableFuture<@Nullable Void> accepted = new CompletableFuture<>();

    private int attempts;
    private boolean mayHaveArrived;
    private boolean uncertain;
    private @Nullable Throwable refusal;

    StartAttempts(
            OperationStart start,
            OperationToken token,
            ServiceCalls calls,
            OperationReads reads,
            TimeSource time,
            BooleanSupplier closed) {
        this.start = start;
        this.token = token;
        this.calls = calls;
        this.reads = reads;
        this.time = time;
        this.closed = closed;
    }

    /** Completes when AWS has the operation; fails typed if AWS refused it, or with a failure that is uncertain. */
    CompletableFuture<@Nullable Void> run() {
        send();
        return accepted;
    }

    /** After a failure: whether AWS may have the operation all the same. */
    boolean isUncertain() {
        return uncertain;
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
        Futures.onEnd(calls.attempt(client -> start.request().apply(client, token)), (operationId, failure) -> {
            if (failure != null) {
                sendFailed(failure);
            } else if (operationId == null) {
                // The SDK reads a page of HTML as an answer with nothing in it.
                sendFailed(
                        new NoAnswerException(start.action() + " was answered without an operation id", token, null));
            } else {
                accepted.complete(null);
            }
        });
    }

    private void sendFailed(Throwable failure) {
        ErrorKind kind = ErrorKind.of(failure);
        mayHaveArrived |= kind.isUncertain() || ErrorKind.isRepeated(failure);
        if (mayHaveArrived && isAboutOurselves(failure)) {
            accepted.complete(null);
        } else if (kind.isPassing()) {
            later(failure, mayHaveArrived ? this::look : this::send);
        } else if (mayHaveArrived) {
            // An earlier attempt may have arrived late, and may itself be what this one was refused for.
            refusal = failure;
            look();
        } else {
            refuse(failure);
        }
    }

    /** Asks whether an attempt without an answer arrived. */
    private void look() {
        if (!mayTry()) {
            return;
        }
        Futures.onEnd(reads.poll(token), (found, failure) -> {
            if (failure == null) {
                accepted.complete(null);
            } else if (ErrorKind.of(failure).isPassing()) {
                later(failure, this::look);
            } else if (refusal == null) {
                // Not there, or not for us to see: the same id again is safe either way.
                send();
            } else {
                uncertain = !isNotFound(failure);
                refuse(refusal);
            }
        });
    }

    /** Our own first attempt, met again: its id exists, or it is itself the operation in progress. */
    private boolean isAboutOurselves(Throwable failure) {
        boolean exists = ErrorKind.codeOf(failure)
                .filter("OperationIdAlreadyExistsException"::equals)
                .isPresent();
        return exists
                || (ErrorTranslator.translate(failure, context()) instanceof OperationInProgressException busy
                        && busy.blockingOperationId()
                                .filter(token.operationId()::equals)
                                .isPresent());
    }

    private static boolean isNotFound(Throwable failure) {
        return ErrorKind.codeOf(failure)
                .filter(code -> code.endsWith("NotFoundException"))
                .isPresent();
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
        refuse(failure);
    }

    private void refuse(Throwable failure) {
        StackSetsException typed = ErrorTranslator.translate(failure, context());
        Futures.onEnd(
                start.advice().apply(typed),
                (advised, unadvised) -> accepted.completeExceptionally(advised == null ? typed : advised));
    }

    private CallContext context() {
        return CallContext.of(start.action(), token).withSecrets(start.secrets());
    }
}
