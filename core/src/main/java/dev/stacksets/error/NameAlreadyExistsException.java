package dev.stacksets.error;

/** There is a stack set of that name already. */
public final class NameAlreadyExistsException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public NameAlreadyExistsException(ServiceError error) {
        super(error);
    }
}
