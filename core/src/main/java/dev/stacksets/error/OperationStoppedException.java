package dev.stacksets.error;

import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;

/** Someone stopped the operation. {@link #result()} says what was done and what was not. */
public final class OperationStoppedException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final transient OperationResult result;

    /**
     * Creates the exception.
     *
     * @param message what happened, where, and what to do next
     * @param lastProgress the last snapshot
     * @param result how the operation ended
     */
    public OperationStoppedException(String message, OperationProgress lastProgress, OperationResult result) {
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
