package dev.stacksets.yaml;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import dev.stacksets.text.Printable;
import dev.stacksets.yaml.internal.YamlValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/** The properties of a stack set resource as values. */
final class ResourceReader {
    private static final List<String> PROPERTIES = List.of(
            "StackSetName",
            "Description",
            "PermissionModel",
            "AutoDeployment",
            "AdministrationRoleARN",
            "ExecutionRoleName",
            "ManagedExecution",
            "CallAs",
            "Capabilities",
            "Parameters",
            "Tags",
            "TemplateBody",
            "TemplateURL",
            "OperationPreferences",
            "StackInstancesGroup");

    /** Where the fields of a definition and of a deployment are written. */
    private static final Map<String, String> WRITTEN_AT = Map.ofEntries(
            Map.entry("name", "StackSetName"),
            Map.entry("description", "Description"),
            Map.entry("parameters", "Parameters"),
            Map.entry("parameter key", "Parameters"),
            Map.entry("tags", "Tags"),
            Map.entry("tag key", "Tags"),
            Map.entry("administrationRoleArn", "AdministrationRoleARN"),
            Map.entry("executionRoleName", "ExecutionRoleName"),
            Map.entry("permissionModel", "PermissionModel"),
            Map.entry("autoDeployment", "AutoDeployment"),
            Map.entry("region", "Regions"),
            Map.entry("regions", "Regions"),
            Map.entry("targets", "DeploymentTargets"),
            Map.entry("organizationalUnits", "DeploymentTargets"));

    private final YamlValue properties;
    private final References references;

    ResourceReader(YamlValue properties, References references) {
        this.properties = properties;
        this.references = references;
        properties.allow(PROPERTIES);
    }

    Optional<CallAs> callAs() {
        return properties.find("CallAs").map(value -> constant(value, CallAs.knownValues(), CallAs::toString));
    }

    StackSetDefinition definition() {
        StackSetDefinition.Builder definition = StackSetDefinition.builder()
                .name(references.text(properties.require("StackSetName")))
                .template(template())
                .permissionModel(constant(
                        properties.require("PermissionModel"),
                        Set.of(PermissionModel.SELF_MANAGED, PermissionModel.SERVICE_MANAGED),
                        PermissionModel::name))
                .putAllParameters(parameters(properties.find("Parameters")))
                .capabilities(capabilities())
                .putAllTags(tags());
        text("Description").ifPresent(definition::description);
        text("AdministrationRoleARN").ifPresent(definition::administrationRoleArn);
        text("ExecutionRoleName").ifPresent(definition::executionRoleName);
        properties.find("AutoDeployment").map(this::autoDeployment).ifPresent(definition::autoDeployment);
        properties.find("ManagedExecution").map(this::active).ifPresent(definition::managedExecution);
        return properties.at(WRITTEN_AT, definition::build);
    }

    private TemplateSource template() {
        Optional<YamlValue> body = properties.find("TemplateBody");
        Optional<YamlValue> url = properties.find("TemplateURL");
        if (body.isPresent() == url.isPresent()) {
            throw properties.refusal("one of TemplateBody and TemplateURL is needed.");
        }
        return body.map(written -> written.at(() -> TemplateSource.inline(references.text(written))))
                .or(() -> url.map(written -> written.at(() -> TemplateSource.url(references.text(written)))))
                .orElseThrow();
    }

    private Map<String, ParameterValue> parameters(Optional<YamlValue> list) {
        return pairs(list, "ParameterKey", "ParameterValue", references::value);
    }

    private Map<String, String> tags() {
        return pairs(properties.find("Tags"), "Key", "Value", references::text);
    }

    private static <V> Map<String, V> pairs(
            Optional<YamlValue> list, String key, String value, Function<YamlValue, V> reading) {
        Map<String, V> pairs = new LinkedHashMap<>();
        list.map(YamlValue::items).orElse(List.of()).forEach(pair -> {
            pair.allow(List.of(key, value));
            YamlValue name = pair.require(key);
            if (pairs.put(name.text(), reading.apply(pair.require(value))) != null) {
                throw name.refusal("'" + Printable.value(name.text()) + "' is there twice.");
            }
        });
        return pairs;
    }

    private List<Capability> capabilities() {
        return properties.find("Capabilities").map(YamlValue::items).orElse(List.of()).stream()
                .map(value -> constant(value, Capability.knownValues(), Capability::toString))
                .toList();
    }

    private AutoDeployment autoDeployment(YamlValue written) {
        written.allow(List.of("Enabled", "RetainStacksOnAccountRemoval", "DependsOn"));
        boolean enabled = written.require("Enabled").flag();
        boolean retains = written.find("RetainStacksOnAccountRemoval")
                .map(YamlValue::flag)
                .orElse(false);
        List<String> dependsOn = texts(written.find("DependsOn"));
        return written.at(() -> new AutoDeployment(enabled, retains, dependsOn));
    }

    private boolean active(YamlValue written) {
        written.allow(List.of("Active"));
        return written.find("Active").map(YamlValue::flag).orElse(false);
    }

