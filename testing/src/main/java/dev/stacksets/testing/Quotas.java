package dev.stacksets.testing;

import dev.stacksets.testing.internal.engine.base.EngineQuotas;

/**
 * Quotas of the service that a test may want low, to see {@code LimitExceededException} without a thousand stack sets.
 * By default they are AWS's.
 *
 * <pre>{@code
 * StackSetsSimulator.builder().quotas(q -> q.stackSets(2).queuedOperations(1)).build();
 * }</pre>
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html">CloudFormation
 *     quotas</a>
 */
public final class Quotas {

    private int stackSets = 1_000;
    private int stackInstances = 100_000;
    private int instanceOperations = 10_000;
    private int queuedOperations = 10_000;

    Quotas() {}

    /**
     * Stack sets of one administrator account in one Region, deleted ones not counted. CreateStackSet beyond it is
     * refused.
     *
     * @param most zero or more, 1,000 by default
     * @return this
     * @throws IllegalArgumentException when negative
     */
    public Quotas stackSets(int most) {
        stackSets = notNegative(most);
        return this;
    }

    /**
     * Stack instances of one stack set. CreateStackInstances and ImportStacksToStackSet beyond it are refused.
     *
     * @param most zero or more, 100,000 by default
     * @return this
     * @throws IllegalArgumentException when negative
     */
    public Quotas stackInstances(int most) {
        stackInstances = notNegative(most);
        return this;
    }

    /**
     * Stack instances that operations of one administrator account work on, or have yet to work on, in one target
     * Region, over all its stack sets. CreateStackInstances and ImportStacksToStackSet beyond it are refused, the only
     * two operations that declare the error; updates and deletes count and are never refused.
     *
     * @param most zero or more, 10,000 by default
     * @return this
     * @throws IllegalArgumentException when negative
     */
    public Quotas instanceOperationsPerRegion(int most) {
        instanceOperations = notNegative(most);
        return this;
    }

    /**
     * Operations that wait in one stack set with managed execution. What the service starts by itself waits all the
     * same.
     *
     * @param most zero or more, 10,000 by default
     * @return this
     * @throws IllegalArgumentException when negative
     */
    public Quotas queuedOperations(int most) {
        queuedOperations = notNegative(most);
        return this;
    }

    EngineQuotas forEngine() {
        return new EngineQuotas(stackSets, stackInstances, instanceOperations, queuedOperations);
    }

    private static int notNegative(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("a quota is zero or more: " + most);
        }
        return most;
    }
}
