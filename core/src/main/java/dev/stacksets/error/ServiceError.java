package dev.stacksets.error;

import dev.stacksets.operation.OperationToken;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An error answer of AWS, in parts.
 *
 * @param message the sentence for a person: what, where, what next
 * @param code AWS's error code, for example {@code StackSetNotFoundException}
 * @param httpStatus the HTTP status of the answer
 * @param requestId AWS's request id, or null if the answer had none
 * @param token the operation concerned, or null
 * @param cause the SDK's exception, or null
 */
public record ServiceError(
        String message,
        String code,
        int httpStatus,
        @Nullable String requestId,
        @Nullable OperationToken token,
        @Nullable Throwable cause)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The same answer in other words.
     *
     * @param said the new sentence
     * @return a copy
     */
    public ServiceError withMessage(String said) {
        return new ServiceError(said, code, httpStatus, requestId, token, cause);
    }
}
