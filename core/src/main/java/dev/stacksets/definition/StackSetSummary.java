package dev.stacksets.definition;

import java.util.Optional;

/**
 * One row of the list of stack sets. API page {@code StackSetSummary}.
 *
 * @param name its name
 * @param id its id, {@code NAME:UUID}; a recreated stack set has another one
 * @param status whether it exists
 * @param description what it is for
 * @param permissionModel {@code SELF_MANAGED} or {@code SERVICE_MANAGED}, as AWS words it
 * @param managedExecution whether AWS queues colliding operations
 */
public record StackSetSummary(
        String name,
        String id,
        StackSetStatus status,
        Optional<String> description,
        String permissionModel,
        boolean managedExecution) {}
