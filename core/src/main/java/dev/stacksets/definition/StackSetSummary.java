package dev.stacksets.definition;

import java.time.Instant;
import java.util.Optional;

/**
 * One row of the list of stack sets. API page {@code StackSetSummary}.
 *
 * @param name its name
 * @param id its id, {@code NAME:UUID}; a recreated stack set has another one
 * @param status whether it exists
 * @param description what it is for
 * @param permissionModel who provides the roles
 * @param autoDeployment whether it follows accounts that join or leave its units; empty when self-managed
 * @param managedExecution whether AWS queues colliding operations
 * @param driftStatus what the last drift detection found
 * @param driftCheckedAt when; empty before the first one
 */
public record StackSetSummary(
        String name,
        String id,
        StackSetStatus status,
        Optional<String> description,
        PermissionModel permissionModel,
        Optional<AutoDeployment> autoDeployment,
        boolean managedExecution,
        DriftStatus driftStatus,
        Optional<Instant> driftCheckedAt) {}
