package dev.stacksets.error;

/** The stack set still has instances, also failed ones: remove them first. */
public final class StackSetNotEmptyException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public StackSetNotEmptyException(ServiceError error) {
        super(error);
    }
}
