package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.target.ParameterOverrides;
import java.util.function.Consumer;
import org.immutables.value.Value;

/** A request over named targets that may also say what becomes of their parameter overrides. */
public interface OverridingSpec extends TargetedSpec {

    /**
     * What becomes of the parameter overrides of these instances.
     *
     * @return {@link ParameterOverrides#unchanged()} unless set
     */
    @Value.Default
    default ParameterOverrides overrides() {
        return ParameterOverrides.unchanged();
    }

    /**
     * How the builders of such requests take overrides.
     *
     * @param <B> the builder itself
     */
    interface Settings<B> extends TargetedSpec.Settings<B> {
        /**
         * Sets what becomes of the parameter overrides.
         *
         * @param overrides unchanged, none, or exactly the given ones
         * @return this builder
         */
        B overrides(ParameterOverrides overrides);

        /**
         * Gives the instances exactly these parameter overrides; others are removed.
         *
         * @param overrides sets and keeps overrides, at least one
         * @return this builder
         * @throws InvalidInputException if none is named or a value is too long
         */
        default B overrides(Consumer<ParameterOverrides.Builder> overrides) {
            return overrides(ParameterOverrides.exactly(overrides));
        }
    }
}
