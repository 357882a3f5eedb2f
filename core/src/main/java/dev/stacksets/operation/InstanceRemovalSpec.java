package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import org.immutables.value.Value;

/**
 * A request to remove stack instances. What becomes of their stacks must be said: {@link FateSettings#deleteStacks()} or
 * {@link FateSettings#retainStacks()}; there is no default. Immutable. API page {@code DeleteStackInstances}.
 */
@Value.Immutable
@HiddenImmutable
public interface InstanceRemovalSpec extends TargetedSpec {

    /** What becomes of the stacks in the target accounts. */
    enum Stacks {
        /** They are deleted with everything in them. */
        DELETE,
        /** They stay as ordinary stacks; only an import brings them back into a stack set. */
        RETAIN
    }

    /**
     * Starts an empty request; accounts, Regions and the fate of the stacks must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableInstanceRemovalSpec.builder();
    }

    /**
     * What becomes of the stacks.
     *
     * @return never a default
     */
    Stacks stacks();

    /** Refuses what the service would refuse. */
    @Override
    @Value.Check
    default void check() {
        TargetedSpec.super.check();
        targets().checkForRemoval();
    }

    /** Builds an {@link InstanceRemovalSpec}. Not thread-safe. */
    interface Builder extends TargetedSpec.Settings<Builder>, FateSettings<Builder> {
        /**
         * Takes over what another request says; what is set afterwards replaces it.
         *
         * @param removal another request
         * @return this builder
         */
        Builder copyOf(InstanceRemovalSpec removal);

        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if AWS would refuse a value, or accounts or the fate of the stacks are missing
         */
        InstanceRemovalSpec build();
    }

    /**
     * How builders of removals take the fate of the stacks.
     *
     * @param <B> the builder itself
     */
    interface FateSettings<B> {
        /**
         * Says what becomes of the stacks.
         *
         * @param stacks delete or retain
         * @return this builder
         */
        B stacks(Stacks stacks);

        /**
         * Deletes the stacks and everything in them.
         *
         * @return this builder
         */
        default B deleteStacks() {
            return stacks(Stacks.DELETE);
        }

        /**
         * Keeps the stacks in the target accounts; only the stack set forgets them.
         *
         * @return this builder
         */
        default B retainStacks() {
            return stacks(Stacks.RETAIN);
        }
    }
}
