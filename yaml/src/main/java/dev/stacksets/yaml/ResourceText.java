package dev.stacksets.yaml;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import dev.stacksets.yaml.internal.YamlWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/** Values as the text of a template. */
final class ResourceText {
    private final StackSetDefinition definition;
    private final List<DeploymentSpec> deployments;
    private final Optional<CallAs> callAs;
    private final SecretParameters secrets = new SecretParameters();

    ResourceText(StackSetDefinition definition, List<DeploymentSpec> deployments, Optional<CallAs> callAs) {
        this.definition = definition;
        this.deployments = deployments;
        this.callAs = callAs;
    }

    String text() {
        Map<String, Object> properties = properties();
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("AWSTemplateFormatVersion", "2010-09-09");
        template.put("Description", "Stack set " + definition.name());
        if (!secrets.names().isEmpty()) {
            template.put("Parameters", secrets.declarations());
        }
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("Type", Resource.TYPE);
        resource.put("Properties", properties);
        template.put("Resources", Map.of("StackSet", resource));
        return header() + YamlWriter.write(template);
    }

    private String header() {
        return secrets.names().isEmpty()
                ? ""
                : "# Secret values are not written here. The template asks for them: "
                        + String.join(", ", secrets.names()) + ".\n";
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("StackSetName", definition.name());
        definition.description().ifPresent(text -> properties.put("Description", text));
        properties.put("PermissionModel", definition.permissionModel().name());
        definition.autoDeployment().ifPresent(follows -> properties.put("AutoDeployment", autoDeployment(follows)));
        definition.administrationRoleArn().ifPresent(arn -> properties.put("AdministrationRoleARN", arn));
        definition.executionRoleName().ifPresent(name -> properties.put("ExecutionRoleName", name));
        if (definition.managedExecution()) {
            properties.put("ManagedExecution", Map.of("Active", true));
        }
        callAs.ifPresent(capacity -> properties.put("CallAs", capacity.toString()));
        putUnlessEmpty(
                properties,
                "Capabilities",
                definition.capabilities().stream().map(Object::toString).toList());
        putUnlessEmpty(properties, "Parameters", parameters());
        putUnlessEmpty(properties, "Tags", tags());
        preferences().ifPresent(paced -> properties.put("OperationPreferences", paced));
        List<Map<String, Object>> groups = new ArrayList<>();
        deployments.forEach(deployment -> groups.add(group(deployment, groups.size() + 1)));
        putUnlessEmpty(properties, "StackInstancesGroup", groups);
        putTemplate(properties);
        return properties;
    }

    private void putTemplate(Map<String, Object> properties) {
        if (definition.template() instanceof TemplateSource.Inline text && text.fitsIntoRequest()) {
            properties.put("TemplateBody", text.body());
        } else if (definition.template() instanceof TemplateSource.Url address) {
            properties.put("TemplateURL", address.url());
        } else {
            throw new InvalidInputException(
                    "template",
                    "A stack set resource takes a text of at most " + TemplateSource.Inline.REQUEST_LIMIT
                            + " bytes or a URL, not the " + definition.template()
                            + ". Put it where AWS reads it, for example into a template store, and give its URL.");
        }
    }

