package dev.stacksets.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What AWS took for a parameter whose value names an SSM parameter ({@code AWS::SSM::Parameter::Value<...>}), when the stack set
 * or instance was last created or updated. API page {@code Parameter}, {@code ResolvedValue}. Who may read the stack set need not
 * be one who may read the SSM parameter: the value is shown nowhere, neither in {@code toString} nor in logs, messages or plans,
 * and is no {@link ParameterValue}, so that it is not sent back in place of the name.
 */
public final class ResolvedValue {
    private final String value;

    private ResolvedValue(String value) {
        this.value = value;
    }

    /**
     * Holds a value.
     *
     * @param value the text
     * @return what holds it
     */
    public static ResolvedValue of(String value) {
        return new ResolvedValue(value);
    }

    /**
     * Gives the value away.
     *
     * @return the text
     */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResolvedValue that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "(resolved value)";
    }
}
