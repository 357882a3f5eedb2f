package dev.stacksets.internal.client;

import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.ResolvedValue;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.definition.TemplateParameter;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.internal.resilience.Redaction;
import dev.stacksets.operation.AccountGate;
import dev.stacksets.operation.FailureKind;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.AutoDeploymentTarget;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.Targets;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudformation.model.AutoDeployment;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;
import software.amazon.awssdk.services.cloudformation.model.DescribeOrganizationsAccessResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ManagedExecution;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ParameterDeclaration;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceComprehensiveStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetAutoDeploymentTargetSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatusDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** SDK answers as our values. Nothing AWS leaves out or adds later may break it: absent is empty, unknown is UNKNOWN. */
public final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    public static StackSetDescription stackSet(@Nullable StackSet found) {
        StackSet stackSet = there(found, "a stack set");
        return StackSetDescription.builder()
                .name(orEmpty(stackSet.stackSetName()))
                .id(orEmpty(stackSet.stackSetId()))
                .arn(text(stackSet.stackSetARN()))
                .status(known(StackSetStatus.UNKNOWN, stackSet.statusAsString()))
                .description(text(stackSet.description()))
                .templateBody(text(stackSet.templateBody()))
                .parameters(parameters(stackSet.parameters()))
                .resolvedParameters(resolved(stackSet.parameters()))
                .capabilities(stackSet.capabilitiesAsStrings())
                .tags(stackSet.tags().stream()
                        .collect(Collectors.toMap(Tag::key, Tag::value, (first, second) -> second)))
                .administrationRoleArn(text(stackSet.administrationRoleARN()))
                .executionRoleName(text(stackSet.executionRoleName()))
                .permissionModel(permissionModel(stackSet.permissionModelAsString()))
                .autoDeployment(autoDeployment(stackSet.autoDeployment()))
                .organizationalUnits(stackSet.organizationalUnitIds())
                .managedExecution(active(stackSet.managedExecution()))
                .regions(stackSet.regions())
                .drift(DriftAnswers.summary(stackSet.stackSetDriftDetectionDetails()))
                .build();
    }

    public static TemplateSummary template(GetTemplateSummaryResponse template) {
        return new TemplateSummary(
                template.parameters().stream()
                        .map(Answers::declared)
                        .collect(Collectors.toMap(
                                TemplateParameter::key, each -> each, (first, second) -> second, LinkedHashMap::new)),
                template.capabilities().stream()
                        .filter(known -> known != Capability.UNKNOWN_TO_SDK_VERSION)
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                text(template.capabilitiesReason()),
                template.resourceTypes(),
                template.declaredTransforms(),
                text(template.description()),
                text(template.version()),
                text(template.metadata()),
                template.resourceIdentifierSummaries().stream()
                        .map(each -> new TemplateSummary.ResourceIdentifiers(
                                orEmpty(each.resourceType()), each.logicalResourceIds(), each.resourceIdentifiers()))
                        .toList(),
                template.warnings() == null ? List.of() : template.warnings().unrecognizedResourceTypes());
    }

    private static TemplateParameter declared(ParameterDeclaration parameter) {
        boolean noEcho = Boolean.TRUE.equals(parameter.noEcho());
        return new TemplateParameter(
                orEmpty(parameter.parameterKey()),
                orEmpty(parameter.parameterType()),
                Optional.ofNullable(parameter.defaultValue())
                        .flatMap(value -> lenient(() -> noEcho ? Secret.of(value) : ParameterValue.of(value))),
                noEcho,
                parameter.parameterConstraints() == null
                        ? List.of()
                        : parameter.parameterConstraints().allowedValues(),
                text(parameter.description()));
    }

    public static StackSetSummary summary(
            software.amazon.awssdk.services.cloudformation.model.StackSetSummary summary) {
        return new StackSetSummary(
                orEmpty(summary.stackSetName()),
                orEmpty(summary.stackSetId()),
                known(StackSetStatus.UNKNOWN, summary.statusAsString()),
                text(summary.description()),
                permissionModel(summary.permissionModelAsString()),
                autoDeployment(summary.autoDeployment()),
                active(summary.managedExecution()),
                known(DriftStatus.UNKNOWN, summary.driftStatusAsString()),
                Optional.ofNullable(summary.lastDriftCheckTimestamp()));
    }

    public static dev.stacksets.target.StackInstance instance(@Nullable StackInstance found, Redaction redaction) {
        StackInstance instance = there(found, "an instance");
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
                        .lastDriftCheckTimestamp(instance.lastDriftCheckTimestamp())
                        .lastOperationId(instance.lastOperationId())
                        .build(),
                Optional.of(parameters(instance.parameterOverrides())),
                resolved(instance.parameterOverrides()),
                redaction);
    }

    /** Lists carry no overrides, which is not the same as none. */
    public static dev.stacksets.target.StackInstance instance(StackInstanceSummary instance, Redaction redaction) {
        return instance(instance, Optional.empty(), Map.of(), redaction);
    }

    private static dev.stacksets.target.StackInstance instance(
            StackInstanceSummary instance,
            Optional<Map<String, String>> overrides,
            Map<String, ResolvedValue> resolved,
            Redaction redaction) {
        return new dev.stacksets.target.StackInstance(
                new InstanceId(instance.account(), instance.region()),
                known(InstanceStatus.UNKNOWN, instance.statusAsString()),
                known(DetailedStatus.UNKNOWN, detailed(instance.stackInstanceStatus())),
                detailed(instance.stackInstanceStatus()),
                reason(instance.statusReason(), redaction),
                text(instance.stackId()),
                text(instance.organizationalUnitId()),
                known(DriftStatus.UNKNOWN, instance.driftStatusAsString()),
                Optional.ofNullable(instance.lastDriftCheckTimestamp()),
                text(instance.lastOperationId()),
                overrides,
                resolved);
    }

    public static OperationDescription operation(@Nullable StackSetOperation found, Redaction redaction) {
        StackSetOperation operation = there(found, "an operation");
        return new OperationDescription(
                orEmpty(operation.operationId()),
                known(OperationAction.UNKNOWN, operation.actionAsString()),
                known(OperationStatus.UNKNOWN, operation.statusAsString()),
                orEmpty(operation.statusAsString()),
                reason(operation.statusReason(), redaction),
                Optional.ofNullable(operation.creationTimestamp()),
                Optional.ofNullable(operation.endTimestamp()),
                failed(operation.statusDetails()),
                preferences(operation.operationPreferences()),
                Optional.ofNullable(operation.retainStacks()),
                targets(operation.deploymentTargets()),
                DriftAnswers.summary(operation.stackSetDriftDetectionDetails()));
    }

    public static OperationDescription operation(StackSetOperationSummary operation, Redaction redaction) {
        return operation(
                StackSetOperation.builder()
                        .operationId(operation.operationId())
                        .action(operation.actionAsString())
                        .status(operation.statusAsString())
                        .statusReason(operation.statusReason())
                        .creationTimestamp(operation.creationTimestamp())
                        .endTimestamp(operation.endTimestamp())
                        .statusDetails(operation.statusDetails())
                        .operationPreferences(operation.operationPreferences())
                        .build(),
                redaction);
    }

    private static Optional<OperationPreferences> preferences(@Nullable StackSetOperationPreferences theirs) {
        return theirs == null
                ? Optional.empty()
                : lenient(() -> {
                    OperationPreferences.Builder ours = OperationPreferences.builder();
                    if (!theirs.regionOrder().isEmpty()) {
                        ours.regionOrder(theirs.regionOrder());
                    }
                    given(theirs.failureToleranceCount(), ours::failureToleranceCount);
                    given(theirs.failureTolerancePercentage(), ours::failureTolerancePercentage);
                    given(theirs.maxConcurrentCount(), ours::maxConcurrentCount);
                    given(theirs.maxConcurrentPercentage(), ours::maxConcurrentPercentage);
                    given(theirs.regionConcurrencyType(), ours::regionConcurrency);
                    given(theirs.concurrencyMode(), ours::concurrencyMode);
                    return ours.build();
                });
    }

    private static Optional<Targets> targets(@Nullable DeploymentTargets theirs) {
        return theirs == null
                ? Optional.empty()
                : lenient(() -> {
                    Optional<AccountList> accounts = !theirs.accounts().isEmpty()
                            ? Optional.of(Targets.accounts(theirs.accounts()))
                            : text(theirs.accountsUrl()).map(Targets::accountsUrl);
                    AccountFilter filter = theirs.organizationalUnitIds().isEmpty() || accounts.isEmpty()
                            ? AccountFilter.NONE
                            : AccountFilter.valueOf(String.valueOf(theirs.accountFilterTypeAsString()));
                    return new Targets.Units(new LinkedHashSet<>(theirs.organizationalUnitIds()), filter, accounts);
                });
    }

    public static InstanceResult result(StackSetOperationResultSummary result, Redaction redaction) {
        InstanceResult told = new InstanceResult(
                new InstanceId(result.account(), result.region()),
                known(InstanceOutcome.UNKNOWN, result.statusAsString()),
                reason(result.statusReason(), redaction),
                Optional.ofNullable(result.accountGateResult())
                        .map(gate -> new AccountGate(
                                known(AccountGate.Status.UNKNOWN, gate.statusAsString()),
                                reason(gate.statusReason(), redaction))),
                text(result.organizationalUnitId()));
        return told.outcome() == InstanceOutcome.SUCCEEDED && told.kind() == FailureKind.ACCOUNT_SUSPENDED
                ? new InstanceResult(
                        told.instance(), InstanceOutcome.SKIPPED, told.reason(), told.gate(), told.organizationalUnit())
                : told;
    }

    public static AutoDeploymentTarget autoDeploymentTarget(StackSetAutoDeploymentTargetSummary target) {
        return new AutoDeploymentTarget(orEmpty(target.organizationalUnitId()), new LinkedHashSet<>(target.regions()));
    }

    public static OrganizationsAccess organizationsAccess(DescribeOrganizationsAccessResponse answer) {
        return known(OrganizationsAccess.UNKNOWN, answer.statusAsString());
    }

    /** What AWS always sends; an answer without it is another server's. */
    private static <T> T there(@Nullable T found, String what) {
        if (found == null) {
            throw new CompletionException(new IOException("the answer came without " + what));
        }
        return found;
    }

    /** The constant AWS names, or the one that stands for names we do not know. */
    static <E extends Enum<E>> E known(E unknown, @Nullable String name) {
        try {
            return name == null || name.isEmpty() ? unknown : Enum.valueOf(unknown.getDeclaringClass(), name);
        } catch (IllegalArgumentException newer) {
            return unknown;
        }
    }

    private static <V> void given(@Nullable V value, Consumer<V> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }

    static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    /** AWS's words, which may repeat what was sent. */
    private static Optional<String> reason(@Nullable String words, Redaction redaction) {
        return text(words).map(redaction::text);
    }

    private static String detailed(@Nullable StackInstanceComprehensiveStatus status) {
        return status == null ? "" : orEmpty(status.detailedStatusAsString());
    }

    private static PermissionModel permissionModel(@Nullable String model) {
        return text(model).isEmpty() ? PermissionModel.SELF_MANAGED : known(PermissionModel.UNKNOWN, model);
    }

    private static Optional<dev.stacksets.definition.AutoDeployment> autoDeployment(@Nullable AutoDeployment theirs) {
        if (theirs == null) {
            return Optional.empty();
        }
        if (!Boolean.TRUE.equals(theirs.enabled())) {
            return Optional.of(dev.stacksets.definition.AutoDeployment.disabled());
        }
        return lenient(() -> new dev.stacksets.definition.AutoDeployment(
                true, Boolean.TRUE.equals(theirs.retainStacksOnAccountRemoval()), theirs.dependsOn()));
    }

    /** What AWS says today may break a rule this version checks; then it is not said, rather than a failed read. */
    private static <T> Optional<T> lenient(Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException newer) {
            LOG.debug("AWS answered with a value outside the documented bounds", newer);
            return Optional.empty();
        }
    }

    private static boolean active(@Nullable ManagedExecution execution) {
        return execution != null && Boolean.TRUE.equals(execution.active());
    }

    private static OptionalInt failed(@Nullable StackSetOperationStatusDetails details) {
        return details == null || details.failedStackInstancesCount() == null
                ? OptionalInt.empty()
                : OptionalInt.of(details.failedStackInstancesCount());
    }

    private static Map<String, ResolvedValue> resolved(List<Parameter> parameters) {
        return parameters.stream()
                .filter(parameter -> parameter.resolvedValue() != null)
                .collect(Collectors.toMap(
                        Parameter::parameterKey,
                        parameter -> ResolvedValue.of(parameter.resolvedValue()),
                        (first, second) -> second));
    }

    private static Map<String, String> parameters(List<Parameter> parameters) {
        return parameters.stream()
                .collect(Collectors.toMap(
                        Parameter::parameterKey,
                        parameter -> orEmpty(parameter.parameterValue()),
                        (first, second) -> second));
    }
}
