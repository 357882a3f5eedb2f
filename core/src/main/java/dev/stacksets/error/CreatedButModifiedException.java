package dev.stacksets.error;

/** The same creation was sent before with other content. */
public final class CreatedButModifiedException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public CreatedButModifiedException(ServiceError error) {
        super(error);
    }
}
