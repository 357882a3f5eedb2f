package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.operation.DriftCheck;
import dev.stacksets.testing.internal.engine.operation.DriftCheck.Finding;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.fault.PlantedDrift;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.DifferenceType;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceResourceDriftsSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

/** What a drift check found in one stack, resource by resource. */
public final class DriftViews {

    private DriftViews() {}

    /** By logical id; nothing before the stack was checked. */
    public static List<StackInstanceResourceDriftsSummary> resources(DriftCheck check, InstanceKey key) {
        return check.finding(key)
                .map(finding -> new TreeMap<>(check.template().resources())
                        .entrySet().stream()
                                .map(resource -> resource(finding, resource.getKey(), resource.getValue()))
                                .toList())
                .orElse(List.of());
    }

    private static StackInstanceResourceDriftsSummary resource(Finding finding, String logicalId, String type) {
        List<PlantedDrift> drifts = finding.drifted().getOrDefault(logicalId, List.of());
        return StackInstanceResourceDriftsSummary.builder()
                .stackId(finding.stackId())
                .logicalResourceId(logicalId)
                .physicalResourceId(physicalId(finding.stackId(), logicalId))
                .resourceType(type)
                .stackResourceDriftStatus(status(drifts))
                .propertyDifferences(
                        drifts.stream().flatMap(DriftViews::difference).toList())
                .timestamp(finding.at())
                .build();
    }

    private static String physicalId(String stackId, String logicalId) {
        String[] parts = stackId.split("/", -1);
        return (parts.length > 1 ? parts[1] : stackId) + "-" + logicalId;
    }

    private static StackResourceDriftStatus status(List<PlantedDrift> drifts) {
        if (drifts.isEmpty()) {
            return StackResourceDriftStatus.IN_SYNC;
        }
        return drifts.stream().anyMatch(PlantedDrift.Deleted.class::isInstance)
                ? StackResourceDriftStatus.DELETED
                : StackResourceDriftStatus.MODIFIED;
    }

    private static Stream<PropertyDifference> difference(PlantedDrift drift) {
        return drift instanceof PlantedDrift.Property property
                ? Stream.of(PropertyDifference.builder()
                        .propertyPath(property.path())
                        .expectedValue(property.expected())
                        .actualValue(property.actual())
                        .differenceType(type(property))
                        .build())
                : Stream.empty();
    }

    private static DifferenceType type(PlantedDrift.Property property) {
        if (property.expected().isEmpty()) {
            return DifferenceType.ADD;
        }
        return property.actual().isEmpty() ? DifferenceType.REMOVE : DifferenceType.NOT_EQUAL;
    }
}