    List<DeploymentSpec> deployments() {
        Optional<YamlValue> preferences = properties.find("OperationPreferences");
        Map<String, Integer> order = preferences
                .flatMap(written -> written.find("RegionOrder"))
                .map(this::places)
                .orElse(Map.of());
        return properties.find("StackInstancesGroup").map(YamlValue::items).orElse(List.of()).stream()
                .map(group -> deployment(group, preferences, order))
                .toList();
    }

    /** Which Region comes first, second and so on. */
    private Map<String, Integer> places(YamlValue order) {
        Map<String, Integer> places = new HashMap<>();
        texts(Optional.of(order)).forEach(region -> {
            if (places.put(region, places.size()) != null) {
                throw order.refusal("Region '" + region + "' is there twice.");
            }
        });
        return places;
    }

    private DeploymentSpec deployment(YamlValue group, Optional<YamlValue> preferences, Map<String, Integer> order) {
        group.allow(List.of("DeploymentTargets", "Regions", "ParameterOverrides"));
        List<String> regions = texts(Optional.of(group.require("Regions")));
        DeploymentSpec.Builder deployment = DeploymentSpec.builder()
                .targets(targets(group.require("DeploymentTargets")))
                .regions(regions);
        preferences.ifPresent(written -> deployment.preferences(preferences(written, ordered(regions, order))));
        group.find("ParameterOverrides")
                .ifPresent(list -> deployment.overrides(new ParameterOverrides.Exactly(parameters(Optional.of(list)))));
        return group.at(WRITTEN_AT, deployment::build);
    }

    private static List<String> ordered(List<String> regions, Map<String, Integer> order) {
        return regions.stream()
                .filter(order::containsKey)
                .distinct()
                .sorted(Comparator.comparing(order::get))
                .toList();
    }

    private Targets targets(YamlValue written) {
        written.allow(List.of("Accounts", "AccountsUrl", "OrganizationalUnitIds", "AccountFilterType"));
        Optional<AccountList> accounts = accounts(written);
        Optional<YamlValue> units = written.find("OrganizationalUnitIds");
        if (units.isEmpty()) {
            return accounts.orElseThrow(() -> written.refusal("neither accounts nor organizational units are named."));
        }
        Set<String> named =
                new LinkedHashSet<>(references.texts(units.get(), unit -> Targets.organizationalUnits(unit)));
        AccountFilter filter = written.find("AccountFilterType")
                .map(value -> constant(value, Set.of(AccountFilter.values()), AccountFilter::name))
                .orElse(AccountFilter.NONE);
        return written.at(() -> new Targets.Units(named, filter, accounts));
    }

    private Optional<AccountList> accounts(YamlValue written) {
        Optional<AccountList> named = written.find("Accounts")
                .map(list ->
                        list.at(() -> Targets.accounts(references.texts(list, account -> Targets.accounts(account)))));
        return named.or(() ->
                written.find("AccountsUrl").map(url -> url.at(() -> Targets.accountsUrl(references.text(url)))));
    }

    private OperationPreferences preferences(YamlValue written, List<String> regionOrder) {
        written.allow(List.of(
                "FailureToleranceCount",
                "FailureTolerancePercentage",
                "MaxConcurrentCount",
                "MaxConcurrentPercentage",
                "RegionOrder",
                "RegionConcurrencyType",
                "ConcurrencyMode"));
        OperationPreferences.Builder preferences =
                OperationPreferences.builder().regionOrder(regionOrder);
        written.find("FailureToleranceCount").map(YamlValue::number).ifPresent(preferences::failureToleranceCount);
        written.find("FailureTolerancePercentage")
                .map(YamlValue::number)
                .ifPresent(preferences::failureTolerancePercentage);
        written.find("MaxConcurrentCount").map(YamlValue::number).ifPresent(preferences::maxConcurrentCount);
        written.find("MaxConcurrentPercentage").map(YamlValue::number).ifPresent(preferences::maxConcurrentPercentage);
        written.find("RegionConcurrencyType")
                .map(value -> constant(value, RegionConcurrencyType.knownValues(), RegionConcurrencyType::toString))
                .ifPresent(preferences::regionConcurrency);
        written.find("ConcurrencyMode")
                .map(value -> constant(value, ConcurrencyMode.knownValues(), ConcurrencyMode::toString))
                .ifPresent(preferences::concurrencyMode);
        return written.at(preferences::build);
    }

    private Optional<String> text(String property) {
        return properties.find(property).map(references::text);
    }

    private List<String> texts(Optional<YamlValue> list) {
        return list.map(written -> references.texts(written, text -> {})).orElse(List.of());
    }

    private <E> E constant(YamlValue written, Set<E> constants, Function<E, String> name) {
        String text = references.text(written);
        return constants.stream()
                .filter(constant -> name.apply(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> written.refusal("'" + Printable.value(text) + "' is none of "
                        + String.join(
                                ", ", constants.stream().map(name).sorted().toList()) + "."));
    }
}
