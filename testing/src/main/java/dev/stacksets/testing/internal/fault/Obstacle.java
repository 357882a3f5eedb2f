package dev.stacksets.testing.internal.fault;

/** Why the work on one stack instance cannot succeed; the service's words for it are the engine's business. */
public sealed interface Obstacle {

    /**
     * The stack fails.
     *
     * @param reason the status reason
     */
    record StackFails(String reason) implements Obstacle {}

    /**
     * The account gate says no.
     *
     * @param reason the status reason
     */
    record GateCloses(String reason) implements Obstacle {}

    /** The target account has no execution role, or one that does not trust the administrator. */
    record NoExecutionRole() implements Obstacle {}

    /** The administrator account has no administration role, or one that does not trust CloudFormation. */
    record NoAdministrationRole() implements Obstacle {}

    /** The target account is suspended: it is passed over, which is no failure. */
    record AccountSuspended() implements Obstacle {}
}
