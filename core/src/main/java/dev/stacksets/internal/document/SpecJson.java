package dev.stacksets.internal.document;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.FailureKind;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.OverridingSpec;
import dev.stacksets.operation.RetrySpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.target.AccountFilter;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/** Requests as JSON. Which kind a request is, its action says. */
final class SpecJson {
    private SpecJson() {}

    static Tree of(OperationSpec spec) {
        Tree tree = Tree.of();
        if (spec instanceof StackSetUpdateSpec update) {
            put(update, tree);
        }
        if (spec instanceof TargetedSpec targeted) {
            tree.put("targets", targets(targeted.targets())).put("regions", List.copyOf(targeted.regions()));
        }
        if (spec instanceof OverridingSpec overriding
                && overriding.overrides() instanceof ParameterOverrides.Exactly exactly) {
            tree.put("overrides", DefinitionJson.values(exactly.values()));
        }
        if (spec instanceof InstanceRemovalSpec removal) {
            tree.put("stacks", removal.stacks().name());
        }
        return tree.put("preferences", preferences(spec.preferences()));
    }

    private static void put(StackSetUpdateSpec update, Tree tree) {
        if (!(update.template() instanceof TemplateSource.Previous)) {
            tree.put("template", DefinitionJson.template(update.template()));
        }
        if (!update.parameters().isEmpty()) {
            tree.put("parameters", DefinitionJson.values(update.parameters()));
        }
        tree.putAll("capabilities", DefinitionJson.names(update.capabilities()))
                .put("tags", update.tags().map(tags -> Tree.map(tags, tag -> tag)))
                .put("description", update.description())
                .put("permissionModel", update.permissionModel().map(PermissionModel::name))
                .put("autoDeployment", update.autoDeployment().map(DefinitionJson::of))
                .put("administrationRoleArn", update.administrationRoleArn())
                .put("executionRoleName", update.executionRoleName())
                .put("managedExecution", update.managedExecution())
                .put("targets", update.targets().map(SpecJson::targets))
                .putAll("regions", update.regions());
    }

    static OperationSpec spec(PlanAction action, Fields fields) {
        return switch (action) {
            case REMOVE, DROP_TARGETS ->
                targeted(InstanceRemovalSpec.builder(), fields)
                        .stacks(fields.constant("stacks", InstanceRemovalSpec.Stacks.class))
                        .build();
            case CREATE, ADD_TARGETS ->
                targeted(DeploymentSpec.builder(), fields)
                        .overrides(overrides(fields))
                        .build();
            case ROLL_OUT, OVERRIDE, REPAIR ->
                targeted(InstanceUpdateSpec.builder(), fields)
                        .overrides(overrides(fields))
                        .build();
            case CHANGE_DEFINITION, SWITCH_MANAGED_EXECUTION -> update(fields);
            case CREATE_STACK_SET ->
                throw new InvalidInputException(
                        "request", "Creating the stack set is no operation and has no request.");
        };
    }

    private static <B extends TargetedSpec.Settings<B>> B targeted(B builder, Fields fields) {
        return builder.targets(fields.object("targets", SpecJson::targets))
                .regions(fields.texts("regions"))
                .preferences(preferences(fields));
    }

    private static OperationPreferences preferences(Fields fields) {
        return fields.object("preferences", SpecJson::readPreferences);
    }

    private static StackSetUpdateSpec update(Fields fields) {
        StackSetUpdateSpec.Builder update = StackSetUpdateSpec.builder()
                .capabilities(DefinitionJson.capabilities(fields))
                .regions(fields.texts("regions"))
                .preferences(preferences(fields));
        fields.optionalObject("template", DefinitionJson::template).ifPresent(update::template);
        DefinitionJson.values(fields, "parameters").forEach(update::parameter);
        if (fields.has("tags")) {
            update.tags(fields.textMap("tags"));
        }
        fields.optionalText("description").ifPresent(update::description);
        fields.optionalConstant("permissionModel", PermissionModel.class).ifPresent(update::permissionModel);
        fields.optionalObject("autoDeployment", DefinitionJson::autoDeployment).ifPresent(update::autoDeployment);
        fields.optionalText("administrationRoleArn").ifPresent(update::administrationRoleArn);
        fields.optionalText("executionRoleName").ifPresent(update::executionRoleName);
        if (fields.has("managedExecution")) {
            update.managedExecution(fields.flag("managedExecution"));
        }
        fields.optionalObject("targets", SpecJson::targets).ifPresent(update::targets);
        return update.build();
    }

