package dev.stacksets.definition;

import java.time.Instant;
import java.util.Optional;

/**
 * What drift detection found over all instances of a stack set. Of an operation it tells as it goes; of a stack set it
 * tells the last detection that ended. API page {@code StackSetDriftDetectionDetails}.
 *
 * @param status {@code DRIFTED} as soon as one instance is
 * @param detection how the detection went
 * @param rawDetection the same in AWS's words; {@code ""} if AWS does not say
 * @param checkedAt when AWS last looked; empty before the first detection
 * @param counts instances by what was found; empty if AWS does not say
 */
public record DriftSummary(
        DriftStatus status,
        DriftDetectionStatus detection,
        String rawDetection,
        Optional<Instant> checkedAt,
        Optional<Counts> counts) {

    /**
     * Instances by what was found.
     *
     * @param total all of them
     * @param inSync those without a difference
     * @param drifted those with one
     * @param failed those that could not be looked at
     * @param inProgress those being looked at, or still to be
     */
    public record Counts(int total, int inSync, int drifted, int failed, int inProgress) {}
}
