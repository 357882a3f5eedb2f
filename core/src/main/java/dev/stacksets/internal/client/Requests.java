package dev.stacksets.internal.client;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.resilience.Redaction;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.DriftDetectionSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackList;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackSetDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.ImportStacksToStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackSetRequest;

/** Our values as SDK requests. What is not set is not sent; what is set empty is sent empty. */
public final class Requests {
    private final @Nullable CallAs callAs;

    /** Makes requests of a caller who acts as a delegated administrator, or, with null, as itself. */
    public Requests(@Nullable CallAs callAs) {
        this.callAs = callAs;
    }

    public CreateStackSetRequest create(StackSetDefinition definition, String clientRequestToken) {
        CreateStackSetRequest.Builder request = CreateStackSetRequest.builder()
                .stackSetName(definition.name())
                .description(definition.description().orElse(null))
                .templateBody(SdkValues.body(definition.template()))
                .templateURL(SdkValues.url(definition.template()))
                .stackId(SdkValues.stackId(definition.template()))
                .permissionModel(SdkValues.permissionModel(definition.permissionModel()))
                .administrationRoleARN(definition.administrationRoleArn().orElse(null))
                .executionRoleName(definition.executionRoleName().orElse(null))
                .clientRequestToken(definition.clientRequestToken().orElse(clientRequestToken))
                .callAs(callAs);
        if (definition.permissionModel() == PermissionModel.SERVICE_MANAGED) {
            request.autoDeployment(
                    SdkValues.autoDeployment(definition.autoDeployment().orElseGet(AutoDeployment::disabled)));
        }
        if (!definition.parameters().isEmpty()) {
            request.parameters(SdkValues.parameters(definition.parameters()));
        }
        if (!definition.capabilities().isEmpty()) {
            request.capabilities(definition.capabilities());
        }
        if (!definition.tags().isEmpty()) {
            request.tags(SdkValues.tags(definition.tags()));
        }
        if (definition.managedExecution()) {
            request.managedExecution(SdkValues.managedExecution(true));
        }
        return request.build();
    }

    public UpdateStackSetRequest update(StackSetUpdateSpec update, OperationToken token) {
        UpdateStackSetRequest.Builder request = UpdateStackSetRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .callAs(callAs)
                .description(update.description().orElse(null))
                .templateBody(SdkValues.body(update.template()))
                .templateURL(SdkValues.url(update.template()))
                .usePreviousTemplate(update.template() instanceof TemplateSource.Previous ? true : null)
                .administrationRoleARN(update.administrationRoleArn().orElse(null))
                .executionRoleName(update.executionRoleName().orElse(null))
                .operationPreferences(SdkValues.preferences(update.preferences()));
        if (!update.parameters().isEmpty()) {
            request.parameters(SdkValues.parameters(update.parameters()));
        }
        if (!update.capabilities().isEmpty()) {
            request.capabilities(update.capabilities());
        }
        update.tags().ifPresent(tags -> request.tags(SdkValues.tags(tags)));
        update.managedExecution().ifPresent(active -> request.managedExecution(SdkValues.managedExecution(active)));
        update.permissionModel().map(SdkValues::permissionModel).ifPresent(request::permissionModel);
        update.autoDeployment().map(SdkValues::autoDeployment).ifPresent(request::autoDeployment);
        update.targets()
                .ifPresent(targets -> request.accounts(SdkValues.accounts(targets))
                        .deploymentTargets(SdkValues.deploymentTargets(targets))
                        .regions(update.regions()));
        return request.build();
    }

    public CreateStackInstancesRequest deploy(DeploymentSpec deployment, OperationToken token) {
        CreateStackInstancesRequest.Builder request = CreateStackInstancesRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .callAs(callAs)
                .accounts(SdkValues.accounts(deployment.targets()))
                .deploymentTargets(SdkValues.deploymentTargets(deployment.targets()))
                .regions(deployment.regions())
                .operationPreferences(SdkValues.preferences(deployment.preferences()));
        SdkValues.overrides(deployment.overrides()).ifPresent(request::parameterOverrides);
        return request.build();
    }

    public UpdateStackInstancesRequest updateInstances(InstanceUpdateSpec update, OperationToken token) {
        UpdateStackInstancesRequest.Builder request = UpdateStackInstancesRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .callAs(callAs)
                .accounts(SdkValues.accounts(update.targets()))
                .deploymentTargets(SdkValues.deploymentTargets(update.targets()))
                .regions(update.regions())
                .operationPreferences(SdkValues.preferences(update.preferences()));
        SdkValues.overrides(update.overrides()).ifPresent(request::parameterOverrides);
        return request.build();
    }

    public DeleteStackInstancesRequest removeInstances(InstanceRemovalSpec removal, OperationToken token) {
        return DeleteStackInstancesRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .callAs(callAs)
                .accounts(SdkValues.accounts(removal.targets()))
                .deploymentTargets(SdkValues.deploymentTargets(removal.targets()))
                .regions(removal.regions())
                .retainStacks(removal.stacks() == InstanceRemovalSpec.Stacks.RETAIN)
                .operationPreferences(SdkValues.preferences(removal.preferences()))
                .build();
    }

    public DetectStackSetDriftRequest detectDrift(DriftDetectionSpec detection, OperationToken token) {
        return DetectStackSetDriftRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .callAs(callAs)
                .operationPreferences(SdkValues.preferences(detection.preferences()))
                .build();
    }

    public ImportStacksToStackSetRequest importStacks(StackImportSpec imports, OperationToken token) {
        ImportStacksToStackSetRequest.Builder request = ImportStacksToStackSetRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .callAs(callAs)
                .operationPreferences(SdkValues.preferences(imports.preferences()));
        if (imports.stacks() instanceof StackList.Stacks named) {
            request.stackIds(named.ids());
        } else if (imports.stacks() instanceof StackList.StacksUrl file) {
            request.stackIdsUrl(file.url());
        }
        if (!imports.organizationalUnits().isEmpty()) {
            request.organizationalUnitIds(imports.organizationalUnits());
        }
        return request.build();
    }

    /** Asks what a template needs; the previous template is asked for by its stack set. */
    public GetTemplateSummaryRequest summary(TemplateSource template, String stackSet) {
        return GetTemplateSummaryRequest.builder()
                .templateBody(SdkValues.body(template))
                .templateURL(SdkValues.url(template))
                .stackName(SdkValues.stackId(template))
                .stackSetName(template instanceof TemplateSource.Previous ? stackSet : null)
                .templateSummaryConfig(config -> config.treatUnrecognizedResourceTypesAsWarnings(true))
                .callAs(callAs)
                .build();
    }

    /** What no message may repeat. */
    public static Redaction secrets(Collection<ParameterValue> values) {
        return Redaction.of(values.stream()
                .filter(Secret.class::isInstance)
                .map(value -> ((Secret) value).reveal())
                .toList());
    }

    /** What no message may repeat: secret values, and the template, which AWS quotes when it is refused for its length. */
    public static Redaction secrets(Collection<ParameterValue> values, TemplateSource template) {
        Redaction secrets = secrets(values);
        return template instanceof TemplateSource.Inline text ? secrets.andText(text.body()) : secrets;
    }

    /** What no message may repeat. */
    public static Redaction secrets(ParameterOverrides overrides) {
        return overrides instanceof ParameterOverrides.Exactly exactly
                ? secrets(exactly.values().values())
                : Redaction.NONE;
    }
}
