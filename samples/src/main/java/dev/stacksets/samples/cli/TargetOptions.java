package dev.stacksets.samples.cli;

import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.target.InstanceId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where to, and how fast. */
final class TargetOptions {
    @Option(
            names = "--accounts",
            paramLabel = "ACCOUNT",
            split = ",",
            required = true,
            description = "The target accounts, 12 digits each.")
    private List<String> accounts = List.of();

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            split = ",",
            required = true,
            description = "The target Regions.")
    private List<String> regions = List.of();

    @Option(
            names = "--region-order",
            paramLabel = "REGION",
            split = ",",
            description = "The order the Regions are worked on; otherwise no particular one.")
    private List<String> regionOrder = List.of();

    @Option(
            names = "--failure-tolerance",
            paramLabel = "N",
            description = "How many accounts may fail per Region before the rest is cancelled; otherwise none.")
    private Optional<Integer> failureTolerance = Optional.empty();

    @Option(
            names = "--max-concurrent",
            paramLabel = "N",
            description = "How many accounts run at once per Region, at most tolerance + 1; otherwise one.")
    private Optional<Integer> maxConcurrent = Optional.empty();

    DeploymentSpec deployment() {
        return DeploymentSpec.builder()
                .accounts(accounts)
                .regions(regions)
                .preferences(preferences())
                .build();
    }

    /** For operations over instances that exist, which need not be in every Region of the order. */
    OperationPreferences preferencesWithoutOrder() {
        return paced().build();
    }

    List<String> regionsInOrder() {
        return regionOrder.isEmpty() ? regions : regionOrder;
    }

    boolean isNamed(InstanceId instance) {
        return accounts.contains(instance.account()) && regions.contains(instance.region());
    }

    private OperationPreferences preferences() {
        return paced().regionOrder(regionOrder).build();
    }

    private OperationPreferences.Builder paced() {
        OperationPreferences.Builder preferences = OperationPreferences.builder();
        failureTolerance.ifPresent(preferences::failureToleranceCount);
        maxConcurrent.ifPresent(preferences::maxConcurrentCount);
        return preferences;
    }
}
