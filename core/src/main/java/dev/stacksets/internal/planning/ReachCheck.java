package dev.stacksets.internal.planning;

import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the requests of a plan reach in what is there exactly the instances that the plan shows. Asks nobody.
 *
 * <p>A plan may have been begun before: what it created is there already then, and what it removed is gone. A rollback turns
 * round each step by itself, also those that the other plan never came to: what it finds done, it passes over.
 */
public final class ReachCheck {
    private static final int NAMED = 5;

    private final OperationIds ids;
    private final IntPredicate begun;
    private final Map<String, Set<String>> members;
    private final Map<InstanceId, StackInstance> live = new HashMap<>();
    private final Set<InstanceId> there;
    private final List<String> problems = new ArrayList<>();
    private final boolean rollsBack;

    private ReachCheck(
            Plan plan, Collection<StackInstance> live, IntPredicate begun, Map<String, Set<String>> members) {
        this.ids = new OperationIds(plan);
        this.begun = begun;
        this.members = members;
        live.forEach(instance -> this.live.put(instance.id(), instance));
        this.there = new HashSet<>(this.live.keySet());
        this.rollsBack = plan.baseline().follows().isPresent();
    }

    /**
     * Looks through the steps.
     *
     * @param live the instances that are there
     * @param begun whether the operation of a step, counted from 0, is there
     * @param members the accounts in the units that steps name, as far as they could be looked up
     * @return what a step would reach other than shown, in words; none if all is as shown
     */
    public static List<String> problems(
            Plan plan, Collection<StackInstance> live, IntPredicate begun, Map<String, Set<String>> members) {
        ReachCheck check = new ReachCheck(plan, live, begun, members);
        for (int index = 0; index < plan.steps().size(); index++) {
            check.look(index, plan.steps().get(index));
        }
        return check.problems;
    }

