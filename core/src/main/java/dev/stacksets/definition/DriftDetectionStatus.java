package dev.stacksets.definition;

/** How a drift detection stands. API page {@code StackSetDriftDetectionDetails}, field {@code DriftDetectionStatus}. */
public enum DriftDetectionStatus {
    /** Every instance was looked at. */
    COMPLETED,
    /** Some instances could not be looked at, within the failure tolerance: nothing is known of their drift. */
    PARTIAL_SUCCESS,
    /** More instances could not be looked at than the failure tolerance allows. */
    FAILED,
    /** It is under way. */
    IN_PROGRESS,
    /** It was stopped. */
    STOPPED,
    /** AWS does not say, as before the first one, or a status this version does not know. */
    UNKNOWN
}
