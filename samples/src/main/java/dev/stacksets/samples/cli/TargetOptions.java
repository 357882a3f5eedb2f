package dev.stacksets.samples.cli;

import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.target.InstanceId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private PaceOptions pace = new PaceOptions();

    DeploymentSpec deployment() {
        return DeploymentSpec.builder()
                .accounts(accounts)
                .regions(regions)
                .preferences(preferences())
                .build();
    }

    /** For operations over instances that exist, which need not be in every Region of the order. */
    OperationPreferences preferencesWithoutOrder() {
        return pace.preferences().build();
    }

    List<String> regionsInOrder() {
        return regionOrder.isEmpty() ? regions : regionOrder;
    }

    /** Whether an instance is one of them. */
    Predicate<InstanceId> named() {
        Set<String> namedAccounts = Set.copyOf(accounts);
        Set<String> namedRegions = Set.copyOf(regions);
        return instance -> namedAccounts.contains(instance.account()) && namedRegions.contains(instance.region());
    }

    private OperationPreferences preferences() {
        return pace.preferences().regionOrder(regionOrder).build();
    }
}
