package dev.stacksets.yaml;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.FailureKind;
import dev.stacksets.operation.InstanceRemovalSpec.Stacks;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.RetrySpec;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Overlap;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.plan.UnknownValues;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import dev.stacksets.text.Printable;
import dev.stacksets.yaml.internal.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/** The keys of a fleet file as values. */
final class FleetReader {
    private static final List<String> KEYS = List.of(
            "stackSet",
            "description",
            "template",
            "templateBody",
            "templateUrl",
            "parameters",
            "capabilities",
            "tags",
            "permissionModel",
            "administrationRoleArn",
            "executionRoleName",
            "autoDeployment",
            "managedExecution",
            "preferences",
            "retry",
            "prune",
            "overlap",
            "unknownValues",
            "groups");

    /** Where fields are written that have another name here. */
    private static final Map<String, String> WRITTEN_AT = Map.of(
            "name", "stackSet",
            "parameter key", "parameters",
            "tag key", "tags",
            "region", "regions",
            "regionOrder", "preferences");

    private final YamlValue fleet;
    private final TemplateFolder folder;
    private final Function<String, Optional<Secret>> secrets;
    private final Function<String, Optional<Targets>> selections;

    FleetReader(
            YamlValue fleet,
            TemplateFolder folder,
            Function<String, Optional<Secret>> secrets,
            Function<String, Optional<Targets>> selections) {
        this.fleet = fleet;
        this.folder = folder;
        this.secrets = secrets;
        this.selections = selections;
        fleet.allow(KEYS);
    }

    DesiredStackSet desired() {
        DesiredStackSet.Builder desired = DesiredStackSet.builder().definition(definition());
        fleet.require("groups").entries().forEach((name, group) -> desired.group(group(name, group)));
        fleet.find("preferences").map(FleetReader::preferences).ifPresent(desired::preferences);
        fleet.find("retry").map(FleetReader::retry).ifPresent(desired::retry);
        choice("prune", Map.of("delete", Stacks.DELETE, "retain", Stacks.RETAIN))
                .ifPresent(desired::prune);
        choice("overlap", Map.of("refused", Overlap.REFUSED, "last-wins", Overlap.LAST_WINS))
                .ifPresent(desired::overlap);
        choice("unknownValues", Map.of("keep", UnknownValues.KEEP, "send", UnknownValues.SEND))
                .ifPresent(desired::unknownValues);
        return fleet.at(WRITTEN_AT, desired::build);
    }

    // The stack set

    private StackSetDefinition definition() {
        StackSetDefinition.Builder definition = StackSetDefinition.builder()
                .name(fleet.require("stackSet").text())
                .template(template())
                .putAllParameters(parameters())
                .capabilities(texts(fleet, "capabilities", FleetReader::capability))
                .putAllTags(tags());
        choice(
                        "permissionModel",
                        Map.of(
                                "SELF_MANAGED", PermissionModel.SELF_MANAGED,
                                "SERVICE_MANAGED", PermissionModel.SERVICE_MANAGED))
                .ifPresent(definition::permissionModel);
        text("description").ifPresent(definition::description);
        text("administrationRoleArn").ifPresent(definition::administrationRoleArn);
        text("executionRoleName").ifPresent(definition::executionRoleName);
        fleet.find("autoDeployment").map(FleetReader::autoDeployment).ifPresent(definition::autoDeployment);
        fleet.find("managedExecution").map(YamlValue::flag).ifPresent(definition::managedExecution);
        return fleet.at(WRITTEN_AT, definition::build);
    }

    private TemplateSource template() {
        List<TemplateSource> sources = new ArrayList<>();
        fleet.find("template")
                .map(written -> written.at(() -> folder.template(written.text())))
                .ifPresent(sources::add);
        fleet.find("templateBody")
                .map(written -> written.at(() -> TemplateSource.inline(written.text())))
                .ifPresent(sources::add);
        fleet.find("templateUrl")
                .map(written -> written.at(() -> TemplateSource.url(written.text())))
                .ifPresent(sources::add);
        if (sources.size() != 1) {
            throw fleet.refusal("one of template, templateBody and templateUrl is needed.");
        }
        return sources.get(0);
    }

