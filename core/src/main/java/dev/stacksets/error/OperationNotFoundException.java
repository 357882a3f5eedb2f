package dev.stacksets.error;

/** The stack set has no operation of that id, or AWS no longer keeps it. */
public final class OperationNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public OperationNotFoundException(ServiceError error) {
        super(error);
    }
}
