package dev.stacksets.error;

import java.util.Optional;

/** AWS answered with an error. Codes this version knows have a class of their own; this one stands for all others. */
public class ServiceException extends StackSetsException {
    private static final long serialVersionUID = 1L;

    private final ServiceError error;

    /**
     * Creates the exception. AWS's request id is added to the message.
     *
     * @param error AWS's answer
     */
    public ServiceException(ServiceError error) {
        super(
                error.message() + (error.requestId() == null ? "" : " (request " + error.requestId() + ")"),
                error.token(),
                error.cause());
        this.error = error;
    }

    /**
     * AWS's answer in parts.
     *
     * @return what this exception was made of
     */
    public ServiceError error() {
        return error;
    }

    /**
     * AWS's error code.
     *
     * @return for example {@code StackSetNotFoundException}
     */
    public String errorCode() {
        return error.code();
    }

    /**
     * The HTTP status of the answer.
     *
     * @return for example 404
     */
    public int httpStatus() {
        return error.httpStatus();
    }

    /**
     * What AWS support asks for.
     *
     * @return the request id, or empty if the answer had none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(error.requestId());
    }
}
