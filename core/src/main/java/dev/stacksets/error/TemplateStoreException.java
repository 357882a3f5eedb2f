package dev.stacksets.error;

import dev.stacksets.operation.OperationToken;
import org.jspecify.annotations.Nullable;

/**
 * A template was too large for a request, and the template store could not keep it. Nothing was sent to CloudFormation:
 * no operation was started and no stack set created.
 */
public final class TemplateStoreException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what happened, where, and what to do next; never the template's body
     * @param token the operation that was not started, or null; stores pass null
     * @param cause what led to it, or null
     */
    public TemplateStoreException(String message, @Nullable OperationToken token, @Nullable Throwable cause) {
        super(message, token, cause);
    }
}
