package dev.stacksets.internal.tracking;

import dev.stacksets.operation.DriftDetectionSpec;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/**
 * What an operation is meant to do, as far as AWS's record of it can be held against it. Whoever meets an operation under
 * the id it was about to use takes it for its own only if it agrees.
 *
 * @param action what it does
 * @param preferences how it is paced
 * @param retainsStacks whether a removal leaves the stacks
 * @param reach which instances it is for
 */
record Intent(OperationAction action, OperationPreferences preferences, Optional<Boolean> retainsStacks, Reach reach) {

    static Intent of(OperationAction action, TargetedSpec spec, Optional<Boolean> retainsStacks) {
        return new Intent(
                action,
                spec.preferences(),
                retainsStacks,
                new Reach.Rectangle(Optional.of(spec.targets()), spec.regions()));
    }

    static Intent of(StackSetUpdateSpec spec) {
        return new Intent(
                OperationAction.UPDATE,
                spec.preferences(),
                Optional.empty(),
                new Reach.Rectangle(spec.targets(), spec.regions()));
    }

    static Intent of(DriftDetectionSpec spec) {
        return new Intent(OperationAction.DETECT_DRIFT, spec.preferences(), Optional.empty(), new Reach.Unsaid());
    }

    /** AWS shows an import as a creation. */
    static Intent of(StackImportSpec spec) {
        Reach reach = spec.stacks() instanceof StackList.Stacks named
                ? new Reach.Stacks(named.instances())
                : new Reach.Unsaid();
        return new Intent(OperationAction.CREATE, spec.preferences(), Optional.empty(), reach);
    }

    /** The same, known to be for exactly these instances. */
    Intent exactly(List<InstanceBlock> instances) {
        return new Intent(action, preferences, retainsStacks, Reach.Exactly.of(reach, instances));
    }

    /** How many instances it has, if the request says so. A removal passes over pairs that have none. */
    OptionalInt instances() {
        return action == OperationAction.DELETE && !(reach instanceof Reach.Exactly)
                ? OptionalInt.empty()
                : reach.instances();
    }

    /** How many instances it has at least, once it has succeeded; an update passes over what is not there. */
    int leastInstances() {
        return reach instanceof Reach.Exactly || action == OperationAction.CREATE
                ? reach.instances().orElse(0)
                : 0;
    }

    /** What AWS's record of an operation says otherwise, in a few words. */
    Optional<String> difference(OperationDescription found) {
        if (found.action() != action) {
            return Optional.of("it is a " + found.action() + ", not a " + action);
        }
        if (found.preferences().filter(paced -> !samePace(paced, preferences)).isPresent()) {
            return Optional.of("its preferences are others");
        }
        if (retainsStacks.isPresent()
                && found.retainsStacks().isPresent()
                && !retainsStacks.equals(found.retainsStacks())) {
            return Optional.of("it " + (found.retainsStacks().get() ? "retains" : "deletes") + " the stacks");
        }
        return found.targets().filter(recorded -> !reach.agreesWith(recorded)).map(others -> "its targets are others");
    }

    /** Whether an instance is one of those meant. AWS's record of a self-managed operation names no targets. */
    boolean covers(InstanceId instance) {
        return reach.covers(instance);
    }

    /** AWS may say its defaults or leave them out. */
    private static boolean samePace(OperationPreferences one, OperationPreferences other) {
        return withDefaults(one).equals(withDefaults(other));
    }

    private static OperationPreferences withDefaults(OperationPreferences paced) {
        OperationPreferences.Builder all = OperationPreferences.builder()
                .regionOrder(paced.regionOrder())
                .regionConcurrency(paced.regionConcurrency().orElse(RegionConcurrencyType.SEQUENTIAL))
                .concurrencyMode(paced.concurrencyMode().orElse(ConcurrencyMode.STRICT_FAILURE_TOLERANCE));
        paced.failureTolerancePercentage()
                .ifPresentOrElse(
                        all::failureTolerancePercentage,
                        () -> all.failureToleranceCount(
                                paced.failureToleranceCount().orElse(0)));
        paced.maxConcurrentPercentage()
                .ifPresentOrElse(
                        all::maxConcurrentPercentage,
                        () -> all.maxConcurrentCount(paced.maxConcurrentCount().orElse(1)));
        return all.build();
    }
}
