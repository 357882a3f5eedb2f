package dev.stacksets.internal.planning;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.covering.Blocks;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.Baseline;
import dev.stacksets.plan.FollowedPlan;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.PriorOverrides;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/**
 * The plan that takes back what another one does. Each step is turned round by itself, so that it does no harm where the other
 * plan never came to it.
 */
public final class Inversion {
    private final Plan plan;
    private final List<String> notes = new ArrayList<>();

    public Inversion(Plan plan) {
        if (plan.baseline().follows().isPresent()) {
            throw new IllegalStateException("This is a rollback itself: plan what should be true instead.");
        }
        this.plan = plan;
    }

    /** The rollback. */
    public Plan plan() {
        List<PlanStep> steps = plan.steps().stream()
                .flatMap(step -> turned(step).stream())
                .sorted(Comparator.comparing(PlanStep::action))
                .toList();
        if (plan.creates().isPresent()) {
            notes.add("The stack set itself stays, without instances: delete it with StackSet.delete().");
        }
        return Plan.builder()
                .region(plan.region())
                .stackSet(plan.stackSet())
                .account(plan.account())
                .baseline(new Baseline(
                        plan.baseline().stackSet(),
                        plan.baseline().lastOperation(),
                        Optional.of(new FollowedPlan(plan.hash(), OperationIds.operations(plan)))))
                .notes(notes)
                .steps(steps)
                .retry(plan.retry())
                .operationsAtLeast(0)
                .build();
    }

    private List<PlanStep> turned(PlanStep step) {
        return switch (step.action()) {
            case CREATE_STACK_SET -> List.of();
            case CREATE -> List.of(removed(step));
            case REMOVE -> created(step);
            case OVERRIDE -> overridden(step);
            case CHANGE_DEFINITION, SWITCH_MANAGED_EXECUTION -> List.of(redefined(step));
            case ROLL_OUT, REPAIR -> List.of(step);
            case ADD_TARGETS -> List.of(dropped(step));
            case DROP_TARGETS -> List.of(added(step));
        };
    }

    /** Names the same units, and leaves out the same accounts. */
    private static PlanStep dropped(PlanStep step) {
        DeploymentSpec added = (DeploymentSpec) step.operation().orElseThrow();
        return new PlanStep(
                PlanAction.DROP_TARGETS,
                Optional.of(InstanceRemovalSpec.builder()
                        .targets(added.targets())
                        .regions(added.regions())
                        .preferences(added.preferences())
                        .retainStacks()
                        .build()),
                List.of(),
                List.of(),
                "");
    }

    private static PlanStep added(PlanStep step) {
        InstanceRemovalSpec dropped = (InstanceRemovalSpec) step.operation().orElseThrow();
        return new PlanStep(
                PlanAction.ADD_TARGETS,
                Optional.of(DeploymentSpec.builder()
                        .targets(dropped.targets())
                        .regions(dropped.regions())
                        .preferences(dropped.preferences())
                        .build()),
                List.of(),
                List.of(),
                "");
    }

    private static PlanStep removed(PlanStep step) {
        DeploymentSpec created = (DeploymentSpec) step.operation().orElseThrow();
        return new PlanStep(
                PlanAction.REMOVE,
                Optional.of(InstanceRemovalSpec.builder()
                        .targets(created.targets())
                        .regions(created.regions())
                        .preferences(created.preferences())
                        .deleteStacks()
                        .build()),
                step.instances(),
                List.of(),
                "");
    }

