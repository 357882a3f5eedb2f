package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.operation.DriftCheck;
import dev.stacksets.testing.internal.engine.operation.Operation;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Definition;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.InstanceState;
import dev.stacksets.testing.internal.engine.record.ParameterValues;
import dev.stacksets.testing.internal.engine.record.Target;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.AutoDeployment;
import software.amazon.awssdk.services.cloudformation.model.ManagedExecution;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceComprehensiveStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatusDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetSummary;

/** State as the service shows it. A self-managed set shows no AutoDeployment and an empty OrganizationalUnitId. */
public final class Views {

    private Views() {}

    public static StackSet stackSet(StackSetState state, Instant seen) {
        Definition definition = state.definition(seen);
        return StackSet.builder()
                .stackSetName(state.name())
                .stackSetId(state.id())
                .stackSetARN(state.arn())
                .description(definition.description().orElse(null))
                .status(status(state, seen))
                .templateBody(definition.template().body())
                .parameters(ParameterValues.shown(definition.parameters(), definition.template()))
                .capabilitiesWithStrings(List.copyOf(definition.capabilities()))
                .tags(List.copyOf(definition.tags()))
                .administrationRoleARN(administrationRole(state, definition))
                .executionRoleName(executionRole(definition))
                .permissionModel(model(definition))
                .autoDeployment(autoDeployment(definition))
                .organizationalUnitIds(state.targets().units())
                .managedExecution(managed(definition))
                .stackSetDriftDetectionDetails(state.lastDrift(seen))
                .regions(state.instances().regions(seen))
                .build();
    }

    static StackSetSummary stackSetSummary(StackSetState state, Instant seen) {
        Definition definition = state.definition(seen);
        StackSetDriftDetectionDetails drift = state.lastDrift(seen);
        return StackSetSummary.builder()
                .stackSetName(state.name())
                .stackSetId(state.id())
                .description(definition.description().orElse(null))
                .status(status(state, seen))
                .permissionModel(model(definition))
                .autoDeployment(autoDeployment(definition))
                .driftStatus(drift.driftStatusAsString())
                .lastDriftCheckTimestamp(drift.lastDriftCheckTimestamp())
                .managedExecution(managed(definition))
                .build();
    }

    private static PermissionModels model(Definition definition) {
        return definition.isServiceManaged() ? PermissionModels.SERVICE_MANAGED : PermissionModels.SELF_MANAGED;
    }

    @SuppressWarnings("NullAway") // absent, not false, for self-managed sets
    private static AutoDeployment autoDeployment(Definition definition) {
        return definition.isServiceManaged()
                ? definition
                        .autoDeployment()
                        .orElseGet(() -> AutoDeployment.builder().enabled(false).build())
                : null;
    }

    private static String administrationRole(StackSetState state, Definition definition) {
        return definition
                .administrationRoleArn()
                .orElse(Definition.defaultAdministrationRole(state.owner().account()));
    }

    @SuppressWarnings("NullAway") // service-managed sets have none
    private static String executionRole(Definition definition) {
        return definition.isServiceManaged()
                ? null
                : definition.executionRoleName().orElse(Definition.DEFAULT_EXECUTION_ROLE);
    }

    private static StackSetStatus status(StackSetState state, Instant seen) {
        return state.isDeleted(seen) ? StackSetStatus.DELETED : StackSetStatus.ACTIVE;
    }

    private static ManagedExecution managed(Definition definition) {
        return ManagedExecution.builder().active(definition.managedExecution()).build();
    }

    public static StackInstance instance(StackSetState state, InstanceKey key, InstanceState instance, Instant seen) {
        return StackInstance.builder()
                .stackSetId(state.id())
                .account(key.account())
                .region(key.region())
                .stackId(instance.stackId().orElse(null))
                .parameterOverrides(ParameterValues.shown(
                        instance.overrides(), state.definition(seen).template()))
                .status(instance.status())
                .stackInstanceStatus(comprehensive(instance))
                .statusReason(instance.reason().orElse(null))
                .organizationalUnitId(instance.unit())
                .driftStatus(instance.driftStatus())
                .lastDriftCheckTimestamp(instance.driftCheckedAt().orElse(null))
                .lastOperationId(instance.lastOperationId().orElse(null))
                .build();
    }

    static StackInstanceSummary instanceSummary(StackSetState state, InstanceKey key, InstanceState instance) {
        return StackInstanceSummary.builder()
                .stackSetId(state.id())
                .account(key.account())
                .region(key.region())
                .stackId(instance.stackId().orElse(null))
                .status(instance.status())
                .stackInstanceStatus(comprehensive(instance))
                .statusReason(instance.reason().orElse(null))
                .organizationalUnitId(instance.unit())
                .driftStatus(instance.driftStatus())
                .lastDriftCheckTimestamp(instance.driftCheckedAt().orElse(null))
                .lastOperationId(instance.lastOperationId().orElse(null))
                .build();
    }

    private static StackInstanceComprehensiveStatus comprehensive(InstanceState instance) {
        return StackInstanceComprehensiveStatus.builder()
                .detailedStatus(instance.detailedStatus())
                .build();
    }

    /** Counters of drift detection are today's whenever one looks. */
    public static StackSetOperation operation(
            StackSetState state, Operation operation, StackSetOperationStatus status, Instant seen) {
        boolean deletes = operation.action() == StackSetOperationAction.DELETE;
        Definition definition = operation.definition().orElse(state.definition(seen));
        return StackSetOperation.builder()
                .operationId(operation.id())
                .stackSetId(state.id())
                .action(operation.action())
                .status(status)
                .operationPreferences(operation.preferences())
                .retainStacks(deletes ? operation.effect().retainsStacks() : null)
                .administrationRoleARN(administrationRole(state, definition))
                .executionRoleName(executionRole(definition))
                .deploymentTargets(operation.scope().named().orElse(null))
                .creationTimestamp(operation.createdAt())
                .endTimestamp(operation.endedAt(seen).orElse(null))
                .statusReason(operation.reason(seen).orElse(null))
                .statusDetails(details(operation, seen))
                .stackSetDriftDetectionDetails(
                        operation.effect() instanceof DriftCheck drift ? drift.details(status) : null)
                .build();
    }

    static StackSetOperationSummary operationSummary(
            Operation operation, StackSetOperationStatus status, Instant seen) {
        return StackSetOperationSummary.builder()
                .operationId(operation.id())
                .action(operation.action())
                .status(status)
                .creationTimestamp(operation.createdAt())
                .endTimestamp(operation.endedAt(seen).orElse(null))
                .statusReason(operation.reason(seen).orElse(null))
                .statusDetails(details(operation, seen))
                .operationPreferences(operation.preferences())
                .build();
    }

    private static StackSetOperationStatusDetails details(Operation operation, Instant seen) {
        return StackSetOperationStatusDetails.builder()
                .failedStackInstancesCount(operation.failures(seen))
                .build();
    }

    public static StackSetOperationResultSummary result(Target target, StackSetOperationResultStatus status) {
        boolean live = target.status() == status;
        return StackSetOperationResultSummary.builder()
                .account(target.instance().account())
                .region(target.instance().region())
                .status(status)
                .statusReason(live ? target.reason().orElse(null) : null)
                .accountGateResult(live ? target.gate().orElse(null) : null)
                .organizationalUnitId(target.instance().unit())
                .build();
    }
}
