package dev.stacksets.definition;

/** What the last drift detection found. API pages {@code StackInstance} and {@code StackSetDriftDetectionDetails}. */
public enum DriftStatus {
    /** Something differs from the template. */
    DRIFTED,
    /** Nothing differs. */
    IN_SYNC,
    /** Never looked at. */
    NOT_CHECKED,
    /** AWS says so, or a status this version does not know. */
    UNKNOWN
}
