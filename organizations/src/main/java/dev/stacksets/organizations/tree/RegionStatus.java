package dev.stacksets.organizations.tree;

/** Where a Region stands in an account. API page of Account Management {@code Region}, field {@code RegionOptStatus}. */
public enum RegionStatus {
    /** Every account has it. */
    ENABLED_BY_DEFAULT,
    /** The account has opted in to it. */
    ENABLED,
    /** It is being enabled; deployments there still fail. */
    ENABLING,
    /** It is being disabled; deployments there fail already. */
    DISABLING,
    /** The account has not opted in to it. */
    DISABLED,
    /** A status this version does not know. */
    UNKNOWN;

    /**
     * Whether stacks can be deployed there.
     *
     * @return true for {@link #ENABLED_BY_DEFAULT} and {@link #ENABLED}
     */
    public boolean isEnabled() {
        return this == ENABLED_BY_DEFAULT || this == ENABLED;
    }
}
