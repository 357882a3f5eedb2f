package dev.stacksets.error;

/** The stack set has an operation of that id already, and it is not the one this call started. */
public final class OperationIdAlreadyExistsException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public OperationIdAlreadyExistsException(ServiceError error) {
        super(error);
    }
}
