package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.target.ParameterOverrides;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * A request to create stack instances: the stack set's template goes into every named account in every named Region.
 * Instances that exist already stay; outdated ones are tried again. Immutable. API page {@code CreateStackInstances}.
 */
@Value.Immutable
@HiddenImmutable
public interface DeploymentSpec extends TargetedSpec {

    /**
     * Starts an empty request; accounts and Regions must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableDeploymentSpec.builder();
    }

    /**
     * Parameter values of these instances that differ from the stack set's.
     *
     * @return {@link ParameterOverrides#unchanged()} unless set
     */
    @Value.Default
    default ParameterOverrides overrides() {
        return ParameterOverrides.unchanged();
    }

    /** Builds a {@link DeploymentSpec}. Not thread-safe. */
    interface Builder extends TargetedSpec.Settings<Builder> {
        /**
         * Sets the parameter overrides.
         *
         * @param overrides what to do to the overrides
         * @return this builder
         */
        Builder overrides(ParameterOverrides overrides);

        /**
         * Gives the instances exactly these parameter overrides.
         *
         * @param overrides sets overrides, at least one
         * @return this builder
         * @throws InvalidInputException if none is set or a value is too long
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
        DeploymentSpec build();
    }
}
