package dev.stacksets.error;

import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationToken;
import org.jspecify.annotations.Nullable;

/** Watching an operation ended here before the operation ended in AWS. Resume it with the token. */
public final class OperationTrackingException extends OperationException {
    private static final long serialVersionUID = 1L;

    /** Why watching ended. */
    public enum Reason {
        /** The tracking timeout ran out. */
        TIMEOUT,
        /** The caller detached. */
        DETACHED,
        /** The {@code StackSets} was closed. */
        CLIENT_CLOSED,
        /** Asking AWS failed too often in a row, or with an error that cannot heal. */
        POLL_FAILURES,
        /** The start had no answer, and AWS could not be asked whether it arrived. */
        START_UNCERTAIN,
        /** It was stopped before AWS had it, while its start waited for another operation. */
        NOT_STARTED,
        /** AWS does not know the operation: never started, or no longer kept. */
        OPERATION_NOT_FOUND
    }

    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param message what happened, where, and what to do next
     * @param reason why watching ended
     * @param token the operation
     * @param lastProgress the last snapshot
     * @param cause what led to it, or null
     */
    public OperationTrackingException(
            String message,
            Reason reason,
            OperationToken token,
            OperationProgress lastProgress,
            @Nullable Throwable cause) {
        super(message, token, lastProgress, cause);
        this.reason = reason;
    }

    /**
     * Why watching ended.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
