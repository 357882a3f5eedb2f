package dev.stacksets.target;

/**
 * How the last operation that addressed a stack instance went there. API page {@code StackInstanceComprehensiveStatus}.
 */
public enum DetailedStatus {
    /** Not begun; or left out of an update of the whole stack set, in which case nothing is coming. */
    PENDING,
    /** Under way. */
    RUNNING,
    /** Done. */
    SUCCEEDED,
    /** Failed, for a reason of its own. */
    FAILED,
    /** Never begun: the operation was stopped or exceeded its failure tolerance elsewhere. */
    CANCELLED,
    /** A delete failed. */
    INOPERABLE,
    /** The account is suspended; nothing was done. */
    SKIPPED_SUSPENDED_ACCOUNT,
    /** An import failed. */
    FAILED_IMPORT,
    /** A status this version does not know. */
    UNKNOWN
}
