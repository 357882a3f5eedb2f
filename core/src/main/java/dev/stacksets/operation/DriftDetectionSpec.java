package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import org.immutables.value.Value;

/**
 * A request to look for drift in every instance of a stack set; AWS takes no selection. Immutable. API page
 * {@code DetectStackSetDrift}.
 */
@Value.Immutable
@HiddenImmutable
public interface DriftDetectionSpec extends OperationSpec {

    /**
     * Starts a request with AWS's default pace, one account at a time.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableDriftDetectionSpec.builder();
    }

    /** Builds a {@link DriftDetectionSpec}. Not thread-safe. */
    interface Builder extends OperationSpec.Settings<Builder> {
        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if AWS would refuse a value
         */
        DriftDetectionSpec build();
    }
}
