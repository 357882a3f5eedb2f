package dev.stacksets.target;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.internal.validation.Check;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What an operation does to the parameter overrides of the instances it touches. AWS tells "not sent", "sent empty" and
 * "sent" apart (API page {@code UpdateStackInstances}); here they are {@link #unchanged()}, {@link #none()} and
 * {@link #exactly(Consumer)}, and there is no null and no empty list to mix them up with.
 */
public sealed interface ParameterOverrides permits ParameterOverrides.Unchanged, ParameterOverrides.Exactly {

    /**
     * Leaves every override as it is. The default.
     *
     * @return the marker
     */
    static ParameterOverrides unchanged() {
        return Unchanged.INSTANCE;
    }

    /**
     * Removes every override: the instances take the stack set's own values again.
     *
     * @return the empty set of overrides
     */
    static ParameterOverrides none() {
        return new Exactly(Map.of());
    }

    /**
     * Afterwards the instances have the overrides named here <em>and no others</em>: one that is neither set nor kept is
     * removed, as AWS does with a key missing from the list.
     *
     * @param overrides sets and keeps overrides, at least one
     * @return the overrides
     * @throws InvalidInputException if none is named (say {@link #none()} for that) or a value is too long
     */
    static ParameterOverrides exactly(Consumer<Builder> overrides) {
        Builder builder = new Builder();
        overrides.accept(builder);
        Check.that(
                !builder.values.isEmpty(),
                "overrides",
                "No override is named. ParameterOverrides.none() removes all, unchanged() keeps all.");
        return new Exactly(builder.values);
    }

    /** Overrides stay as they are: {@code ParameterOverrides} is not part of the request. */
    enum Unchanged implements ParameterOverrides {
        /** The one instance. */
        INSTANCE
    }

    /**
     * The overrides the instances will have.
     *
     * @param values by parameter key; {@link ParameterValue.Previous} keeps that one override
     */
    record Exactly(Map<String, ParameterValue> values) implements ParameterOverrides {
        /** Checks keys and copies. */
        public Exactly {
            Check.parameterKeys(values.keySet());
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** Collects overrides. Not thread-safe. */
    final class Builder {
        private final Map<String, ParameterValue> values = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Overrides one parameter.
         *
         * @param key its name in the template
         * @param value a plain or secret value
         * @return this builder
         */
        public Builder set(String key, ParameterValue value) {
            values.put(key, value);
            return this;
        }

        /**
         * Overrides one parameter with a text that may be shown.
         *
         * @param key its name in the template
         * @param value the text, at most 4,096 bytes
         * @return this builder
         * @throws InvalidInputException if the value is longer
         */
        public Builder set(String key, String value) {
            return set(key, ParameterValue.of(value));
        }

        /**
         * Keeps the override that each instance has for this parameter.
         *
         * @param key its name in the template
         * @return this builder
         */
        public Builder keep(String key) {
            return set(key, ParameterValue.previous());
        }
    }
}
