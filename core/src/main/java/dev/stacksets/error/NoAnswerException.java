package dev.stacksets.error;

import dev.stacksets.operation.OperationToken;
import org.jspecify.annotations.Nullable;

/**
 * A call had no usable answer: the connection failed, timed out, or something other than AWS answered. Whether AWS acted
 * on it is not known. Operations are found again by their token; other calls are safe to repeat.
 */
public final class NoAnswerException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was asked and why no answer came
     * @param token the operation concerned, or null
     * @param cause the SDK's exception, or null
     */
    public NoAnswerException(String message, @Nullable OperationToken token, @Nullable Throwable cause) {
        super(message, token, cause);
    }
}
