package dev.stacksets.internal.client;

import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ManagedExecution;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceComprehensiveStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatusDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** SDK answers as our values. Nothing AWS leaves out or adds later may break it: absent is empty, unknown is UNKNOWN. */
public final class Answers {
    private Answers() {}

    public static StackSetDescription stackSet(StackSet stackSet) {
        return StackSetDescription.builder()
                .name(text(stackSet.stackSetName()).orElse(""))
                .id(text(stackSet.stackSetId()).orElse(""))
                .arn(text(stackSet.stackSetARN()))
                .status(known(StackSetStatus.UNKNOWN, stackSet.statusAsString()))
                .description(text(stackSet.description()))
                .templateBody(text(stackSet.templateBody()))
                .parameters(parameters(stackSet.parameters()))
                .capabilities(stackSet.capabilitiesAsStrings())
                .tags(stackSet.tags().stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> second)))
                .administrationRoleArn(text(stackSet.administrationRoleARN()))
                .executionRoleName(text(stackSet.executionRoleName()))
                .permissionModel(text(stackSet.permissionModelAsString()).orElse("SELF_MANAGED"))
                .managedExecution(active(stackSet.managedExecution()))
                .regions(stackSet.regions())
                .build();
    }

    public static StackSetSummary summary(
            software.amazon.awssdk.services.cloudformation.model.StackSetSummary summary) {
        return new StackSetSummary(
                text(summary.stackSetName()).orElse(""),
                text(summary.stackSetId()).orElse(""),
                known(StackSetStatus.UNKNOWN, summary.statusAsString()),
                text(summary.description()),
                text(summary.permissionModelAsString()).orElse("SELF_MANAGED"),
                active(summary.managedExecution()));
    }

    public static dev.stacksets.target.StackInstance instance(StackInstance instance) {
        return instance(
                StackInstanceSummary.builder()
                        .account(instance.account())
                        .region(instance.region())
                        .status(instance.statusAsString())
                        .stackInstanceStatus(instance.stackInstanceStatus())
                        .statusReason(instance.statusReason())
                        .stackId(instance.stackId())
                        .organizationalUnitId(instance.organizationalUnitId())
                        .driftStatus(instance.driftStatusAsString())
                        .lastOperationId(instance.lastOperationId())
                        .build(),
                Optional.of(parameters(instance.parameterOverrides())));
    }

    /** Lists carry no overrides, which is not the same as none. */
    public static dev.stacksets.target.StackInstance instance(StackInstanceSummary instance) {
        return instance(instance, Optional.empty());
    }

    private static dev.stacksets.target.StackInstance instance(
            StackInstanceSummary instance, Optional<Map<String, String>> overrides) {
        return new dev.stacksets.target.StackInstance(
                new InstanceId(instance.account(), instance.region()),
                known(InstanceStatus.UNKNOWN, instance.statusAsString()),
                detailed(instance.stackInstanceStatus()),
                text(instance.statusReason()),
                text(instance.stackId()),
                text(instance.organizationalUnitId()),
                text(instance.driftStatusAsString()),
                text(instance.lastOperationId()),
                overrides);
    }

    public static OperationDescription operation(StackSetOperation operation) {
        return operation(StackSetOperationSummary.builder()
                .operationId(operation.operationId())
                .action(operation.actionAsString())
                .status(operation.statusAsString())
                .statusReason(operation.statusReason())
                .creationTimestamp(operation.creationTimestamp())
                .endTimestamp(operation.endTimestamp())
                .statusDetails(operation.statusDetails())
                .build());
    }

    public static OperationDescription operation(StackSetOperationSummary operation) {
        return new OperationDescription(
                text(operation.operationId()).orElse(""),
                known(OperationAction.UNKNOWN, operation.actionAsString()),
                known(OperationStatus.UNKNOWN, operation.statusAsString()),
                text(operation.statusAsString()).orElse(""),
                text(operation.statusReason()),
                Optional.ofNullable(operation.creationTimestamp()),
                Optional.ofNullable(operation.endTimestamp()),
                failed(operation.statusDetails()));
    }

    public static InstanceResult result(StackSetOperationResultSummary result) {
        return new InstanceResult(
                new InstanceId(result.account(), result.region()),
                known(InstanceOutcome.UNKNOWN, result.statusAsString()),
                text(result.statusReason()),
                result.accountGateResult() == null
                        ? Optional.empty()
                        : text(result.accountGateResult().statusReason()));
    }

    /** The constant AWS names, or the one that stands for names we do not know. */
    private static <E extends Enum<E>> E known(E unknown, @Nullable String name) {
        return Arrays.stream(unknown.getDeclaringClass().getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(unknown);
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private static Optional<String> detailed(@Nullable StackInstanceComprehensiveStatus status) {
        return status == null ? Optional.empty() : text(status.detailedStatusAsString());
    }

    private static boolean active(@Nullable ManagedExecution execution) {
        return execution != null && Boolean.TRUE.equals(execution.active());
    }

    private static OptionalInt failed(@Nullable StackSetOperationStatusDetails details) {
        return details == null || details.failedStackInstancesCount() == null
                ? OptionalInt.empty()
                : OptionalInt.of(details.failedStackInstancesCount());
    }

    private static Map<String, String> parameters(List<Parameter> parameters) {
        return parameters.stream()
                .collect(Collectors.toMap(
                        Parameter::parameterKey,
                        parameter -> text(parameter.parameterValue()).orElse(""),
                        (first, second) -> second));
    }
}
