package dev.stacksets.testing.internal.engine.base;

import dev.stacksets.testing.internal.protocol.AwsError;

/**
 * What there may be at most.
 *
 * @param stackSets of one administrator account in one Region
 * @param stackInstances of one stack set
 * @param instanceOperations unfinished in one target Region, over all stack sets of an administrator account
 * @param queuedOperations of one stack set
 */
public record EngineQuotas(int stackSets, int stackInstances, int instanceOperations, int queuedOperations) {

    /** Refuses one more stack set than there may be. */
    public void requireStackSets(long count) {
        require(count, stackSets, "stack sets");
    }

    /** Refuses more stack instances than a stack set may have. */
    public void requireStackInstances(long count) {
        require(count, stackInstances, "stack instances per stack set");
    }

    /** Refuses more unfinished work in a Region than an account may have. */
    public void requireInstanceOperations(long count, String region) {
        require(count, instanceOperations, "stack instance operations in " + region);
    }

    /** Refuses one more operation than may wait. */
    public void requireQueued(long count) {
        require(count, queuedOperations, "queued operations per stack set");
    }

    private static void require(long count, int most, String what) {
        if (count > most) {
            throw limitExceeded(most, what);
        }
    }

    private static AwsError limitExceeded(int most, String what) {
        return Errors.limitExceeded("The limit of " + most + " " + what + " is exceeded");
    }
}
