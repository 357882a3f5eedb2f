package dev.stacksets.internal.tracking;

import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.Targets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/**
 * What an operation is meant to do, as far as AWS's record of it can be held against it. Whoever meets an operation under
 * the id it was about to use takes it for its own only if it agrees.
 *
 * @param action what it does
 * @param preferences how it is paced
 * @param retainsStacks whether a removal leaves the stacks
 * @param targets the accounts; empty for every instance there is
 * @param regions the Regions; empty for every instance there is
 */
record Intent(
        OperationAction action,
        OperationPreferences preferences,
        Optional<Boolean> retainsStacks,
        Optional<Targets> targets,
        Set<String> regions) {

    static Intent of(OperationAction action, TargetedSpec spec, Optional<Boolean> retainsStacks) {
        return new Intent(action, spec.preferences(), retainsStacks, Optional.of(spec.targets()), spec.regions());
    }

    static Intent of(StackSetUpdateSpec spec) {
        return new Intent(OperationAction.UPDATE, spec.preferences(), Optional.empty(), spec.targets(), spec.regions());
    }

    /** How many instances it has, if the request says so. A removal passes over pairs that have none. */
    OptionalInt instances() {
        return targets.isPresent()
                        && targets.get() instanceof AccountList.Accounts named
                        && action != OperationAction.DELETE
                ? OptionalInt.of(named.accounts().size() * regions.size())
                : OptionalInt.empty();
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
        return found.targets().isPresent() && !found.targets().equals(deploymentTargets())
                ? Optional.of("its targets are others")
                : Optional.empty();
    }

    private Optional<Targets> deploymentTargets() {
        return targets.map(
                named -> named instanceof AccountList.AccountsUrl file ? Targets.deployedAccounts(file) : named);
    }

    /** Whether an instance is one of those meant. AWS's record of a self-managed operation names no targets. */
    boolean covers(InstanceId instance) {
        return (regions.isEmpty() || regions.contains(instance.region()))
                && (targets.isEmpty()
                        || !(targets.get() instanceof AccountList.Accounts named)
                        || named.accounts().contains(instance.account()));
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