    private static AutoDeployment autoDeployment(YamlValue written) {
        written.allow(List.of("enabled", "retainStacks", "dependsOn"));
        boolean retains = written.find("retainStacks").map(YamlValue::flag).orElse(false);
        return written.at(() -> new AutoDeployment(
                written.require("enabled").flag(), retains, texts(written, "dependsOn", YamlValue::text)));
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        fleet.find("tags")
                .map(YamlValue::entries)
                .orElse(Map.of())
                .forEach((key, value) -> tags.put(key, value.text()));
        return tags;
    }

    private Map<String, ParameterValue> parameters() {
        return fleet.find("parameters").map(written -> values(written, false)).orElse(Map.of());
    }

    private Map<String, ParameterValue> values(YamlValue written, boolean mayBeKept) {
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        written.entries().forEach((key, value) -> values.put(key, value(value, mayBeKept)));
        return values;
    }

    private ParameterValue value(YamlValue written, boolean mayBeKept) {
        if (!written.isMapping()) {
            return ParameterValue.of(written.text());
        }
        written.allow(mayBeKept ? List.of("secret", "keep") : List.of("secret"));
        if (written.find("keep").map(YamlValue::flag).orElse(false)) {
            return ParameterValue.previous();
        }
        YamlValue name = written.require("secret");
        return secrets.apply(name.text())
                .orElseThrow(
                        () -> name.refusal(
                                "the secret that is named here is not given. What belongs here is its name, and never its value."));
    }

    // Where it should be

    private TargetGroup group(String name, YamlValue written) {
        written.allow(List.of(
                "accounts", "select", "organizationalUnits", "onlyAccounts", "exceptAccounts", "regions", "overrides"));
        TargetGroup.Builder group = TargetGroup.builder()
                .name(name)
                .targets(targets(written))
                .regions(texts(written, "regions", YamlValue::text));
        written.find("overrides").map(this::overrides).ifPresent(group::overrides);
        return written.at(WRITTEN_AT, group::build);
    }

    private Targets targets(YamlValue written) {
        boolean byUnits = written.find("organizationalUnits").isPresent();
        long ways = Stream.of("accounts", "select", "organizationalUnits")
                .filter(key -> written.find(key).isPresent())
                .count();
        if (ways != 1) {
            throw written.refusal("a group has one of accounts, select and organizationalUnits.");
        }
        Optional<YamlValue> only = written.find("onlyAccounts");
        Optional<YamlValue> except = written.find("exceptAccounts");
        if ((byUnits ? except.flatMap(both -> only) : only.or(() -> except)).isPresent()) {
            throw written.refusal("onlyAccounts or exceptAccounts, not both, belongs to organizationalUnits.");
        }
        return written.find("select")
                .map(this::selected)
                .orElseGet(() -> byUnits
                        ? units(written, only, except)
                        : Targets.accounts(texts(written, "accounts", FleetReader::account)));
    }

    private Targets selected(YamlValue selector) {
        return selections
                .apply(selector.text())
                .orElseThrow(() -> selector.refusal("selector \"" + selector.text() + "\" has not been looked up."));
    }

    private static Targets units(YamlValue written, Optional<YamlValue> only, Optional<YamlValue> except) {
        Targets.Units units = Targets.organizationalUnits(texts(written, "organizationalUnits", FleetReader::unit));
        if (only.isPresent()) {
            return units.intersection(Targets.accounts(texts(written, "onlyAccounts", FleetReader::account)));
        }
        return except.isPresent()
                ? units.difference(Targets.accounts(texts(written, "exceptAccounts", FleetReader::account)))
                : units;
    }

