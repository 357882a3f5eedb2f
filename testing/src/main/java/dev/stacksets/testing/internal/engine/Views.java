package dev.stacksets.testing.internal.engine;

import java.time.Instant;
import software.amazon.awssdk.services.cloudformation.model.AutoDeployment;
import software.amazon.awssdk.services.cloudformation.model.ManagedExecution;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceComprehensiveStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
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
final class Views {

    private Views() {}

    static StackSet stackSet(StackSetState state) {
        Definition definition = state.definition();
        return StackSet.builder()
                .stackSetName(state.name())
                .stackSetId(state.id())
                .stackSetARN(state.arn())
                .description(definition.description().orElse(null))
                .status(status(state))
                .templateBody(definition.template().body())
                .parameters(ParameterValues.shown(definition.parameters(), definition.template()))
                .capabilitiesWithStrings(definition.capabilities())
                .tags(definition.tags())
                .administrationRoleARN(definition
                        .administrationRoleArn()
                        .orElse(Definition.defaultAdministrationRole(
                                state.owner().account())))
                .executionRoleName(executionRole(definition))
                .permissionModel(model(definition))
                .autoDeployment(autoDeployment(definition))
                .organizationalUnitIds(state.targets().units())
                .managedExecution(managed(definition))
                .stackSetDriftDetectionDetails(state.lastDrift())
                .regions(state.instances().regions())
                .build();
    }

    static StackSetSummary stackSetSummary(StackSetState state) {
        return StackSetSummary.builder()
                .stackSetName(state.name())
                .stackSetId(state.id())
                .description(state.definition().description().orElse(null))
                .status(status(state))
                .permissionModel(model(state.definition()))
                .autoDeployment(autoDeployment(state.definition()))
                .driftStatus(state.lastDrift().driftStatusAsString())
                .lastDriftCheckTimestamp(state.lastDrift().lastDriftCheckTimestamp())
                .managedExecution(managed(state.definition()))
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

    @SuppressWarnings("NullAway") // service-managed sets have none
    private static String executionRole(Definition definition) {
        return definition.isServiceManaged()
                ? null
                : definition.executionRoleName().orElse(Definition.DEFAULT_EXECUTION_ROLE);
    }

    private static StackSetStatus status(StackSetState state) {
        return state.isDeleted() ? StackSetStatus.DELETED : StackSetStatus.ACTIVE;
    }

    private static ManagedExecution managed(Definition definition) {
        return ManagedExecution.builder().active(definition.managedExecution()).build();
    }

    static StackInstance instance(StackSetState state, Instance instance) {
        return StackInstance.builder()
                .stackSetId(state.id())
                .account(instance.account())
                .region(instance.region())
                .stackId(instance.stackId().orElse(null))
                .parameterOverrides(ParameterValues.shown(
                        instance.overrides(), state.definition().template()))
                .status(instance.status())
                .stackInstanceStatus(comprehensive(instance))
                .statusReason(instance.reason().orElse(null))
                .organizationalUnitId(instance.unit())
                .driftStatus(instance.driftStatus())
                .lastDriftCheckTimestamp(instance.driftCheckedAt().orElse(null))
                .lastOperationId(instance.lastOperationId().orElse(null))
                .build();
    }

    static StackInstanceSummary instanceSummary(StackSetState state, Instance instance) {
        return StackInstanceSummary.builder()
                .stackSetId(state.id())
                .account(instance.account())
                .region(instance.region())
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

    private static StackInstanceComprehensiveStatus comprehensive(Instance instance) {
        return StackInstanceComprehensiveStatus.builder()
                .detailedStatus(instance.detailedStatus())
                .build();
    }

    static StackSetOperation operation(StackSetState state, Operation operation) {
        boolean deletes = operation.action() == StackSetOperationAction.DELETE;
        return StackSetOperation.builder()
                .operationId(operation.id())
                .stackSetId(state.id())
                .action(operation.action())
                .status(operation.status())
                .operationPreferences(operation.preferences())
                .retainStacks(deletes ? operation.effect().retainsStacks() : null)
                .administrationRoleARN(state.definition()
                        .administrationRoleArn()
                        .orElse(Definition.defaultAdministrationRole(
                                state.owner().account())))
                .executionRoleName(executionRole(state.definition()))
                .deploymentTargets(operation.scope().named().orElse(null))
                .creationTimestamp(operation.createdAt())
                .endTimestamp(operation.endedAt().orElse(null))
                .statusReason(operation.reason().orElse(null))
                .statusDetails(details(operation))
                .stackSetDriftDetectionDetails(
                        operation.effect() instanceof DriftCheck drift ? drift.details(operation.status()) : null)
                .build();
    }

    static StackSetOperationSummary operationSummary(
            Operation operation, StackSetOperationStatus status, Instant seenAt) {
        return StackSetOperationSummary.builder()
                .operationId(operation.id())
                .action(operation.action())
                .status(status)
                .creationTimestamp(operation.createdAt())
                .endTimestamp(
                        operation.endedAt().filter(end -> !end.isAfter(seenAt)).orElse(null))
                .statusReason(operation.reason().orElse(null))
                .statusDetails(details(operation))
                .operationPreferences(operation.preferences())
                .build();
    }

    private static StackSetOperationStatusDetails details(Operation operation) {
        return StackSetOperationStatusDetails.builder()
                .failedStackInstancesCount(operation.failures())
                .build();
    }

    static StackSetOperationResultSummary result(Target target, StackSetOperationResultStatus status) {
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
