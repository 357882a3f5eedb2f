package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import org.immutables.value.Value;

/**
 * A request to bring existing stack instances up to date, or to change their parameter overrides. AWS refuses it if one
 * of the pairs has no instance. Immutable. API page {@code UpdateStackInstances}.
 */
@Value.Immutable
@HiddenImmutable
public interface InstanceUpdateSpec extends OverridingSpec {

    /**
     * Starts an empty request; accounts and Regions must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableInstanceUpdateSpec.builder();
    }

    /** Builds an {@link InstanceUpdateSpec}. Not thread-safe. */
    interface Builder extends OverridingSpec.Settings<Builder> {
        /**
         * Takes over what another request says; what is set afterwards replaces it.
         *
         * @param update another request
         * @return this builder
         */
        Builder copyOf(InstanceUpdateSpec update);

        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if AWS would refuse a value, or accounts are missing
         */
        InstanceUpdateSpec build();
    }
}
