package dev.stacksets.plan;

/** What it means that two target groups name the same instance with different parameter overrides. */
public enum Overlap {
    /** A mistake: planning is refused, naming the instance and both groups. */
    REFUSED,
    /** The group that was added last decides. */
    LAST_WINS
}
