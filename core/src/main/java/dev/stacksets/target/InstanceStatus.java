package dev.stacksets.target;

/** Whether a stack instance matches its stack set. API page {@code StackInstance}, field {@code Status}. */
public enum InstanceStatus {
    /** It has the stack set's definition. */
    CURRENT,
    /** It does not: an operation has yet to reach it, or failed or was cancelled there. */
    OUTDATED,
    /** A delete or import failed; only a delete (usually retaining the stack) gets it out of this. */
    INOPERABLE,
    /** A status this version does not know. */
    UNKNOWN
}
