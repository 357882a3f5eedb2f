package dev.stacksets.internal.client;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;
import software.amazon.awssdk.services.cloudformation.model.ManagedExecution;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Our values as the SDK's. What is not set is null, which is not sent; what is set empty is sent empty. */
final class SdkValues {
    private SdkValues() {}

    static @Nullable String body(TemplateSource template) {
        return template instanceof TemplateSource.Inline inline ? inline.body() : null;
    }

    static @Nullable String url(TemplateSource template) {
        return template instanceof TemplateSource.Url address ? address.url() : null;
    }

    static @Nullable String stackId(TemplateSource template) {
        return template instanceof TemplateSource.OfStack stack ? stack.stackId() : null;
    }

    static PermissionModels permissionModel(PermissionModel model) {
        return PermissionModels.fromValue(model.name());
    }

    static software.amazon.awssdk.services.cloudformation.model.AutoDeployment autoDeployment(AutoDeployment ours) {
        software.amazon.awssdk.services.cloudformation.model.AutoDeployment.Builder theirs =
                software.amazon.awssdk.services.cloudformation.model.AutoDeployment.builder()
                        .enabled(ours.enabled());
        if (ours.enabled()) {
            theirs.retainStacksOnAccountRemoval(ours.retainsStacks());
        }
        if (!ours.dependsOn().isEmpty()) {
            theirs.dependsOn(ours.dependsOn());
        }
        return theirs.build();
    }

    static ManagedExecution managedExecution(boolean active) {
        return ManagedExecution.builder().active(active).build();
    }

    /** Accounts of a self-managed stack set; AWS has another field for everything else. */
    static @Nullable Collection<String> accounts(Targets targets) {
        return targets instanceof AccountList.Accounts named ? named.accounts() : null;
    }

    static @Nullable DeploymentTargets deploymentTargets(Targets targets) {
        if (targets instanceof Targets.Units units) {
            return deploymentTargets(units);
        }
        return targets instanceof AccountList.AccountsUrl file
                ? DeploymentTargets.builder().accountsUrl(file.url()).build()
                : null;
    }

    private static DeploymentTargets deploymentTargets(Targets.Units units) {
        DeploymentTargets.Builder targets = DeploymentTargets.builder();
        if (!units.units().isEmpty()) {
            targets.organizationalUnitIds(units.units());
        }
        if (units.filter() != AccountFilter.NONE) {
            targets.accountFilterType(units.filter().name());
        }
        units.accounts().ifPresent(list -> {
            if (list instanceof AccountList.Accounts named) {
                targets.accounts(named.accounts());
            } else if (list instanceof AccountList.AccountsUrl file) {
                targets.accountsUrl(file.url());
            }
        });
        return targets.build();
    }

    /** Absent, empty and given are three different requests in AWS. */
    static Optional<List<Parameter>> overrides(ParameterOverrides overrides) {
        return overrides instanceof ParameterOverrides.Exactly exactly
                ? Optional.of(parameters(exactly.values()))
                : Optional.empty();
    }

    static List<Parameter> parameters(Map<String, ParameterValue> parameters) {
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
        } else if (value instanceof ParameterValue.Previous) {
            parameter.usePreviousValue(true);
        } else {
            throw new InvalidInputException(
                    "parameters", "The value of '" + key + "' is withheld: give the plan its secrets.");
        }
        return parameter.build();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(entry -> Tag.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }

    static @Nullable StackSetOperationPreferences preferences(OperationPreferences preferences) {
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
