package dev.stacksets.error;

/** There is no stack set of that name or id in this account and Region. A stack set is found only in the Region it was
 * created in. */
public final class StackSetNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public StackSetNotFoundException(ServiceError error) {
        super(error);
    }
}
