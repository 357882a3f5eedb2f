package dev.stacksets.error;

import dev.stacksets.operation.OperationToken;
import org.jspecify.annotations.Nullable;

/**
 * A callback was about to block on what cannot end before the callback itself does: {@code join()}, {@code get()} on a future
 * of a handle in a callback of the same handle, or when no callback thread would be left. Thrown at once, by the call that
 * would have blocked for ever; nothing else is changed. Go on with {@code thenCompose} instead, or block on a thread of your
 * own.
 */
public final class CallbackDeadlockException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what would have waited for what, and what to do instead
     * @param token the operation whose callback it is, or null if it is none's
     */
    public CallbackDeadlockException(String message, @Nullable OperationToken token) {
        super(message, token, null);
    }
}
