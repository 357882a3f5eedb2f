package dev.stacksets.drift;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One resource of one stack, as drift detection found it. API page {@code StackInstanceResourceDriftsSummary}.
 *
 * @param logicalId its name in the template
 * @param physicalId its name in the account, if AWS says
 * @param physicalIdContext what else it takes to find it, for types whose name alone does not do
 * @param type for example {@code AWS::SNS::Topic}
 * @param status what was found
 * @param rawStatus the same in AWS's words
 * @param differences the properties that differ, if any
 * @param checkedAt when AWS looked
 */
public record ResourceDrift(
        String logicalId,
        Optional<String> physicalId,
        Map<String, String> physicalIdContext,
        String type,
        ResourceDriftStatus status,
        String rawStatus,
        List<PropertyDifference> differences,
        Optional<Instant> checkedAt) {
    /**
     * Copies map and list.
     *
     * @param logicalId its name in the template
     * @param physicalId its name in the account
     * @param physicalIdContext what else it takes to find it
     * @param type its type
     * @param status what was found
     * @param rawStatus the same in AWS's words
     * @param differences the properties that differ
     * @param checkedAt when AWS looked
     */
    public ResourceDrift {
        physicalIdContext = Map.copyOf(physicalIdContext);
        differences = List.copyOf(differences);
    }
}
