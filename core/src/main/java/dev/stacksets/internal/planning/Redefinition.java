package dev.stacksets.internal.planning;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** What the definition of a stack set is after the steps of a plan that change it, as far as AWS will show it. */
public final class Redefinition {
    private Redefinition() {}

    /** Whether a step changes the definition. */
    public static boolean isBy(PlanAction action) {
        return action == PlanAction.CHANGE_DEFINITION || action == PlanAction.SWITCH_MANAGED_EXECUTION;
    }

    /**
     * The definition that is to be found.
     *
     * @param followed whether an operation of the plan that this one rolls back is there
     * @param begun whether the operation of a step, counted from 0, is there
     * @return empty if nothing is known of it
     */
    public static Optional<StackSetDescription> expected(Plan plan, Predicate<String> followed, IntPredicate begun) {
        Optional<StackSetDescription> definition = before(plan, followed);
        for (int step = 0; step < plan.steps().size(); step++) {
            PlanStep each = plan.steps().get(step);
            if (isBy(each.action()) && begun.test(step)) {
                StackSetUpdateSpec update =
                        (StackSetUpdateSpec) each.operation().orElseThrow();
                definition = definition.map(before -> after(before, update));
            }
        }
        return definition;
    }

    private static Optional<StackSetDescription> before(Plan plan, Predicate<String> followed) {
        return plan.baseline()
                .follows()
                .flatMap(other -> other.operations().stream()
                        .filter(operation -> followed.test(operation.id()))
                        .flatMap(operation -> operation.definition().stream())
                        .reduce((earlier, later) -> later))
                .or(() -> plan.baseline().stackSet());
    }

    /** What an update makes of a definition. API page {@code UpdateStackSet}. */
    static StackSetDescription after(StackSetDescription before, StackSetUpdateSpec update) {
        StackSetDescription.Builder after = StackSetDescription.builder()
                .copyOf(before)
                .parameters(parameters(before, update))
                .tags(update.tags().orElse(before.tags()))
                .description(update.description().or(before::description))
                .administrationRoleArn(update.administrationRoleArn().or(before::administrationRoleArn))
                .executionRoleName(update.executionRoleName().or(before::executionRoleName))
                .permissionModel(update.permissionModel().orElse(before.permissionModel()))
                .autoDeployment(update.autoDeployment().or(before::autoDeployment))
                .managedExecution(update.managedExecution().orElse(before.managedExecution()));
        if (update.template() instanceof TemplateSource.Inline text) {
            after.templateBody(Optional.of(text.body()));
        } else if (!(update.template() instanceof TemplateSource.Previous)) {
            after.templateBody(Optional.empty());
        }
        return after.build();
    }

    /** An update with a template or with parameters says all of them; others get the defaults of the template. */
    private static Map<String, String> parameters(StackSetDescription before, StackSetUpdateSpec update) {
        if (update.template() instanceof TemplateSource.Previous
                && update.parameters().isEmpty()) {
            return before.parameters();
        }
        Map<String, String> after = new TreeMap<>();
        update.parameters().forEach((key, value) -> {
            if (value instanceof ParameterValue.Plain plain) {
                after.put(key, plain.value());
            } else if (value instanceof ParameterValue.Previous) {
                Optional.ofNullable(before.parameters().get(key)).ifPresent(kept -> after.put(key, kept));
            } else {
                after.put(key, DefinitionDiff.MASK);
            }
        });
        return after;
    }
}
