package dev.stacksets.drift;

import dev.stacksets.target.InstanceId;
import java.util.List;
import java.util.Optional;

/**
 * A stack instance that drifted.
 *
 * @param instance its account and Region
 * @param stackId the stack
 * @param resources those that were changed or are gone, in AWS's order
 */
public record InstanceDrift(InstanceId instance, Optional<String> stackId, List<ResourceDrift> resources) {
    /**
     * Copies the list.
     *
     * @param instance its account and Region
     * @param stackId the stack
     * @param resources those that were changed or are gone
     */
    public InstanceDrift {
        resources = List.copyOf(resources);
    }
}
