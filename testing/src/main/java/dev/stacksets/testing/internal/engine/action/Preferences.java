package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Errors;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** Validates operation preferences and fills what reads show. */
public final class Preferences {

    private Preferences() {}

    static StackSetOperationPreferences validated(@Nullable StackSetOperationPreferences given) {
        StackSetOperationPreferences preferences =
                given == null ? StackSetOperationPreferences.builder().build() : given;
        new Checks()
                .regions("operationPreferences.regionOrder", preferences.regionOrder())
                .range(
                        "operationPreferences.failureToleranceCount",
                        preferences.failureToleranceCount(),
                        0,
                        Integer.MAX_VALUE)
                .range(
                        "operationPreferences.failureTolerancePercentage",
                        preferences.failureTolerancePercentage(),
                        0,
                        100)
                .range(
                        "operationPreferences.maxConcurrentCount",
                        preferences.maxConcurrentCount(),
                        1,
                        Integer.MAX_VALUE)
                .range("operationPreferences.maxConcurrentPercentage", preferences.maxConcurrentPercentage(), 1, 100)
                .refuseIfBroken();
        if (preferences.failureToleranceCount() != null && preferences.failureTolerancePercentage() != null) {
            throw Errors.validation("Cannot specify both FailureToleranceCount and FailureTolerancePercentage");
        }
        if (preferences.maxConcurrentCount() != null && preferences.maxConcurrentPercentage() != null) {
            throw Errors.validation("Cannot specify both MaxConcurrentCount and MaxConcurrentPercentage");
        }
        requireKnownModes(preferences);
        // A copy: a list the SDK made because nobody set one would be left out of answers.
        return preferences.toBuilder()
                .regionOrder(List.copyOf(preferences.regionOrder()))
                .build();
    }

    private static void requireKnownModes(StackSetOperationPreferences preferences) {
        if (preferences.regionConcurrencyType() == RegionConcurrencyType.UNKNOWN_TO_SDK_VERSION
                || preferences.concurrencyMode() == ConcurrencyMode.UNKNOWN_TO_SDK_VERSION) {
            throw Errors.validation("1 validation error detected: Value at 'operationPreferences' failed to satisfy"
                    + " constraint: Member must satisfy enum value set");
        }
    }

    /**
     * A Region in the order that the operation does not touch is a mistake of the caller; AWS does not document it. An
     * operation without Regions (an update of an empty stack set) has no order to get wrong.
     */
    static void requireOrderWithin(StackSetOperationPreferences preferences, Collection<String> regions) {
        Set<String> own = new HashSet<>(regions);
        List<String> foreign = preferences.regionOrder().stream()
                .filter(region -> !own.contains(region))
                .toList();
        if (!regions.isEmpty() && !foreign.isEmpty()) {
            throw Errors.validation("RegionOrder contains Regions that the operation does not target: " + foreign);
        }
    }
}
