package dev.stacksets.definition;

import dev.stacksets.internal.validation.Check;

/**
 * What a template parameter is set to: a {@link Plain} text, a {@link Secret}, or the {@link Previous} value AWS holds.
 *
 * <p>Texts and previous values are different requests in AWS (API page {@code Parameter}), so they are different types here.
 * A {@link Withheld} value stands for a secret in plans; it cannot be sent.
 */
public sealed interface ParameterValue
        permits ParameterValue.Plain, Secret, ParameterValue.Previous, ParameterValue.Withheld {

    /**
     * A value that may be shown.
     *
     * @param value the text, at most 4,096 bytes in UTF-8
     * @return the value
     * @throws InvalidInputException if it is longer
     */
    static ParameterValue of(String value) {
        return new Plain(value);
    }

    /**
     * The value the stack set (or, in overrides, the stack instance) has now. The only safe way to keep a NoEcho
     * parameter: AWS reads it back as {@code ****}.
     *
     * @return the marker
     */
    static ParameterValue previous() {
        return Previous.INSTANCE;
    }

    /**
     * A value that may be shown in logs and plans.
     *
     * @param value the text, at most 4,096 bytes in UTF-8
     */
    record Plain(String value) implements ParameterValue {
        /**
         * Checks the length.
         *
         * @param value the text
         * @throws InvalidInputException if it has more than 4,096 bytes in UTF-8
         */
        public Plain {
            Check.parameterValue(value);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** Keep what AWS has: {@code UsePreviousValue=true}. */
    enum Previous implements ParameterValue {
        /** The one instance. */
        INSTANCE;

        @Override
        public String toString() {
            return "(previous value)";
        }
    }

    /**
     * A secret whose value is not here: what a plan has of it.
     *
     * @param fingerprint tells whether a secret is the one that was meant, and nothing about it otherwise
     */
    record Withheld(String fingerprint) implements ParameterValue {
        @Override
        public String toString() {
            return "(secret " + fingerprint.substring(0, Math.min(8, fingerprint.length())) + ")";
        }
    }
}
