package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.target.ParameterOverrides;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * A request to bring existing stack instances up to date, or to change their parameter overrides. AWS refuses it if one
 * of the pairs has no instance. Immutable. API page {@code UpdateStackInstances}.
 */
@Value.Immutable
@HiddenImmutable
public interface InstanceUpdateSpec extends TargetedSpec {

    /**
     * Starts an empty request; accounts and Regions must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableInstanceUpdateSpec.builder();
    }

    /**
     * What happens to the parameter overrides of these instances.
     *
     * @return {@link ParameterOverrides#unchanged()} unless set
     */
    @Value.Default
    default ParameterOverrides overrides() {
        return ParameterOverrides.unchanged();
    }

    /** Builds an {@link InstanceUpdateSpec}. Not thread-safe. */
    interface Builder extends TargetedSpec.Settings<Builder> {
        /**
         * Sets what happens to the parameter overrides.
         *
         * @param overrides unchanged, none, or exactly the given ones
         * @return this builder
         */
        Builder overrides(ParameterOverrides overrides);

        /**
         * Gives the instances exactly these parameter overrides; others are removed.
         *
         * @param overrides sets and keeps overrides, at least one
         * @return this builder
         * @throws InvalidInputException if none is named or a value is too long
         */
        default Builder overrides(Consumer<ParameterOverrides.Builder> overrides) {
            return overrides(ParameterOverrides.exactly(overrides));
        }

        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if AWS would refuse a value, or accounts are missing
         */
        InstanceUpdateSpec build();
    }
}