    private static Map<String, Object> autoDeployment(AutoDeployment follows) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("Enabled", follows.enabled());
        if (follows.enabled()) {
            map.put("RetainStacksOnAccountRemoval", follows.retainsStacks());
        }
        putUnlessEmpty(map, "DependsOn", follows.dependsOn());
        return map;
    }

    private List<Map<String, Object>> parameters() {
        return definition.parameters().entrySet().stream()
                .map(entry ->
                        parameter(entry.getKey(), entry.getValue(), entry.getKey(), "Parameter " + entry.getKey()))
                .toList();
    }

    private Map<String, Object> parameter(String key, ParameterValue value, String secretName, String what) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("ParameterKey", key);
        pair.put(
                "ParameterValue",
                value instanceof ParameterValue.Plain plain
                        ? plain.value()
                        : secrets.reference(secretName, what + " of stack set " + definition.name() + ", secret"));
        return pair;
    }

    private List<Map<String, String>> tags() {
        return definition.tags().entrySet().stream()
                .map(tag -> {
                    Map<String, String> pair = new LinkedHashMap<>();
                    pair.put("Key", tag.getKey());
                    pair.put("Value", tag.getValue());
                    return pair;
                })
                .toList();
    }

    private Optional<Map<String, Object>> preferences() {
        List<OperationPreferences> all =
                deployments.stream().map(DeploymentSpec::preferences).distinct().toList();
        if (all.size() > 1) {
            throw new InvalidInputException(
                    "preferences",
                    "The deployments are paced differently, and a stack set resource has one OperationPreferences.");
        }
        return all.stream().findFirst().map(ResourceText::preferences).filter(map -> !map.isEmpty());
    }

    private static Map<String, Object> preferences(OperationPreferences paced) {
        Map<String, Object> map = new LinkedHashMap<>();
        paced.failureToleranceCount().ifPresent(count -> map.put("FailureToleranceCount", count));
        paced.failureTolerancePercentage().ifPresent(share -> map.put("FailureTolerancePercentage", share));
        paced.maxConcurrentCount().ifPresent(count -> map.put("MaxConcurrentCount", count));
        paced.maxConcurrentPercentage().ifPresent(share -> map.put("MaxConcurrentPercentage", share));
        putUnlessEmpty(map, "RegionOrder", paced.regionOrder());
        paced.regionConcurrency().ifPresent(type -> map.put("RegionConcurrencyType", type.toString()));
        paced.concurrencyMode().ifPresent(mode -> map.put("ConcurrencyMode", mode.toString()));
        return map;
    }

    private Map<String, Object> group(DeploymentSpec deployment, int number) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("DeploymentTargets", targets(deployment.targets()));
        group.put("Regions", List.copyOf(deployment.regions()));
        if (deployment.overrides() instanceof ParameterOverrides.Exactly exactly) {
            group.put("ParameterOverrides", overrides(exactly, number));
        }
        return group;
    }

    private List<Map<String, Object>> overrides(ParameterOverrides.Exactly exactly, int number) {
        return exactly.values().entrySet().stream()
                .map(entry -> {
                    if (entry.getValue() instanceof ParameterValue.Previous) {
                        throw new InvalidInputException(
                                "overrides",
                                "The override of '" + entry.getKey()
                                        + "' keeps what each instance has, which a stack set"
                                        + " resource cannot say: give it a value.");
                    }
                    return parameter(
                            entry.getKey(),
                            entry.getValue(),
                            entry.getKey() + "Override" + number,
                            "Override of " + entry.getKey() + " in instance group " + number);
                })
                .toList();
    }

    private static Map<String, Object> targets(Targets targets) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (targets instanceof AccountList accounts) {
            putAccounts(map, accounts);
        } else if (targets instanceof Targets.Units units) {
            putUnlessEmpty(map, "OrganizationalUnitIds", List.copyOf(units.units()));
            if (units.filter() != AccountFilter.NONE) {
                map.put("AccountFilterType", units.filter().name());
            }
            units.accounts().ifPresent(accounts -> putAccounts(map, accounts));
        }
        return map;
    }

    private static void putAccounts(Map<String, Object> map, AccountList accounts) {
        if (accounts instanceof AccountList.Accounts named) {
            map.put("Accounts", List.copyOf(named.accounts()));
        } else if (accounts instanceof AccountList.AccountsUrl file) {
            map.put("AccountsUrl", file.url());
        }
    }

    private static void putUnlessEmpty(Map<String, Object> map, String key, List<?> values) {
        if (!values.isEmpty()) {
            map.put(key, values);
        }
    }
}
