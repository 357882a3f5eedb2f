package dev.stacksets.plan;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.planning.Reached;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.target.InstanceBlock;
import java.util.List;
import java.util.Optional;

/**
 * One step of a plan: one operation, or the creation of the stack set, which is none. Immutable.
 *
 * @param action what it does
 * @param operation the request; secrets in it are {@link dev.stacksets.definition.ParameterValue.Withheld}; empty for the
 *     creation of the stack set
 * @param instances the instances it works on: one block, or, where the operation names no targets, all there are; none for
 *     {@link PlanAction#ADD_TARGETS} and {@link PlanAction#DROP_TARGETS}, whose operations name units and leave out the
 *     accounts in them
 * @param prior the overrides that it changes or that go with the instances, as far as they were read
 * @param mark names the overrides that the instances have after it, so that a later plan need not read them; part of the
 *     operation's id; {@code ""} if that is not known of all
 */
public record PlanStep(
        PlanAction action,
        Optional<OperationSpec> operation,
        List<InstanceBlock> instances,
        List<PriorOverrides> prior,
        String mark) {
    /**
     * Checks that the parts agree.
     *
     * @param action what it does
     * @param operation the request
     * @param instances the instances it works on
     * @param prior the overrides that it changes
     * @param mark names the overrides that the instances have after it
     * @throws InvalidInputException if the request is none of this action, does not say which accounts it reaches, or reaches
     *     other instances than these
     */
    public PlanStep {
        instances = List.copyOf(instances);
        prior = List.copyOf(prior);
        Reached.check(action, operation, instances, mark);
    }

    /**
     * A step whose instances follow from its request.
     *
     * @param action what it does
     * @param operation the request, which names targets
     * @param prior the overrides that it changes
     * @param mark names the overrides that the instances have after it
     * @return the step
     * @throws InvalidInputException if the request is none of this action, or does not say which accounts it reaches
     */
    public static PlanStep of(PlanAction action, OperationSpec operation, List<PriorOverrides> prior, String mark) {
        return new PlanStep(action, Optional.of(operation), Reached.by(action, operation), prior, mark);
    }

    /**
     * How many instances it works on.
     *
     * @return 0 for the creation of the stack set, and where only targets of automatic deployment change
     */
    public int size() {
        return instances.stream().mapToInt(InstanceBlock::size).sum();
    }
}
