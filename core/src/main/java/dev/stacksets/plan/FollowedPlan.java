package dev.stacksets.plan;

import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.target.InstanceBlock;
import java.util.List;
import java.util.Optional;

/**
 * A plan that another one rolls back, as far as AWS's records of it can be compared with it. Immutable.
 *
 * @param hash names the plan that is rolled back
 * @param operations its operations, in their order
 */
public record FollowedPlan(String hash, List<Operation> operations) {
    /**
     * Copies the list.
     *
     * @param hash names the plan that is rolled back
     * @param operations its operations
     */
    public FollowedPlan {
        operations = List.copyOf(operations);
    }

    /**
     * One operation of a plan that is rolled back.
     *
     * @param id the operation's id in AWS; operations that tried again what it left undone have this id with {@code -r} and a
     *     number in place of the mark
     * @param action what it did
     * @param instances the instances it worked on
     * @param definition the definition of the stack set after it; empty if it does not change that
     */
    public record Operation(
            String id, PlanAction action, List<InstanceBlock> instances, Optional<StackSetDescription> definition) {
        /**
         * Copies the list.
         *
         * @param id the operation's id in AWS
         * @param action what it did
         * @param instances the instances it worked on
         * @param definition the definition after it
         */
        public Operation {
            instances = List.copyOf(instances);
        }
    }
}
