package dev.stacksets.internal.planning;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.target.ParameterOverrides;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** The parameter values wherever they are in a plan. */
final class Values {
    private Values() {}

    /** The same plan, each value exchanged for what the function makes of its key and it. */
    static Plan exchanged(Plan plan, BiFunction<String, ParameterValue, ParameterValue> exchange) {
        return Plan.builder()
                .copyOf(plan)
                .creates(plan.creates().map(definition -> exchanged(definition, exchange)))
                .steps(plan.steps().stream()
                        .map(step -> new PlanStep(
                                step.action(),
                                step.operation().map(spec -> exchanged(spec, exchange)),
                                step.instances(),
                                step.prior(),
                                step.mark()))
                        .toList())
                .build();
    }

    private static StackSetDefinition exchanged(
            StackSetDefinition definition, BiFunction<String, ParameterValue, ParameterValue> exchange) {
        return StackSetDefinition.builder()
                .copyOf(definition)
                .putAllParameters(exchanged(definition.parameters(), exchange))
                .build();
    }

    private static OperationSpec exchanged(
            OperationSpec spec, BiFunction<String, ParameterValue, ParameterValue> exchange) {
        if (spec instanceof StackSetUpdateSpec update) {
            StackSetUpdateSpec.Builder builder = StackSetUpdateSpec.builder().copyOf(update);
            exchanged(update.parameters(), exchange).forEach(builder::parameter);
            return builder.build();
        }
        if (spec instanceof DeploymentSpec deployment) {
            return DeploymentSpec.builder()
                    .copyOf(deployment)
                    .overrides(exchanged(deployment.overrides(), exchange))
                    .build();
        }
        if (spec instanceof InstanceUpdateSpec update) {
            return InstanceUpdateSpec.builder()
                    .copyOf(update)
                    .overrides(exchanged(update.overrides(), exchange))
                    .build();
        }
        return spec;
    }

    private static ParameterOverrides exchanged(
            ParameterOverrides overrides, BiFunction<String, ParameterValue, ParameterValue> exchange) {
        return overrides instanceof ParameterOverrides.Exactly exactly
                ? new ParameterOverrides.Exactly(exchanged(exactly.values(), exchange))
                : overrides;
    }

    private static Map<String, ParameterValue> exchanged(
            Map<String, ParameterValue> values, BiFunction<String, ParameterValue, ParameterValue> exchange) {
        Map<String, ParameterValue> exchanged = new LinkedHashMap<>();
        values.forEach((key, value) -> exchanged.put(key, exchange.apply(key, value)));
        return exchanged;
    }
}
