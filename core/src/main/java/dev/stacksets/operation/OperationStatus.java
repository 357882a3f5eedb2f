package dev.stacksets.operation;

/** Where an operation stands. API page {@code StackSetOperation}, field {@code Status}. */
public enum OperationStatus {
    /** AWS holds it back until a conflicting operation ends (managed execution). */
    QUEUED,
    /** It works through its instances. */
    RUNNING,
    /** A stop was asked for; instances in flight finish first. */
    STOPPING,
    /** It ended within its failure tolerance; instances may still have failed. */
    SUCCEEDED,
    /** Its failures exceeded the tolerance. */
    FAILED,
    /** It was stopped by request. */
    STOPPED,
    /** Not known: not asked yet, or a status this version does not know. Treated as not ended. */
    UNKNOWN;

    /**
     * Whether AWS has finished with it.
     *
     * @return true for {@code SUCCEEDED}, {@code FAILED} and {@code STOPPED}
     */
    public boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == STOPPED;
    }
}
