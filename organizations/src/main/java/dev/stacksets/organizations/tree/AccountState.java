package dev.stacksets.organizations.tree;

/** Where an account stands in its life. API page of Organizations {@code Account}, field {@code State}. */
public enum AccountState {
    /** It was asked for and is not there yet. */
    PENDING_ACTIVATION,
    /** It can be used. */
    ACTIVE,
    /** AWS has suspended it; StackSets passes it over. */
    SUSPENDED,
    /** It is being closed. */
    PENDING_CLOSURE,
    /** It is closed; it stays in the list for 90 days. */
    CLOSED,
    /** A state this version does not know. */
    UNKNOWN;

    /**
     * Whether a deployment into it can succeed.
     *
     * @return true for {@link #ACTIVE} and what this version does not know
     */
    public boolean isUsable() {
        return this == ACTIVE || this == UNKNOWN;
    }
}
