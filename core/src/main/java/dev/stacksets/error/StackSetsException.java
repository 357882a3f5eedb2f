package dev.stacksets.error;

import dev.stacksets.operation.OperationToken;
import dev.stacksets.text.Printable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whatever goes wrong between the caller and AWS. Unchecked. Where an operation is concerned its token is attached, so
 * that nothing is lost: the operation can be found and resumed with it.
 */
public class StackSetsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable OperationToken token;

    /**
     * Creates the exception.
     *
     * @param message what happened, where, and what to do next; shown as {@link Printable#line(String)} does
     * @param token the operation concerned, or null if there is none
     * @param cause what led to it, or null
     */
    public StackSetsException(String message, @Nullable OperationToken token, @Nullable Throwable cause) {
        super(Printable.line(message), cause);
        this.token = token;
    }

    /**
     * The operation concerned.
     *
     * @return its token, or empty if the failed call was about no operation
     */
    public Optional<OperationToken> token() {
        return Optional.ofNullable(token);
    }
}
