package dev.stacksets.error;

import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;

/** More instances failed than the operation tolerated. {@link #result()} names them and why. */
public final class OperationFailedException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final transient OperationResult result;

    /**
     * Creates the exception.
     *
     * @param message what happened, where, and what to do next
     * @param lastProgress the last snapshot
     * @param result how the operation ended
     */
    public OperationFailedException(String message, OperationProgress lastProgress, OperationResult result) {
        super(message, result.token(), lastProgress, null);
        this.result = result;
    }

    /**
     * How the operation ended.
     *
     * @return the whole result
     */
    public OperationResult result() {
        return result;
    }
}
