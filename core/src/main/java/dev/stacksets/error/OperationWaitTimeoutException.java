package dev.stacksets.error;

import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationToken;

/** A wait ran out. The operation goes on in AWS, and its handle goes on watching it. */
public final class OperationWaitTimeoutException extends OperationException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message how long was waited and where the operation stands
     * @param token the operation
     * @param lastProgress the last snapshot
     */
    public OperationWaitTimeoutException(String message, OperationToken token, OperationProgress lastProgress) {
        super(message, token, lastProgress, null);
    }
}
