package dev.stacksets.error;

import dev.stacksets.operation.OperationToken;
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
        @Nullable Throwable cause) {}
