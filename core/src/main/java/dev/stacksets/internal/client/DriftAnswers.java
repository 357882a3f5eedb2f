package dev.stacksets.internal.client;

import static dev.stacksets.internal.client.Answers.known;
import static dev.stacksets.internal.client.Answers.orEmpty;
import static dev.stacksets.internal.client.Answers.text;

import dev.stacksets.definition.DriftDetectionStatus;
import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.DriftSummary;
import dev.stacksets.drift.PropertyDifference;
import dev.stacksets.drift.ResourceDrift;
import dev.stacksets.drift.ResourceDriftStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.PhysicalResourceIdContextKeyValuePair;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceResourceDriftsSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionDetails;

/** SDK answers about drift as our values; as forgiving as {@link Answers}. */
final class DriftAnswers {
    private DriftAnswers() {}

    static Optional<DriftSummary> summary(@Nullable StackSetDriftDetectionDetails details) {
        return details == null
                ? Optional.empty()
                : Optional.of(new DriftSummary(
                        known(DriftStatus.UNKNOWN, details.driftStatusAsString()),
                        known(DriftDetectionStatus.UNKNOWN, details.driftDetectionStatusAsString()),
                        orEmpty(details.driftDetectionStatusAsString()),
                        Optional.ofNullable(details.lastDriftCheckTimestamp()),
                        counts(details)));
    }

    private static Optional<DriftSummary.Counts> counts(StackSetDriftDetectionDetails details) {
        Integer total = details.totalStackInstancesCount();
        Integer inSync = details.inSyncStackInstancesCount();
        Integer drifted = details.driftedStackInstancesCount();
        Integer failed = details.failedStackInstancesCount();
        Integer inProgress = details.inProgressStackInstancesCount();
        return total == null || inSync == null || drifted == null || failed == null || inProgress == null
                ? Optional.empty()
                : Optional.of(new DriftSummary.Counts(total, inSync, drifted, failed, inProgress));
    }

    static ResourceDrift resource(StackInstanceResourceDriftsSummary resource) {
        return new ResourceDrift(
                orEmpty(resource.logicalResourceId()),
                text(resource.physicalResourceId()),
                context(resource.physicalResourceIdContext()),
                orEmpty(resource.resourceType()),
                known(ResourceDriftStatus.UNKNOWN, resource.stackResourceDriftStatusAsString()),
                orEmpty(resource.stackResourceDriftStatusAsString()),
                resource.propertyDifferences().stream()
                        .map(DriftAnswers::difference)
                        .toList(),
                Optional.ofNullable(resource.timestamp()));
    }

    private static Map<String, String> context(List<PhysicalResourceIdContextKeyValuePair> pairs) {
        return pairs.stream()
                .collect(Collectors.toMap(
                        PhysicalResourceIdContextKeyValuePair::key,
                        PhysicalResourceIdContextKeyValuePair::value,
                        (first, second) -> second));
    }

    private static PropertyDifference difference(
            software.amazon.awssdk.services.cloudformation.model.PropertyDifference theirs) {
        return new PropertyDifference(
                orEmpty(theirs.propertyPath()),
                known(PropertyDifference.Kind.UNKNOWN, theirs.differenceTypeAsString()),
                orEmpty(theirs.expectedValue()),
                orEmpty(theirs.actualValue()));
    }
}
