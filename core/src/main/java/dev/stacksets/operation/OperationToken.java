package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.text.Printable;
import java.io.Serializable;

/**
 * Names one operation so that any process can find it again: save {@link #encode()}, later {@link #parse(String)} it and
 * resume. Holds no credentials and no secrets.
 *
 * @param region the Region the stack set lives in (not a target Region)
 * @param stackSet the stack set's name or, better, its id {@code NAME:UUID}
 * @param operationId the operation's id, unique within the stack set
 */
public record OperationToken(String region, String stackSet, String operationId) implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "stackset-operation/v1";

    /**
     * Checks the parts.
     *
     * @param region the Region the stack set lives in
     * @param stackSet the stack set's name or id
     * @param operationId the operation's id
     * @throws InvalidInputException if one of them cannot be what it should be
     */
    public OperationToken {
        Check.region(region);
        Check.stackSetNameOrId(stackSet);
        Check.operationId(operationId);
    }

    /**
     * Writes the token as one line of printable ASCII without blanks, about 120 characters.
     *
     * @return for example {@code stackset-operation/v1/us-east-1/baseline/5f1c...}
     */
    public String encode() {
        return String.join("/", PREFIX, region, stackSet, operationId);
    }

    /**
     * Reads what {@link #encode()} wrote, by this version or an earlier one.
     *
     * @param encoded the text; blanks around it are ignored
     * @return the token
     * @throws InvalidInputException if it is no token; the message says what one looks like
     */
    public static OperationToken parse(String encoded) {
        String[] parts = encoded.strip().split("/", -1);
        Check.that(
                parts.length == 5 && PREFIX.equals(parts[0] + "/" + parts[1]),
                "token",
                "'" + Printable.value(encoded.strip()) + "' is no operation token: one looks like " + PREFIX
                        + "/us-east-1/my-stack-set/OPERATION-ID.");
        return new OperationToken(parts[2], parts[3], parts[4]);
    }

    /** The encoded form. */
    @Override
    public String toString() {
        return encode();
    }
}
