package dev.stacksets.internal.planning;

import dev.stacksets.definition.PermissionModel;
import dev.stacksets.internal.covering.Grid;
import dev.stacksets.internal.covering.Grid.Marks;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.PriorOverrides;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Steps as requests. A service-managed stack set takes units: to create, those a group names; to remove, those of the instances. */
final class StepRequests {
    private final DesiredStackSet desired;
    private final Situation situation;
    private final Changes changes;
    private final boolean byUnits;

    StepRequests(DesiredStackSet desired, Situation situation, Changes changes) {
        this.desired = desired;
        this.situation = situation;
        this.changes = changes;
        this.byUnits = desired.definition().permissionModel() == PermissionModel.SERVICE_MANAGED;
    }

    List<PlanStep> create(ParameterOverrides overrides, InstanceBlock block) {
        return chunks(block, situation::units).stream()
                .map(chunk -> step(
                        PlanAction.CREATE,
                        targeted(DeploymentSpec.builder(), chunk.targets(), chunk.block())
                                .overrides(overrides)
                                .build(),
                        chunk.block(),
                        List.of()))
                .toList();
    }

    List<PlanStep> remove(InstanceBlock block) {
        return chunks(block, this::recordedUnit).stream()
                .map(chunk -> step(
                        PlanAction.REMOVE,
                        targeted(InstanceRemovalSpec.builder(), chunk.targets(), chunk.block())
                                .stacks(changes.prune().orElseThrow())
                                .build(),
                        chunk.block(),
                        prior(chunk.block(), false)))
                .toList();
    }

    List<PlanStep> update(PlanAction action, ParameterOverrides overrides, InstanceBlock block) {
        return List.of(step(
                action,
                targeted(InstanceUpdateSpec.builder(), deployed(block), block)
                        .overrides(overrides)
                        .build(),
                block,
                action == PlanAction.OVERRIDE ? prior(block, true) : List.of()));
    }

    /** Makes units targets, and nothing more: everybody in them is left out. */
    PlanStep addTargets(Targets targets, List<String> regions) {
        return ofNobody(
                PlanAction.ADD_TARGETS,
                DeploymentSpec.builder()
                        .targets(targets)
                        .regions(regions)
                        .preferences(desired.preferences().within(regions))
                        .build());
    }

    /** Makes units no longer targets, and nothing more. Whoever joins them meanwhile keeps the stack. */
    PlanStep dropTargets(Targets targets, List<String> regions) {
        return ofNobody(
                PlanAction.DROP_TARGETS,
                InstanceRemovalSpec.builder()
                        .targets(targets)
                        .regions(regions)
                        .preferences(desired.preferences().within(regions))
                        .retainStacks()
                        .build());
    }

    private static PlanStep ofNobody(PlanAction action, OperationSpec spec) {
        return new PlanStep(action, Optional.of(spec), List.of(), List.of(), "");
    }

    /** A change of the stack set that is brought to a block. */
    PlanStep definition(PlanAction action, StackSetUpdateSpec update, InstanceBlock block) {
        return step(
                action,
                targeted(StackSetUpdateSpec.builder().copyOf(update), deployed(block), block)
                        .build(),
                block,
                List.of());
    }

    /** A change of the stack set that is brought to everything there is. */
    PlanStep whole(PlanAction action, StackSetUpdateSpec update, Marks staying) {
        List<InstanceBlock> all = staying.grouped();
        Set<String> regions = new HashSet<>();
        all.forEach(block -> regions.addAll(block.regions()));
        StackSetUpdateSpec paced = StackSetUpdateSpec.builder()
                .copyOf(update)
                .preferences(desired.preferences().within(regions))
                .build();
        return new PlanStep(action, Optional.of(paced), all, List.of(), mark(action, all));
    }

    /** What every update of the stack set repeats. */
    StackSetUpdateSpec repeated() {
        StackSetUpdateSpec.Builder update =
                StackSetUpdateSpec.builder().capabilities(desired.definition().capabilities());
        desired.definition().administrationRoleArn().ifPresent(update::administrationRoleArn);
        return update.build();
    }

    /** How many operations these steps take at least for their number of units. */
    int fewestFor(List<PlanStep> steps) {
        Set<String> units = new TreeSet<>();
        steps.forEach(step -> step.operation()
                .filter(TargetedSpec.class::isInstance)
                .map(spec -> ((TargetedSpec) spec).targets())
                .filter(Targets.Units.class::isInstance)
                .ifPresent(targets -> units.addAll(((Targets.Units) targets).units())));
        return UnitChunks.fewest(units.size());
    }

    private PlanStep step(PlanAction action, OperationSpec spec, InstanceBlock block, List<PriorOverrides> prior) {
        return new PlanStep(action, Optional.of(spec), List.of(block), prior, mark(action, List.of(block)));
    }

    private <B extends TargetedSpec.Settings<B>> B targeted(B builder, Targets targets, InstanceBlock block) {
        return builder.targets(targets)
                .regions(block.regions())
                .preferences(desired.preferences().within(block.regions()));
    }

    private Targets deployed(InstanceBlock block) {
        var accounts = Targets.accounts(block.accounts());
        return byUnits ? Targets.deployedAccounts(accounts) : accounts;
    }

    private List<UnitChunks.Chunk> chunks(InstanceBlock block, UnitChunks.UnitsOf unitsOf) {
        return byUnits
                ? UnitChunks.of(block, situation.grid(), unitsOf)
                : List.of(new UnitChunks.Chunk(Targets.accounts(block.accounts()), block));
    }

    private List<String> recordedUnit(int row, int column) {
        return Optional.ofNullable(situation.live(row, column)).flatMap(StackInstance::organizationalUnit).stream()
                .toList();
    }

    /** The overrides that the instances have, as far as they were read. */
    private List<PriorOverrides> prior(InstanceBlock block, boolean alsoNone) {
        Map<Map<String, String>, Marks> known = new LinkedHashMap<>();
        each(
                block,
                (row, column) -> Optional.ofNullable(situation.live(row, column))
                        .flatMap(StackInstance::overrides)
                        .filter(overrides -> alsoNone || !overrides.isEmpty())
                        .ifPresent(overrides -> known.computeIfAbsent(
                                        overrides, any -> situation.grid().marks())
                                .add(row, column)));
        List<PriorOverrides> prior = new ArrayList<>();
        known.forEach((overrides, marks) -> prior.add(new PriorOverrides(overrides, marks.grouped())));
        return prior;
    }

    /** What a later plan may take for granted of the overrides, once this step has succeeded. */
    private String mark(PlanAction action, List<InstanceBlock> blocks) {
        boolean setsThem = action == PlanAction.CREATE || action == PlanAction.OVERRIDE;
        Set<String> marks = new HashSet<>();
        blocks.forEach(block -> each(block, (row, column) -> {
            boolean unknown = situation.group(row, column) == Situation.NOBODY
                    || (!setsThem && changes.overridden().has(row, column));
            marks.add(unknown ? "" : situation.mark(row, column));
        }));
        if (marks.isEmpty() || marks.contains("")) {
            return "";
        }
        return marks.size() == 1 ? marks.iterator().next() : situation.markOfAll(marks);
    }

    private void each(InstanceBlock block, Grid.Cells action) {
        situation.grid().each(block, action);
    }
}
