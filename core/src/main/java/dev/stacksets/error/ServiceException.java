package dev.stacksets.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** AWS answered with an error. Codes this version knows have a class of their own; this one stands for all others. */
public class ServiceException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final int httpStatus;
    private final @Nullable String requestId;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public ServiceException(ServiceError error) {
        super(error.message(), error.token(), error.cause());
        this.errorCode = error.code();
        this.httpStatus = error.httpStatus();
        this.requestId = error.requestId();
    }

    /**
     * AWS's error code.
     *
     * @return for example {@code StackSetNotFoundException}
     */
    public String errorCode() {
        return errorCode;
    }

    /**
     * The HTTP status of the answer.
     *
     * @return for example 404
     */
    public int httpStatus() {
        return httpStatus;
    }

    /**
     * What AWS support asks for.
     *
     * @return the request id, or empty if the answer had none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
