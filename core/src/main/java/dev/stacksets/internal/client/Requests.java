package dev.stacksets.internal.client;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.ManagedExecution;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackSetRequest;

/** Our values as SDK requests. What is not set is not sent; what is set empty is sent empty. */
public final class Requests {
    private Requests() {}

    public static CreateStackSetRequest create(StackSetDefinition definition, String clientRequestToken) {
        CreateStackSetRequest.Builder request = CreateStackSetRequest.builder()
                .stackSetName(definition.name())
                .description(definition.description().orElse(null))
                .templateBody(body(definition.template()))
                .templateURL(url(definition.template()))
                .permissionModel(PermissionModels.SELF_MANAGED)
                .administrationRoleARN(definition.administrationRoleArn().orElse(null))
                .executionRoleName(definition.executionRoleName().orElse(null))
                .clientRequestToken(clientRequestToken);
        if (!definition.parameters().isEmpty()) {
            request.parameters(parameters(definition.parameters()));
        }
        if (!definition.capabilities().isEmpty()) {
            request.capabilities(definition.capabilities());
        }
        if (!definition.tags().isEmpty()) {
            request.tags(tags(definition.tags()));
        }
        if (definition.managedExecution()) {
            request.managedExecution(managedExecution(true));
        }
        return request.build();
    }

    public static UpdateStackSetRequest update(StackSetUpdateSpec update, OperationToken token) {
        UpdateStackSetRequest.Builder request = UpdateStackSetRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .description(update.description().orElse(null))
                .templateBody(body(update.template()))
                .templateURL(url(update.template()))
                .usePreviousTemplate(update.template() instanceof TemplateSource.Previous ? true : null)
                .administrationRoleARN(update.administrationRoleArn().orElse(null))
                .executionRoleName(update.executionRoleName().orElse(null))
                .operationPreferences(preferences(update.preferences()));
        if (!update.parameters().isEmpty()) {
            request.parameters(parameters(update.parameters()));
        }
        if (!update.capabilities().isEmpty()) {
            request.capabilities(update.capabilities());
        }
        update.tags().ifPresent(tags -> request.tags(tags(tags)));
        update.managedExecution().ifPresent(active -> request.managedExecution(managedExecution(active)));
        update.targets()
                .ifPresent(targets -> request.accounts(accounts(targets)).regions(update.regions()));
        return request.build();
    }

    public static CreateStackInstancesRequest deploy(DeploymentSpec deployment, OperationToken token) {
        CreateStackInstancesRequest.Builder request = CreateStackInstancesRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .accounts(accounts(deployment.targets()))
                .regions(deployment.regions())
                .operationPreferences(preferences(deployment.preferences()));
        overrides(deployment.overrides()).ifPresent(request::parameterOverrides);
        return request.build();
    }

    public static UpdateStackInstancesRequest updateInstances(InstanceUpdateSpec update, OperationToken token) {
        UpdateStackInstancesRequest.Builder request = UpdateStackInstancesRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .accounts(accounts(update.targets()))
                .regions(update.regions())
                .operationPreferences(preferences(update.preferences()));
        overrides(update.overrides()).ifPresent(request::parameterOverrides);
        return request.build();
    }

    public static DeleteStackInstancesRequest removeInstances(InstanceRemovalSpec removal, OperationToken token) {
        return DeleteStackInstancesRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .accounts(accounts(removal.targets()))
                .regions(removal.regions())
                .retainStacks(removal.stacks() == InstanceRemovalSpec.Stacks.RETAIN)
                .operationPreferences(preferences(removal.preferences()))
                .build();
    }

    /** Asks what a template needs; the previous template is asked for by its stack set. */
    public static GetTemplateSummaryRequest summary(TemplateSource template, String stackSet) {
        return GetTemplateSummaryRequest.builder()
                .templateBody(body(template))
                .templateURL(url(template))
                .stackSetName(template instanceof TemplateSource.Previous ? stackSet : null)
                .build();
    }

    /** The values that no message may repeat. */
    public static List<String> secrets(Collection<ParameterValue> values) {
        return values.stream()
                .filter(Secret.class::isInstance)
                .map(value -> ((Secret) value).reveal())
                .toList();
    }

    /** The values that no message may repeat. */
    public static List<String> secrets(ParameterOverrides overrides) {
        return overrides instanceof ParameterOverrides.Exactly exactly
                ? secrets(exactly.values().values())
                : List.of();
    }

    private static @Nullable String body(TemplateSource template) {
        return template instanceof TemplateSource.Inline inline ? inline.body() : null;
    }

    private static @Nullable String url(TemplateSource template) {
        return template instanceof TemplateSource.Url address ? address.url() : null;
    }

    private static Collection<String> accounts(Targets targets) {
        return ((Targets.Accounts) targets).accounts();
    }

    private static ManagedExecution managedExecution(boolean active) {
        return ManagedExecution.builder().active(active).build();
    }

    /** Absent, empty and given are three different requests in AWS. */
    private static Optional<List<Parameter>> overrides(ParameterOverrides overrides) {
        return overrides instanceof ParameterOverrides.Exactly exactly
                ? Optional.of(parameters(exactly.values()))
                : Optional.empty();
    }

    private static List<Parameter> parameters(Map<String, ParameterValue> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> parameter(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Parameter parameter(String key, ParameterValue value) {
        Parameter.Builder parameter = Parameter.builder().parameterKey(key);
        if (value instanceof ParameterValue.Plain plain) {
            parameter.parameterValue(plain.value());
        } else if (value instanceof Secret secret) {
            parameter.parameterValue(secret.reveal());
        } else {
            parameter.usePreviousValue(true);
        }
        return parameter.build();
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(entry -> Tag.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    private static @Nullable StackSetOperationPreferences preferences(OperationPreferences preferences) {
        if (preferences.equals(OperationPreferences.defaults())) {
            return null;
        }
        StackSetOperationPreferences.Builder request = StackSetOperationPreferences.builder()
                .failureToleranceCount(boxed(preferences.failureToleranceCount()))
                .failureTolerancePercentage(boxed(preferences.failureTolerancePercentage()))
                .maxConcurrentCount(boxed(preferences.maxConcurrentCount()))
                .maxConcurrentPercentage(boxed(preferences.maxConcurrentPercentage()))
                .regionConcurrencyType(preferences.regionConcurrency().orElse(null))
                .concurrencyMode(preferences.concurrencyMode().orElse(null));
        if (!preferences.regionOrder().isEmpty()) {
            request.regionOrder(preferences.regionOrder());
        }
        return request.build();
    }

    private static @Nullable Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
