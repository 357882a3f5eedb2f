package dev.stacksets.definition;

import dev.stacksets.internal.validation.Check;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A parameter value that is sent to AWS and shown nowhere: not in {@code toString}, logs, messages or plans.
 *
 * <p>Where AWS, the SDK or a library repeats it, also escaped as JSON, XML or URLs do, or in Base64, it is taken out of messages, causes
 * and reasons. One of less than four characters is taken out where it stands alone, and not within words. The SDK's own log of the
 * wire, at level TRACE, shows it: see {@code docs/security.md}.
 *
 * <p>Declare the parameter {@code NoEcho: true} in the template as well, or AWS itself will show it on reads.
 */
public final class Secret implements ParameterValue {
    private final String value;

    private Secret(String value) {
        Check.parameterValue(value);
        this.value = value;
    }

    /**
     * Marks a value as secret.
     *
     * @param value the text, at most 4,096 bytes in UTF-8
     * @return the secret
     * @throws InvalidInputException if it is longer; the message does not contain it
     */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /**
     * Gives the value away. For the request that carries it to AWS.
     *
     * @return the text
     */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
