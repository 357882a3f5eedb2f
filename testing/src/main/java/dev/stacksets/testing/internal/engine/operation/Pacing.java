package dev.stacksets.testing.internal.engine.operation;

import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/**
 * How many accounts of one Region may run and fail. Percentages are of the target accounts of the operation in the
 * Region and round down; only concurrency has a floor of one.
 *
 * @param tolerance failures the Region survives, zero or more
 * @param concurrency the asked-for ceiling, one or more
 * @param strict whether failures lower the ceiling
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html">
 *     StackSetOperationPreferences</a>
 */
public record Pacing(int tolerance, int concurrency, boolean strict) {

    public static Pacing of(StackSetOperationPreferences preferences, int accounts) {
        return new Pacing(
                tolerance(preferences, accounts),
                concurrency(preferences, accounts),
                preferences.concurrencyMode() != ConcurrencyMode.SOFT_FAILURE_TOLERANCE);
    }

    private static int tolerance(StackSetOperationPreferences preferences, int accounts) {
        return Optional.ofNullable(preferences.failureToleranceCount())
                .or(() -> Optional.ofNullable(preferences.failureTolerancePercentage())
                        .map(percentage -> share(percentage, accounts)))
                .orElse(0);
    }

    private static int concurrency(StackSetOperationPreferences preferences, int accounts) {
        return Optional.ofNullable(preferences.maxConcurrentCount())
                .or(() -> Optional.ofNullable(preferences.maxConcurrentPercentage())
                        .map(percentage -> Math.max(1, share(percentage, accounts))))
                .orElse(1);
    }

    private static int share(int percentage, int accounts) {
        return (int) ((long) percentage * accounts / 100);
    }

    /** How many may run after so many failures; in strict mode failures can then never pass tolerance + 1. */
    int cap(int failures) {
        return strict ? (int) Math.min(concurrency, (long) tolerance + 1 - failures) : concurrency;
    }

    boolean exceededBy(int failures) {
        return failures > tolerance;
    }
}
