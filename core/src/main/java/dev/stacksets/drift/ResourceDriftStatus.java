package dev.stacksets.drift;

/** What was found of one resource. API page {@code StackInstanceResourceDriftsSummary}. */
public enum ResourceDriftStatus {
    /** It is as the template says. */
    IN_SYNC,
    /** Some of its properties differ from the template. */
    MODIFIED,
    /** It is gone. */
    DELETED,
    /** It was not looked at. */
    NOT_CHECKED,
    /** AWS cannot look for drift in resources of its type. */
    UNSUPPORTED,
    /** AWS says so, or a status this version does not know. */
    UNKNOWN
}
