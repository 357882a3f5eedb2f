package dev.stacksets.error;

/** The stack set has no instance in one of the accounts and Regions named. */
public final class StackInstanceNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public StackInstanceNotFoundException(ServiceError error) {
        super(error);
    }
}
