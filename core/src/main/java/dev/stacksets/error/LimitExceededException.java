package dev.stacksets.error;

/** A quota of StackSets is used up. */
public final class LimitExceededException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public LimitExceededException(ServiceError error) {
        super(error);
    }
}