    private static String account(YamlValue written) {
        return written.at(() -> Targets.accounts(written.text()))
                .accounts()
                .iterator()
                .next();
    }

    private static String unit(YamlValue written) {
        return written.at(() -> Targets.organizationalUnits(written.text()))
                .units()
                .iterator()
                .next();
    }

    private ParameterOverrides overrides(YamlValue written) {
        if (!written.isMapping()) {
            return choice(
                    written, Map.of("none", ParameterOverrides.none(), "unchanged", ParameterOverrides.unchanged()));
        }
        return written.at(() -> new ParameterOverrides.Exactly(values(written, true)));
    }

    // How

    private static OperationPreferences preferences(YamlValue written) {
        written.allow(List.of(
                "failureToleranceCount",
                "failureTolerancePercentage",
                "maxConcurrentCount",
                "maxConcurrentPercentage",
                "regionOrder",
                "regionConcurrency",
                "concurrencyMode"));
        OperationPreferences.Builder preferences =
                OperationPreferences.builder().regionOrder(texts(written, "regionOrder", YamlValue::text));
        written.find("failureToleranceCount").map(YamlValue::number).ifPresent(preferences::failureToleranceCount);
        written.find("failureTolerancePercentage")
                .map(YamlValue::number)
                .ifPresent(preferences::failureTolerancePercentage);
        written.find("maxConcurrentCount").map(YamlValue::number).ifPresent(preferences::maxConcurrentCount);
        written.find("maxConcurrentPercentage").map(YamlValue::number).ifPresent(preferences::maxConcurrentPercentage);
        written.find("regionConcurrency")
                .map(value -> choice(value, byName(RegionConcurrencyType.knownValues())))
                .ifPresent(preferences::regionConcurrency);
        written.find("concurrencyMode")
                .map(value -> choice(value, byName(ConcurrencyMode.knownValues())))
                .ifPresent(preferences::concurrencyMode);
        return written.at(Map.of(), preferences::build);
    }

    private static RetrySpec retry(YamlValue written) {
        written.allow(List.of("rounds", "pauseSeconds", "kinds", "preferences"));
        RetrySpec.Builder retry = RetrySpec.builder();
        written.find("rounds").map(YamlValue::number).ifPresent(retry::rounds);
        written.find("pauseSeconds")
                .map(YamlValue::number)
                .map(Duration::ofSeconds)
                .ifPresent(retry::pause);
        texts(written, "kinds", value -> choice(value, byName(Arrays.asList(FailureKind.values()))))
                .forEach(retry::kind);
        written.find("preferences").map(FleetReader::preferences).ifPresent(retry::preferences);
        return written.at(Map.of("pause", "pauseSeconds"), retry::build);
    }

    // Values

    private Optional<String> text(String key) {
        return fleet.find(key).map(YamlValue::text);
    }

    private static <T> List<T> texts(YamlValue written, String key, Function<YamlValue, T> reading) {
        return written.find(key).map(YamlValue::items).orElse(List.of()).stream()
                .map(reading)
                .toList();
    }

    private static Capability capability(YamlValue written) {
        return choice(written, byName(Capability.knownValues()));
    }

    private <T> Optional<T> choice(String key, Map<String, T> choices) {
        return fleet.find(key).map(written -> choice(written, choices));
    }

    private static <T> T choice(YamlValue written, Map<String, T> choices) {
        return Optional.ofNullable(choices.get(written.text()))
                .orElseThrow(() -> written.refusal("'" + Printable.value(written.text()) + "' is none of "
                        + String.join(", ", new TreeSet<>(choices.keySet())) + "."));
    }

    private static <T> Map<String, T> byName(Iterable<T> constants) {
        Map<String, T> byName = new LinkedHashMap<>();
        constants.forEach(constant -> byName.put(constant.toString(), constant));
        return byName;
    }
}
