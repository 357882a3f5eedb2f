package dev.stacksets.internal.covering;

import dev.stacksets.operation.OperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/**
 * How long operations take that are paced like this, counted in the time of one stack, if no instance fails. Rules of API
 * page {@code StackSetOperationPreferences}; at most 100 instances at once in a stack set, user guide "StackSets concepts".
 */
public record Pace(OperationPreferences preferences) {
    private static final int AT_ONCE = 100;

    /** How many stacks come one after another where accounts and Regions form one operation. */
    public long rounds(int accounts, int regions) {
        long inRegion = divided(accounts, Math.min(AT_ONCE, preferences.accountsAtOnce(accounts)));
        boolean parallel = preferences
                .regionConcurrency()
                .filter(RegionConcurrencyType.PARALLEL::equals)
                .isPresent();
        return parallel ? Math.max(inRegion, divided((long) accounts * regions, AT_ONCE)) : inRegion * regions;
    }

    private static long divided(long whole, long part) {
        return (whole + part - 1) / part;
    }
}
