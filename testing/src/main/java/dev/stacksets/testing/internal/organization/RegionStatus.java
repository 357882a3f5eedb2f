package dev.stacksets.testing.internal.organization;

/** Where a Region stands in one account, by Account Management's names. */
public enum RegionStatus {
    /** Every account has it. */
    ENABLED_BY_DEFAULT,
    /** Opted in to. */
    ENABLED,
    /** On its way to enabled. */
    ENABLING,
    /** Not opted in to, or out again. */
    DISABLED,
    /** On its way to disabled. */
    DISABLING;

    /**
     * Whether stacks can be worked on there.
     *
     * @return false also while it is being switched
     */
    public boolean isDeployable() {
        return this == ENABLED_BY_DEFAULT || this == ENABLED;
    }

    /**
     * Whether it is being switched.
     *
     * @return true for ENABLING and DISABLING
     */
    public boolean isChanging() {
        return this == ENABLING || this == DISABLING;
    }
}
