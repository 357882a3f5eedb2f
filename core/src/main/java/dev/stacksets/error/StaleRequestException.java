package dev.stacksets.error;

/** The stack set changed while the request was on its way: read it again, then send the request again. */
public final class StaleRequestException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param error AWS's answer
     */
    public StaleRequestException(ServiceError error) {
        super(error);
    }
}
