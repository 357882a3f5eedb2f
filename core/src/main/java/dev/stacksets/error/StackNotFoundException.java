package dev.stacksets.error;

/** A stack named for an import does not exist. */
public final class StackNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public StackNotFoundException(ServiceError error) {
        super(error);
    }
}
