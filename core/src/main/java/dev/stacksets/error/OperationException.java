package dev.stacksets.error;

import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationToken;
import org.jspecify.annotations.Nullable;

/** An operation did not end, or could not be watched, as hoped. The token leads back to it. */
public abstract sealed class OperationException extends StackSetsException
        permits OperationFailedException,
                OperationStoppedException,
                OperationTrackingException,
                OperationWaitTimeoutException {
    private static final long serialVersionUID = 1L;

    private final transient OperationProgress lastProgress;

    OperationException(
            String message, OperationToken token, OperationProgress lastProgress, @Nullable Throwable cause) {
        super(message, token, cause);
        this.lastProgress = lastProgress;
    }

    /**
     * The last thing known of the operation.
     *
     * @return a snapshot
     */
    public OperationProgress lastProgress() {
        return lastProgress;
    }
}
