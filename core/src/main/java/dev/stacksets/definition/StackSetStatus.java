package dev.stacksets.definition;

/** Whether a stack set exists. API page {@code StackSetSummary}. */
public enum StackSetStatus {
    /** It exists. */
    ACTIVE,
    /** It was deleted; AWS still lists it for a while. */
    DELETED,
    /** A status this version does not know. */
    UNKNOWN
}
