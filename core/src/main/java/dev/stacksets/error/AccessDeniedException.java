package dev.stacksets.error;

/** The caller may not do this, or its credentials are not valid (any more). */
public final class AccessDeniedException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public AccessDeniedException(ServiceError error) {
        super(error);
    }
}
