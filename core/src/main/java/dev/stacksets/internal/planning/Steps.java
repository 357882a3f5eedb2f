package dev.stacksets.internal.planning;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.covering.Blocks;
import dev.stacksets.internal.covering.Grid.Marks;
import dev.stacksets.internal.covering.Pace;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.Untouched.Reason;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.ParameterOverrides;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The steps of a plan in their order: what goes, goes before the definition changes, so that the change does not reach it; what
 * comes, comes after, so that it has the new definition at once.
 *
 * <p>AWS brings a change of the definition to all instances or to named ones, never to none while there are any. So the largest
 * block of those it has to reach is named in the change itself, and the others follow by updates of instances. Where it has to
 * reach none, one instance is named that is worked on anyway, if there is one.
 */
final class Steps {
    private final Changes changes;
    private final DefinitionChange definition;
    private final StepRequests requests;
    private final Optional<TargetSteps> targets;
    private final Pace pace;
    private final String stackSet;
    private final List<PlanStep> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private List<InstanceBlock> repairs = List.of();
    private int bound;

    Steps(
            DesiredStackSet desired,
            Situation situation,
            Changes changes,
            DefinitionChange definition,
            Optional<UnitTargets> targets,
            boolean creates) {
        this.changes = changes;
        this.definition = definition;
        this.requests = new StepRequests(desired, situation, changes);
        this.pace = new Pace(desired.preferences());
        this.targets = targets.map(units -> new TargetSteps(units, requests, pace));
        this.stackSet = desired.definition().name();
        if (creates) {
            steps.add(new PlanStep(PlanAction.CREATE_STACK_SET, Optional.empty(), List.of(), List.of(), ""));
        }
        changes.marks(PlanAction.REMOVE).ifPresent(marks -> add(marks, requests::remove));
        this.targets.ifPresent(units -> add(units.dropped()));
        repairs();
        List<PlanStep> creations = creations();
        definition.update().ifPresent(update -> definition(update, creations));
        steps.addAll(creations);
        this.targets.ifPresent(units -> add(units.added()));
        changes.overriding()
                .forEach((overrides, marks) ->
                        add(marks, block -> requests.update(PlanAction.OVERRIDE, overrides, block)));
        repairs.forEach(
                block -> steps.addAll(requests.update(PlanAction.REPAIR, ParameterOverrides.unchanged(), block)));
        definition.managedExecution().ifPresent(this::managedExecution);
    }

    List<PlanStep> steps() {
        return steps;
    }

    List<String> notes() {
        return notes;
    }

    int bound() {
        return bound;
    }

    private void add(Marks marks, Function<InstanceBlock, List<PlanStep>> request) {
        steps.addAll(covered(marks, request));
    }

    private void add(TargetSteps.Some targets) {
        steps.addAll(targets.steps());
        bound += targets.bound();
    }

    private List<PlanStep> covered(Marks marks, Function<InstanceBlock, List<PlanStep>> request) {
        Blocks blocks = marks.covered(pace);
        List<PlanStep> covering = blocks.blocks().stream()
                .flatMap(block -> request.apply(block).stream())
                .toList();
        bound += Math.max(blocks.bound(), requests.fewestFor(covering));
        return covering;
    }

    private List<PlanStep> creations() {
        List<PlanStep> creations = new ArrayList<>();
        for (Map.Entry<ParameterOverrides, Marks> each : changes.creations().entrySet()) {
            creations.addAll(covered(each.getValue(), block -> requests.create(each.getKey(), block)));
        }
        targets.ifPresent(units -> creations.replaceAll(units::through));
        return creations;
    }

    private void repairs() {
        changes.marks(PlanAction.REPAIR).ifPresent(marks -> {
            Blocks blocks = marks.covered(pace);
            bound += blocks.bound();
            repairs = new ArrayList<>(blocks.blocks());
        });
    }

    private void definition(StackSetUpdateSpec update, List<PlanStep> creations) {
        Optional<Marks> reach = changes.marks(PlanAction.CHANGE_DEFINITION);
        int reached = reach.map(Marks::size).orElse(0);
        if (definition.wholeOnly() || reached == changes.staying().size()) {
            whole(PlanAction.CHANGE_DEFINITION, update, reached);
        } else if (reach.isPresent()) {
            rollOut(update, reach.get().covered(pace));
            noteTwice(reach.get());
        } else if (!repairs.isEmpty()) {
            InstanceBlock largest = largest(repairs);
            repairs.remove(largest);
            steps.add(requests.definition(PlanAction.CHANGE_DEFINITION, update, largest));
        } else {
            bound++;
            steps.add(requests.definition(PlanAction.CHANGE_DEFINITION, update, somewhere(creations)));
        }
    }

