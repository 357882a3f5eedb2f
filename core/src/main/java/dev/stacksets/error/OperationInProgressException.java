package dev.stacksets.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another operation of the stack set is under way, and without managed execution AWS takes one at a time. */
public final class OperationInProgressException extends ServiceException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String blockingOperationId;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     * @param blockingOperationId the operation in the way, or null if AWS did not name it
     */
    public OperationInProgressException(ServiceError error, @Nullable String blockingOperationId) {
        super(error);
        this.blockingOperationId = blockingOperationId;
    }

    /**
     * The operation in the way.
     *
     * @return its id, or empty if AWS did not name it
     */
    public Optional<String> blockingOperationId() {
        return Optional.ofNullable(blockingOperationId);
    }
}
