package dev.stacksets.internal.document;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.OverridingSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.plan.GroupSummary;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanEstimate;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Parts of plans in words. */
final class Words {
    private static final int UNITS_NAMED = 5;
    private static final Duration A_STACK = Duration.ofMinutes(1);

    private Words() {}

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** What it takes, in a line. */
    static String scope(Plan plan) {
        PlanEstimate estimate = plan.estimate(A_STACK);
        long instances = plan.steps().stream().mapToLong(PlanStep::size).sum();
        String fewest = plan.isFewest()
                ? ", the fewest possible"
                : plan.operationsAtLeast() == 0 ? "" : ", at least " + plan.operationsAtLeast();
        return count(plan.operations(), "operation", "operations") + fewest + "; "
                + count(instances, "instance", "instances") + "; " + duration(estimate.duration())
                + " if a stack takes a minute; about " + number(estimate.calls()) + " calls";
    }

    private static String duration(Duration length) {
        long minutes = Math.max(1, length.plusSeconds(30).toMinutes());
        return "about " + (minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min");
    }

    /** What happens to the instances of a group. */
    static String changes(GroupSummary group) {
        return group.changes().entrySet().stream()
                .map(each -> number(each.getValue()) + " " + each.getKey().words())
                .collect(Collectors.joining(", "));
    }

    /** What becomes of the stacks, or of the overrides, where that is part of the step. */
    static Optional<String> detail(PlanStep step) {
        Optional<String> units = units(step);
        boolean touchesNone = step.action() == PlanAction.ADD_TARGETS || step.action() == PlanAction.DROP_TARGETS;
        Optional<String> rest =
                touchesNone ? Optional.empty() : step.operation().flatMap(Words::detail);
        return units.isEmpty() || rest.isEmpty() ? units.or(() -> rest) : Optional.of(units.get() + "; " + rest.get());
    }

    /** The units that are or become targets by it, or no longer are. */
    private static Optional<String> units(PlanStep step) {
        return step.operation()
                .filter(spec -> spec instanceof DeploymentSpec || step.action() == PlanAction.DROP_TARGETS)
                .map(TargetedSpec.class::cast)
                .filter(spec -> spec.targets() instanceof Targets.Units)
                .map(spec -> "units " + some(List.copyOf(((Targets.Units) spec.targets()).units()), UNITS_NAMED)
                        + " in " + some(List.copyOf(spec.regions()), UNITS_NAMED));
    }

    private static Optional<String> detail(OperationSpec spec) {
        if (spec instanceof InstanceRemovalSpec removal) {
            return Optional.of(
                    removal.stacks() == InstanceRemovalSpec.Stacks.DELETE
                            ? "stacks and everything in them are DELETED"
                            : "stacks stay, outside the stack set");
        }
        return spec instanceof OverridingSpec overriding
                        && overriding.overrides() instanceof ParameterOverrides.Exactly exactly
                ? Optional.of("overrides " + overrides(exactly.values()))
                : Optional.empty();
    }

    private static String overrides(Map<String, ParameterValue> values) {
        return values.isEmpty()
                ? "none"
                : new TreeMap<>(values)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "="
                                        + each.getValue().toString().replaceAll("\\s+", " "))
                                .collect(Collectors.joining(", "));
    }

    /** The first of many names. */
    static String some(List<String> names, int most) {
        String first = names.stream().limit(most).collect(Collectors.joining(", "));
        return names.size() <= most ? first : first + " and " + number(names.size() - most) + " more";
    }
}