    private List<PlanStep> created(PlanStep step) {
        InstanceRemovalSpec removal = (InstanceRemovalSpec) step.operation().orElseThrow();
        if (removal.stacks() == InstanceRemovalSpec.Stacks.RETAIN) {
            notes.add(step.size()
                    + " instances were to be removed and their stacks retained: import those stacks, for to "
                    + "create them would collide with what is there.");
            return List.of();
        }
        return withPrior(step, ParameterOverrides.unchanged()).entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(block -> new PlanStep(
                                PlanAction.CREATE,
                                Optional.of(narrowed(DeploymentSpec.builder(), removal, block)
                                        .overrides(each.getKey())
                                        .build()),
                                List.of(block),
                                List.of(),
                                "")))
                .toList();
    }

    private List<PlanStep> overridden(PlanStep step) {
        InstanceUpdateSpec update = (InstanceUpdateSpec) step.operation().orElseThrow();
        return withPrior(step, ParameterOverrides.none()).entrySet().stream()
                .flatMap(each -> each.getValue().stream()
                        .map(block -> new PlanStep(
                                PlanAction.OVERRIDE,
                                Optional.of(narrowed(InstanceUpdateSpec.builder(), update, block)
                                        .overrides(each.getKey())
                                        .build()),
                                List.of(block),
                                List.of(),
                                "")))
                .toList();
    }

    private static <B extends TargetedSpec.Settings<B>> B narrowed(B builder, TargetedSpec spec, InstanceBlock block) {
        AccountList.Accounts accounts = Targets.accounts(block.accounts());
        Targets targets = spec.targets() instanceof Targets.Units units
                ? new Targets.Units(units.units(), units.filter(), Optional.of(accounts))
                : accounts;
        return builder.targets(targets)
                .regions(block.regions())
                .preferences(spec.preferences().within(block.regions()));
    }

    /** The instances of a step by the overrides they had; those of which nothing is known by the others. */
    private Map<ParameterOverrides, List<InstanceBlock>> withPrior(PlanStep step, ParameterOverrides otherwise) {
        Map<ParameterOverrides, List<InstanceId>> by = new LinkedHashMap<>();
        Set<InstanceId> rest = new HashSet<>();
        step.instances().forEach(block -> each(block, rest));
        for (PriorOverrides prior : step.prior()) {
            Set<InstanceId> these = new HashSet<>();
            prior.instances().forEach(block -> each(block, these));
            rest.removeAll(these);
            by.computeIfAbsent(restored(prior.overrides()), any -> new ArrayList<>())
                    .addAll(these);
        }
        if (!rest.isEmpty()) {
            by.computeIfAbsent(otherwise, any -> new ArrayList<>()).addAll(rest);
        }
        Map<ParameterOverrides, List<InstanceBlock>> blocks = new LinkedHashMap<>();
        by.forEach((overrides, instances) -> blocks.put(
                overrides, Blocks.of(instances, step.operation().orElseThrow().preferences())));
        return blocks;
    }

    private static void each(InstanceBlock block, Set<InstanceId> instances) {
        block.accounts()
                .forEach(account -> block.regions().forEach(region -> instances.add(new InstanceId(account, region))));
    }

    private ParameterOverrides restored(Map<String, String> before) {
        return new ParameterOverrides.Exactly(restoredValues(before, "override"));
    }

    private Map<String, ParameterValue> restoredValues(Map<String, String> before, String what) {
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        before.forEach((key, value) -> {
            boolean masked = value.equals(DefinitionDiff.MASK);
            values.put(key, masked ? ParameterValue.previous() : ParameterValue.of(value));
            if (masked && notes.stream().noneMatch(note -> note.contains("'" + key + "'"))) {
                notes.add("AWS does not show the " + what + " '" + key + "': if it was changed, it stays changed.");
            }
        });
        return values;
    }

    /** The same operation with the definition that was. */
    private PlanStep redefined(PlanStep step) {
        StackSetUpdateSpec update = (StackSetUpdateSpec) step.operation().orElseThrow();
        StackSetDescription before = plan.baseline().stackSet().orElseThrow();
        StackSetUpdateSpec.Builder back = StackSetUpdateSpec.builder()
                .regions(update.regions())
                .preferences(update.preferences())
                .capabilities(before.capabilities().stream()
                        .map(Capability::fromValue)
                        .filter(known -> known != Capability.UNKNOWN_TO_SDK_VERSION)
                        .toList());
        update.targets().ifPresent(back::targets);
        if (before.permissionModel() == PermissionModel.SELF_MANAGED) {
            before.administrationRoleArn().ifPresent(back::administrationRoleArn);
        }
        if (!(update.template() instanceof TemplateSource.Previous)) {
            before.templateBody()
                    .ifPresent(body -> back.template(new TemplateSource.Inline(body, "template before the plan")));
        }
        if (!(update.template() instanceof TemplateSource.Previous)
                || !update.parameters().isEmpty()) {
            restoredValues(before.parameters(), "parameter").forEach(back::parameter);
        }
        update.tags().ifPresent(changed -> back.tags(before.tags()));
        update.description().flatMap(changed -> before.description()).ifPresent(back::description);
        update.executionRoleName()
                .flatMap(changed -> before.executionRoleName())
                .ifPresent(back::executionRoleName);
        update.permissionModel().ifPresent(changed -> back.permissionModel(before.permissionModel()));
        update.autoDeployment()
                .ifPresent(
                        changed -> back.autoDeployment(before.autoDeployment().orElseGet(AutoDeployment::disabled)));
        update.managedExecution().ifPresent(changed -> back.managedExecution(before.managedExecution()));
        return new PlanStep(step.action(), Optional.<OperationSpec>of(back.build()), step.instances(), List.of(), "");
    }
}
