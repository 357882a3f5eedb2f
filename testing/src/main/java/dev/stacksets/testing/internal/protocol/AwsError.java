package dev.stacksets.testing.internal.protocol;

import java.util.Map;

/** A refusal as the wire carries it: HTTP status, code and message. */
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, String> members;

    /**
     * A refusal.
     *
     * @param status HTTP status, 400 to 599
     * @param code the wire code, such as {@code ValidationError}
     * @param message what the caller reads
     */
    public AwsError(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    /**
     * A refusal whose shape has more than a message.
     *
     * @param status HTTP status, 400 to 599
     * @param code the wire code
     * @param message what the caller reads
     * @param members texts by member of the shape, for the JSON protocols only
     */
    public AwsError(int status, String code, String message, Map<String, String> members) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.members = members;
    }

    /**
     * A request nobody can read.
     *
     * @param message what is wrong with it
     * @return HTTP 400 with code {@code MalformedInput}
     */
    public static AwsError malformed(String message) {
        return new AwsError(400, "MalformedInput", message);
    }

    /**
     * The HTTP status.
     *
     * @return 400 to 599
     */
    public int status() {
        return status;
    }

    /**
     * The wire code.
     *
     * @return such as {@code ValidationError}
     */
    public String code() {
        return code;
    }

    /**
     * What the shape has beside the message.
     *
     * @return texts by member
     */
    public Map<String, String> members() {
        return members;
    }

    /**
     * The message, never null.
     *
     * @return what the caller reads
     */
    public String text() {
        return String.valueOf(getMessage());
    }
}
