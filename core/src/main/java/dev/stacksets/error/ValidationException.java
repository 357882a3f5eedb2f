package dev.stacksets.error;

/** AWS refused a value or combination of values that local checks cannot judge. */
public final class ValidationException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public ValidationException(ServiceError error) {
        super(error);
    }
}
