package dev.stacksets.operation;

import java.util.Optional;

/**
 * What the account gate said about one instance. API page {@code AccountGateResult}.
 *
 * @param status what it said
 * @param reason why, in AWS's words
 */
public record AccountGate(Status status, Optional<String> reason) {

    /** What an account gate says. */
    public enum Status {
        /** Go on. */
        SUCCEEDED,
        /** Do not deploy here. */
        FAILED,
        /** There is no gate, or it could not be asked; the deployment went on. */
        SKIPPED,
        /** A status this version does not know. */
        UNKNOWN
    }
}
