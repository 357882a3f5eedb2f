package dev.stacksets.operation;

import dev.stacksets.definition.DriftSummary;
import dev.stacksets.target.Targets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An operation as AWS shows it. API pages {@code StackSetOperation} and {@code StackSetOperationSummary}.
 *
 * @param operationId its id
 * @param action what it does
 * @param status where it stands
 * @param rawStatus the status in AWS's words
 * @param statusReason why, if AWS says
 * @param createdAt when AWS accepted it
 * @param endedAt when it ended
 * @param failedInstances how many instances failed
 * @param preferences how it is paced; empty if AWS does not say
 * @param retainsStacks whether a removal leaves the stacks; empty for other actions, and in lists
 * @param targets units and accounts of a service-managed operation; empty when self-managed, and in lists
 * @param drift what a drift detection found so far; empty for other actions, and in lists
 */
public record OperationDescription(
        String operationId,
        OperationAction action,
        OperationStatus status,
        String rawStatus,
        Optional<String> statusReason,
        Optional<Instant> createdAt,
        Optional<Instant> endedAt,
        OptionalInt failedInstances,
        Optional<OperationPreferences> preferences,
        Optional<Boolean> retainsStacks,
        Optional<Targets> targets,
        Optional<DriftSummary> drift) {}
