package dev.stacksets.testing.organization;

/** Where an account stands in its life, as Organizations calls it. */
public enum AccountState {
    /** In use. */
    ACTIVE,
    /** Locked by AWS: StackSets skips it. */
    SUSPENDED,
    /** Being closed: no deployment reaches it. */
    PENDING_CLOSURE,
    /** Closed, and still listed. */
    CLOSED
}