    /** The units whose accounts decide what steps reach. */
    public static Set<String> units(Plan plan) {
        return plan.steps().stream()
                .filter(step -> step.action() == PlanAction.CREATE || Reached.touchesNone(step.action()))
                .flatMap(step -> units(step).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The units whose accounts must be known, because the steps that name them are to touch none of those. */
    public static Set<String> unitsWithoutAccounts(Plan plan) {
        return plan.steps().stream()
                .filter(step -> Reached.touchesNone(step.action()))
                .flatMap(step -> units(step).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> units(PlanStep step) {
        return step.operation()
                .filter(spec -> spec instanceof TargetedSpec targeted && targeted.targets() instanceof Targets.Units)
                .map(spec -> ((Targets.Units) ((TargetedSpec) spec).targets()).units())
                .orElse(Set.of());
    }

    private void look(int index, PlanStep step) {
        Optional<OperationSpec> request = step.operation();
        if (request.isEmpty()) {
            return;
        }
        if (Reached.touchesNone(step.action())) {
            unitsOnly(step, (TargetedSpec) request.get());
        } else if (Reached.isWhole(request.get())) {
            whole(index, step);
        } else if (step.action() == PlanAction.CREATE) {
            create(step);
        } else if (step.action() == PlanAction.REMOVE) {
            remove(index, step, (InstanceRemovalSpec) request.get());
        } else if (!rollsBack) {
            report(step, instances(step.instances()).filter(id -> !there.contains(id)), "is not there");
        }
    }

    private void whole(int index, PlanStep step) {
        if (begun.test(index)) {
            return;
        }
        Set<InstanceId> named = set(step.instances());
        report(step, named.stream().filter(id -> !there.contains(id)), "is not there");
        report(
                step,
                there.stream()
                        .filter(id -> !named.contains(id))
                        .filter(id -> Optional.ofNullable(live.get(id))
                                .map(ReachCheck::isWorkedOn)
                                .orElse(true)),
                "is reached too");
    }

    /** Whether an operation on everything works on it; others it passes over. */
    static boolean isWorkedOn(StackInstance instance) {
        return instance.status() != InstanceStatus.INOPERABLE
                && instance.status() != InstanceStatus.UNKNOWN
                && instance.detailedStatus() != DetailedStatus.SKIPPED_SUSPENDED_ACCOUNT;
    }

    private void create(PlanStep step) {
        Set<String> units = units(step);
        Predicate<InstanceId> outside = id -> units.stream().allMatch(members::containsKey)
                && units.stream()
                        .noneMatch(unit -> members.getOrDefault(unit, Set.of()).contains(id.account()));
        if (!units.isEmpty()) {
            report(step, instances(step.instances()).filter(outside), "is in none of the units that it names");
        }
        if (!rollsBack) {
            report(step, instances(step.instances()).filter(this::isThereAlready), "is there already");
        }
        instances(step.instances()).forEach(there::add);
    }

    private boolean isThereAlready(InstanceId id) {
        StackInstance instance = live.get(id);
        return instance != null
                && (instance.stackId().isPresent() || instance.status() != InstanceStatus.OUTDATED)
                && instance.lastOperationId().filter(ids::isOwn).isEmpty();
    }

    private void remove(int index, PlanStep step, InstanceRemovalSpec request) {
        if (!rollsBack && !begun.test(index)) {
            report(step, instances(step.instances()).filter(id -> !there.contains(id)), "is not there");
        }
        if (request.targets() instanceof Targets.Units units) {
            report(
                    step,
                    instances(step.instances())
                            .filter(id -> Optional.ofNullable(live.get(id))
                                    .flatMap(StackInstance::organizationalUnit)
                                    .filter(unit -> !units.units().contains(unit))
                                    .isPresent()),
                    "was deployed by none of the units that it names");
        }
        instances(step.instances()).forEach(there::remove);
    }

    /** It names units and leaves out all that is in them; whoever is not left out, is reached. */
    private void unitsOnly(PlanStep step, TargetedSpec request) {
        Targets.Units targets = (Targets.Units) request.targets();
        Set<String> leftOut = targets.accounts()
                .map(list -> ((AccountList.Accounts) list).accounts())
                .orElse(Set.of());
        Stream<InstanceId> reached = step.action() == PlanAction.ADD_TARGETS
                ? targets.units().stream()
                        .flatMap(unit -> members.getOrDefault(unit, Set.of()).stream())
                        .flatMap(account -> request.regions().stream().map(region -> new InstanceId(account, region)))
                : there.stream()
                        .filter(id -> request.regions().contains(id.region()))
                        .filter(id -> targets.units().stream().anyMatch(unit -> isOf(unit, id)));
        report(step, reached.filter(id -> !leftOut.contains(id.account())).distinct(), "is reached");
    }

    private boolean isOf(String unit, InstanceId id) {
        return members.getOrDefault(unit, Set.of()).contains(id.account())
                || Optional.ofNullable(live.get(id))
                        .flatMap(StackInstance::organizationalUnit)
                        .filter(unit::equals)
                        .isPresent();
    }

    private void report(PlanStep step, Stream<InstanceId> instances, String problem) {
        List<InstanceId> all = instances.sorted().toList();
        if (!all.isEmpty()) {
            String first = all.stream().limit(NAMED).map(InstanceId::toString).collect(Collectors.joining(", "));
            problems.add("the step to " + step.action().words() + " shows other instances than it reaches: " + first
                    + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "") + " "
                    + (all.size() == 1 ? problem : problem.replaceFirst("^(is|was)", "each $1")));
        }
    }

    private static Set<InstanceId> set(List<InstanceBlock> blocks) {
        return instances(blocks).collect(Collectors.toCollection(HashSet::new));
    }

    private static Stream<InstanceId> instances(List<InstanceBlock> blocks) {
        return blocks.stream()
                .flatMap(block -> block.accounts().stream()
                        .flatMap(account -> block.regions().stream().map(region -> new InstanceId(account, region))));
    }
}
