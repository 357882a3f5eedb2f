package dev.stacksets.operation;

/** How an operation went for one instance. API page {@code StackSetOperationResultSummary}, field {@code Status}. */
public enum InstanceOutcome {
    /** Not begun. */
    PENDING,
    /** Under way. */
    RUNNING,
    /** Done. */
    SUCCEEDED,
    /** Passed over, because the account is suspended. AWS itself shows {@code SUCCEEDED}, with a reason that says so. */
    SKIPPED,
    /** Failed for a reason of its own: a root cause. */
    FAILED,
    /** Never begun, because failures elsewhere exceeded the tolerance or someone stopped the operation: fallout. */
    CANCELLED,
    /** An outcome this version does not know. */
    UNKNOWN;

    /**
     * Whether nothing more happens to the instance in this operation.
     *
     * @return true for {@code SUCCEEDED}, {@code SKIPPED}, {@code FAILED} and {@code CANCELLED}
     */
    public boolean isFinal() {
        return this == SUCCEEDED || this == SKIPPED || this == FAILED || this == CANCELLED;
    }
}