    private static ParameterOverrides overrides(Fields fields) {
        return fields.has("overrides")
                ? new ParameterOverrides.Exactly(DefinitionJson.values(fields, "overrides"))
                : ParameterOverrides.unchanged();
    }

    private static Tree targets(Targets targets) {
        if (targets instanceof Targets.Units units) {
            Tree tree = Tree.of()
                    .putAll("units", units.units())
                    .put("filter", units.filter().name());
            units.accounts()
                    .filter(AccountList.Accounts.class::isInstance)
                    .ifPresent(list -> tree.putAll("accounts", ((AccountList.Accounts) list).accounts()));
            return tree;
        }
        return Tree.of().putAll("accounts", ((AccountList.Accounts) targets).accounts());
    }

    private static Targets targets(Fields fields) {
        List<String> accounts = fields.texts("accounts");
        Optional<AccountFilter> filter = fields.optionalConstant("filter", AccountFilter.class);
        List<String> units = fields.texts("units");
        if (filter.isEmpty() && units.isEmpty()) {
            return Targets.accounts(accounts);
        }
        return new Targets.Units(
                new LinkedHashSet<>(units),
                filter.orElse(AccountFilter.NONE),
                accounts.isEmpty() ? Optional.empty() : Optional.of(Targets.accounts(accounts)));
    }

    static Tree preferences(OperationPreferences preferences) {
        return Tree.of()
                .put("failureToleranceCount", preferences.failureToleranceCount())
                .put("failureTolerancePercentage", preferences.failureTolerancePercentage())
                .put("maxConcurrentCount", preferences.maxConcurrentCount())
                .put("maxConcurrentPercentage", preferences.maxConcurrentPercentage())
                .putAll("regionOrder", preferences.regionOrder())
                .put("regionConcurrency", preferences.regionConcurrency().map(RegionConcurrencyType::name))
                .put("concurrencyMode", preferences.concurrencyMode().map(ConcurrencyMode::name));
    }

    private static OperationPreferences readPreferences(Fields fields) {
        OperationPreferences.Builder preferences =
                OperationPreferences.builder().regionOrder(fields.texts("regionOrder"));
        fields.optionalNumber("failureToleranceCount").ifPresent(preferences::failureToleranceCount);
        fields.optionalNumber("failureTolerancePercentage").ifPresent(preferences::failureTolerancePercentage);
        fields.optionalNumber("maxConcurrentCount").ifPresent(preferences::maxConcurrentCount);
        fields.optionalNumber("maxConcurrentPercentage").ifPresent(preferences::maxConcurrentPercentage);
        fields.optionalConstant("regionConcurrency", RegionConcurrencyType.class)
                .ifPresent(preferences::regionConcurrency);
        fields.optionalConstant("concurrencyMode", ConcurrencyMode.class).ifPresent(preferences::concurrencyMode);
        return preferences.build();
    }

    static Tree retry(RetrySpec retry) {
        return Tree.of()
                .put("preferences", retry.preferences().map(SpecJson::preferences))
                .putAll(
                        "kinds",
                        retry.kinds().stream().map(FailureKind::name).sorted().toList())
                .put("rounds", retry.rounds())
                .put("pauseMillis", (int) retry.pause().toMillis());
    }

    static RetrySpec retry(Fields fields) {
        RetrySpec.Builder retry = RetrySpec.builder()
                .rounds(fields.number("rounds"))
                .pause(Duration.ofMillis(fields.number("pauseMillis")));
        fields.constants("kinds", FailureKind.class).forEach(retry::kind);
        fields.optionalObject("preferences", SpecJson::readPreferences).ifPresent(retry::preferences);
        return retry.build();
    }
}
