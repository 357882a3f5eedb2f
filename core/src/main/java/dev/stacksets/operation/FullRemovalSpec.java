package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import org.immutables.value.Value;

/**
 * A request to remove every instance of a stack set, then the stack set. What becomes of the stacks must be said; there
 * is no default. Immutable.
 */
@Value.Immutable
@HiddenImmutable
public interface FullRemovalSpec {

    /**
     * Starts an empty request; the fate of the stacks must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableFullRemovalSpec.builder();
    }

    /**
     * What becomes of the stacks.
     *
     * @return never a default
     */
    InstanceRemovalSpec.Stacks stacks();

    /**
     * How AWS paces the removals.
     *
     * @return the preferences; AWS's defaults, one account at a time, unless set
     */
    @Value.Default
    default OperationPreferences preferences() {
        return OperationPreferences.defaults();
    }

    /** Builds a {@link FullRemovalSpec}. Not thread-safe. */
    interface Builder extends OperationPreferences.Settings<Builder>, InstanceRemovalSpec.FateSettings<Builder> {
        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if the fate of the stacks is missing
         */
        FullRemovalSpec build();
    }
}
