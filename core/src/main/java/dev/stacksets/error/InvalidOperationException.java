package dev.stacksets.error;

/** The request does not fit the state of the stack set or the operation, for example stopping one that has ended. */
public final class InvalidOperationException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public InvalidOperationException(ServiceError error) {
        super(error);
    }
}