    private void whole(PlanAction action, StackSetUpdateSpec update, int reached) {
        bound++;
        steps.add(requests.whole(action, update, changes.staying()));
        if (reached < changes.staying().size()) {
            notes.add("AWS takes a change of automatic deployment for the stack set as a whole only: all "
                    + changes.staying().size() + " instances are worked on, those that no group names too.");
        }
    }

    private void rollOut(StackSetUpdateSpec update, Blocks blocks) {
        bound += blocks.bound();
        List<InstanceBlock> others = new ArrayList<>(blocks.blocks());
        InstanceBlock largest = largest(others);
        others.remove(largest);
        steps.add(requests.definition(PlanAction.CHANGE_DEFINITION, update, largest));
        others.forEach(
                block -> steps.addAll(requests.update(PlanAction.ROLL_OUT, ParameterOverrides.unchanged(), block)));
    }

    private void noteTwice(Marks reach) {
        int both = reach.common(changes.overridden());
        if (both > 0) {
            notes.add(
                    both + " instances are worked on twice: AWS overrides a new parameter only where an update of the "
                            + "stack set has brought it.");
        }
    }

    private static InstanceBlock largest(List<InstanceBlock> blocks) {
        return blocks.stream().max(Comparator.comparingInt(InstanceBlock::size)).orElseThrow();
    }

    /** An instance for a change that has to reach none. If need be some of those that are to be created come first. */
    private InstanceBlock somewhere(List<PlanStep> creations) {
        Optional<InstanceBlock> anchor = anchor();
        if (anchor.isPresent()) {
            return anchor.get();
        }
        PlanStep smallest = creations.stream()
                .min(Comparator.comparingInt(PlanStep::size))
                .orElseThrow(() -> new InvalidInputException(
                        "groups",
                        "No group names an instance of stack set '" + stackSet
                                + "', and AWS brings a change to at least one: name one in a group, or prune."));
        creations.remove(smallest);
        steps.add(smallest);
        notes.add(smallest.size()
                + " new instances are worked on twice: AWS brings a change of the definition to at least "
                + "one instance, and no group names any other.");
        return smallest.instances().get(0);
    }

    /** A wanted instance that is there; rather one that nothing else is done to. */
    private Optional<InstanceBlock> anchor() {
        Optional<Marks> current =
                Optional.ofNullable(changes.untouched().get(Reason.CURRENT)).filter(marks -> marks.size() > 0);
        if (current.isPresent()) {
            InstanceBlock anchor = current.get().first();
            current.get().remove(anchor);
            notes.add(worked(anchor, ""));
            return Optional.of(anchor);
        }
        Optional<InstanceBlock> anchor = Optional.of(changes.overridden())
                .filter(marks -> marks.size() > 0)
                .or(() -> changes.marks(PlanAction.CHANGE_DEFINITION))
                .or(() -> changes.marks(PlanAction.REPAIR))
                .map(Marks::first);
        anchor.ifPresent(twice -> notes.add(worked(twice, " twice")));
        return anchor;
    }

    private static String worked(InstanceBlock anchor, String often) {
        return "AWS brings a change of the stack set to at least one instance: "
                + anchor.accounts().get(0) + "/" + anchor.regions().get(0) + " is worked on" + often + " for it.";
    }

    private void managedExecution(boolean active) {
        StackSetUpdateSpec update = StackSetUpdateSpec.builder()
                .copyOf(requests.repeated())
                .managedExecution(active)
                .build();
        bound++;
        List<InstanceBlock> there = steps.stream()
                .filter(step -> step.action() == PlanAction.CREATE)
                .flatMap(step -> step.instances().stream())
                .toList();
        Optional<InstanceBlock> anchor =
                anchor().or(() -> there.stream().findFirst().map(this::corner));
        if (anchor.isEmpty() && changes.staying().size() > 0) {
            throw new InvalidInputException(
                    "groups",
                    "No group names an instance of stack set '" + stackSet
                            + "', and AWS brings a change to at least one: name one in a group, or prune.");
        }
        steps.add(anchor.map(block -> requests.definition(PlanAction.SWITCH_MANAGED_EXECUTION, update, block))
                .orElseGet(() -> requests.whole(PlanAction.SWITCH_MANAGED_EXECUTION, update, changes.staying())));
    }

    private InstanceBlock corner(InstanceBlock block) {
        InstanceBlock corner = new InstanceBlock(
                block.accounts().subList(0, 1), block.regions().subList(0, 1));
        notes.add(worked(corner, " twice"));
        return corner;
    }
}
