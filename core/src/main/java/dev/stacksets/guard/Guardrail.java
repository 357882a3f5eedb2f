package dev.stacksets.guard;

/** A thing that no plan may do. */
public enum Guardrail {
    /** Calls are made with credentials of another account than expected. No approval lets that pass. */
    EXPECTED_CALLER,
    /** An account is touched that must not be. */
    PROTECTED_ACCOUNTS,
    /** An account in or below an organizational unit is touched that must not be. */
    PROTECTED_UNITS,
    /** More accounts are touched than a plan may touch. */
    MAX_ACCOUNTS,
    /** A larger share of the accounts with instances is changed or removed than a plan may change. */
    MAX_PERCENT,
    /** More Regions are touched than a plan may touch. */
    MAX_REGIONS,
    /** More instances are removed than a plan may remove, with or without their stacks. */
    MAX_DELETES,
    /**
     * Stacks are deleted, or will be: by removals, or by automatic deployment that deletes the stacks of accounts that
     * leave. On by default; {@link Approval#allowDestroy} lets it pass.
     */
    DESTROY,
    /** A target group names no instance, or nothing is named at all while the rest is to be removed. On by default. */
    EMPTY_TARGETS
}
