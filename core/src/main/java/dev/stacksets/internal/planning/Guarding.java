package dev.stacksets.internal.planning;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.guard.Approval;
import dev.stacksets.guard.Guardrail;
import dev.stacksets.guard.Guardrails;
import dev.stacksets.guard.Violation;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceRemovalSpec.Stacks;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Holds a plan against guardrails, on the instances it touches and not on what it was asked for.
 *
 * @param guardrails what plans may not do
 * @param caller whose credentials are used, if that was asked for
 * @param protectedUnits the accounts of the protected units
 * @param live the instances that are there; empty if they were not needed, or there is no stack set
 */
public record Guarding(
        Guardrails guardrails,
        Optional<String> caller,
        Map<String, Set<String>> protectedUnits,
        Optional<List<StackInstance>> live) {
    private static final int NAMED = 5;

    /** Whether what is there decides: how large a share is changed, or whether anything is left. */
    public static boolean needsInstances(Guardrails guardrails, Plan plan) {
        return plan.creates().isEmpty()
                && (guardrails.maxPercent().isPresent()
                        || removed(plan).findAny().isPresent());
    }

    private static Stream<PlanStep> removed(Plan plan) {
        return plan.steps().stream().filter(step -> step.action() == PlanAction.REMOVE);
    }

    /** All that stands in the way, whatever anybody approved. */
    public List<Violation> violations(Plan plan) {
        List<Violation> violations = new ArrayList<>();
        caller(violations);
        protectedOnes(plan, violations);
        limits(plan, violations);
        destruction(plan).forEach(problem -> violations.add(new Violation(Guardrail.DESTROY, problem)));
        emptiness(plan).forEach(problem -> violations.add(new Violation(Guardrail.EMPTY_TARGETS, problem)));
        return violations;
    }

    /** What still stands in the way after an approval. */
    public static List<Violation> left(List<Violation> violations, Approval approval) {
        return violations.stream()
                .filter(each -> !(each.guardrail() == Guardrail.DESTROY && approval.destroy()))
                .filter(each -> !approval.exceptions().containsKey(each.guardrail()))
                .toList();
    }

    private void caller(List<Violation> violations) {
        guardrails
                .expectedCaller()
                .filter(expected -> !caller.filter(expected::equals).isPresent())
                .ifPresent(expected -> violations.add(new Violation(
                        Guardrail.EXPECTED_CALLER,
                        "the credentials are those of account " + caller.orElse("(unknown)") + ", expected is "
                                + expected + ".")));
    }

    private void protectedOnes(Plan plan, List<Violation> violations) {
        Set<String> touched = accounts(plan.steps().stream());
        List<String> accounts = touched.stream()
                .filter(guardrails.protectedAccounts()::contains)
                .toList();
        if (!accounts.isEmpty()) {
            violations.add(new Violation(
                    Guardrail.PROTECTED_ACCOUNTS, "protected accounts are touched: " + some(accounts) + "."));
        }
        Set<String> named = units(plan);
        for (String unit : new TreeSet<>(guardrails.protectedUnits())) {
            List<String> inside = touched.stream()
                    .filter(protectedUnits.getOrDefault(unit, Set.of())::contains)
                    .toList();
            if (!inside.isEmpty() || named.contains(unit)) {
                violations.add(new Violation(
                        Guardrail.PROTECTED_UNITS,
                        "protected unit " + unit + " is touched"
                                + (inside.isEmpty() ? "." : ": " + some(inside) + ".")));
            }
        }
    }

    private void limits(Plan plan, List<Violation> violations) {
        int accounts = accounts(plan.steps().stream()).size();
        beyond(Guardrail.MAX_ACCOUNTS, guardrails.maxAccounts(), accounts, "accounts are touched", violations);
        beyond(Guardrail.MAX_REGIONS, guardrails.maxRegions(), regions(plan).size(), "Regions are touched", violations);
        int removed = removed(plan).mapToInt(PlanStep::size).sum();
        beyond(Guardrail.MAX_DELETES, guardrails.maxDeletes(), removed, "instances are removed", violations);
        beyond(
                Guardrail.MAX_PERCENT,
                guardrails.maxPercent(),
                percentChanged(plan),
                "percent of the accounts with instances are changed or removed",
                violations);
    }

    private static void beyond(
            Guardrail guardrail, OptionalInt most, int number, String what, List<Violation> violations) {
        if (most.isPresent() && number > most.getAsInt()) {
            violations.add(new Violation(guardrail, number + " " + what + ", at most " + most.getAsInt() + " may be."));
        }
    }

    /** Rounded up: more than the limit is more. What the plan itself created when it was begun before is not changed by it. */
    private int percentChanged(Plan plan) {
        OperationIds ids = new OperationIds(plan);
        Set<String> there = new HashSet<>();
        Set<InstanceId> before = new HashSet<>();
        live.orElse(List.of()).forEach(instance -> {
            there.add(instance.id().account());
            if (instance.lastOperationId().filter(ids::isOwn).isEmpty()) {
                before.add(instance.id());
            }
        });
        Set<String> changed = accounts(plan.steps().stream().filter(step -> step.action() != PlanAction.CREATE));
        plan.steps().stream()
                .filter(step -> step.action() == PlanAction.CREATE)
                .flatMap(step -> step.instances().stream())
                .forEach(block -> block.accounts().stream()
                        .filter(account -> block.regions().stream()
                                .anyMatch(region -> before.contains(new InstanceId(account, region))))
                        .forEach(changed::add));
        there.addAll(changed);
        return there.isEmpty() ? 0 : (changed.size() * 100 + there.size() - 1) / there.size();
    }

    private static List<String> destruction(Plan plan) {
        List<String> problems = new ArrayList<>();
        int deleted = plan.steps().stream()
                .filter(step -> step.operation()
                        .filter(spec ->
                                spec instanceof InstanceRemovalSpec removal && removal.stacks() == Stacks.DELETE)
                        .isPresent())
                .mapToInt(PlanStep::size)
                .sum();
        if (deleted > 0) {
            problems.add(deleted + " stacks are deleted with everything in them. allowDestroy(hash) lets that pass.");
        }
        autoDeployment(plan)
                .filter(auto -> auto.enabled() && !auto.retainsStacks())
                .ifPresent(auto -> problems.add("automatic deployment will delete the stacks of accounts that leave. "
                        + "Retain them, or let that pass with allowDestroy(hash)."));
        return problems;
    }

    private static Optional<AutoDeployment> autoDeployment(Plan plan) {
        return plan.creates().isPresent()
                ? plan.creates().get().autoDeployment()
                : plan.steps().stream()
                        .flatMap(step -> step.operation().stream())
                        .filter(StackSetUpdateSpec.class::isInstance)
                        .flatMap(spec -> ((StackSetUpdateSpec) spec).autoDeployment().stream())
                        .findFirst();
    }

    private List<String> emptiness(Plan plan) {
        List<String> problems = new ArrayList<>(plan.groups().stream()
                .filter(group -> group.instances() == 0 && group.units().isEmpty())
                .map(group -> "group '" + group.name() + "' names no account.")
                .toList());
        if (removed(plan).findAny().isPresent() && leavesNone(plan) && !takesBackCreations(plan)) {
            problems.add("everything is removed, and nothing takes its place.");
        }
        return problems;
    }

    private boolean leavesNone(Plan plan) {
        boolean creates = plan.steps().stream().anyMatch(step -> step.action() == PlanAction.CREATE);
        Set<InstanceId> removed = instances(removed(plan).flatMap(step -> step.instances().stream()));
        return !creates
                && live.filter(all -> all.stream().allMatch(instance -> removed.contains(instance.id())))
                        .isPresent();
    }

    /** Whether nothing is removed but what the plan that this one rolls back has created. */
    private static boolean takesBackCreations(Plan plan) {
        return plan.baseline()
                .follows()
                .filter(followed -> instances(followed.operations().stream()
                                .filter(operation -> operation.action() == PlanAction.CREATE)
                                .flatMap(operation -> operation.instances().stream()))
                        .containsAll(instances(removed(plan).flatMap(step -> step.instances().stream()))))
                .isPresent();
    }

    private static Set<InstanceId> instances(Stream<InstanceBlock> blocks) {
        Set<InstanceId> instances = new HashSet<>();
        blocks.forEach(block -> block.accounts()
                .forEach(account -> block.regions().forEach(region -> instances.add(new InstanceId(account, region)))));
        return instances;
    }

    private static Set<String> accounts(Stream<PlanStep> steps) {
        Set<String> accounts = new TreeSet<>();
        steps.flatMap(step -> step.instances().stream()).forEach(block -> accounts.addAll(block.accounts()));
        return accounts;
    }

    private static Set<String> regions(Plan plan) {
        Set<String> regions = new TreeSet<>();
        plan.steps().stream()
                .flatMap(step -> step.instances().stream())
                .map(InstanceBlock::regions)
                .forEach(regions::addAll);
        return regions;
    }

    private static Set<String> units(Plan plan) {
        Set<String> units = new HashSet<>();
        plan.steps().stream()
                .flatMap(step -> step.operation().stream())
                .filter(TargetedSpec.class::isInstance)
                .map(spec -> ((TargetedSpec) spec).targets())
                .filter(Targets.Units.class::isInstance)
                .forEach(targets -> units.addAll(((Targets.Units) targets).units()));
        return units;
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
