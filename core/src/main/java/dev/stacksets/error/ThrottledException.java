package dev.stacksets.error;

/** AWS kept answering that calls come too fast, longer than the library was told to be patient. */
public final class ThrottledException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public ThrottledException(ServiceError error) {
        super(error);
    }
}
