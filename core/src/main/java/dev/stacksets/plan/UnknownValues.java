package dev.stacksets.plan;

/**
 * What to do about values that cannot be told from what AWS has: AWS shows NoEcho parameters as {@code ****}, and no address
 * a template came from.
 */
public enum UnknownValues {
    /** What AWS has stays. A plan in which nothing else differs has no operation, and says what it cannot tell. */
    KEEP,
    /** They are taken to differ and sent again, by every plan. */
    SEND
}
