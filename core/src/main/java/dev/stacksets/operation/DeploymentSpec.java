package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import org.immutables.value.Value;

/**
 * A request to create stack instances: the stack set's template goes into every named account in every named Region.
 * Instances that exist already stay; outdated ones are tried again. Immutable. API page {@code CreateStackInstances}.
 */
@Value.Immutable
@HiddenImmutable
public interface DeploymentSpec extends OverridingSpec {

    /**
     * Starts an empty request; accounts and Regions must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableDeploymentSpec.builder();
    }

    /** Refuses what the service would refuse. */
    @Override
    @Value.Check
    default void check() {
        OverridingSpec.super.check();
        targets().checkForDeployment();
    }

    /** Builds a {@link DeploymentSpec}. Not thread-safe. */
    interface Builder extends OverridingSpec.Settings<Builder> {
        /**
         * Takes over what another request says; what is set afterwards replaces it.
         *
         * @param deployment another request
         * @return this builder
         */
        Builder copyOf(DeploymentSpec deployment);

        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if AWS would refuse a value, or accounts are missing
         */
        DeploymentSpec build();
    }
}
