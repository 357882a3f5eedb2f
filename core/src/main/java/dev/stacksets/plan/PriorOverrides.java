package dev.stacksets.plan;

import dev.stacksets.target.InstanceBlock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter overrides that instances had when a plan was made, which it changes or removes.
 *
 * @param overrides values by key as AWS shows them, NoEcho ones as {@code ****}
 * @param instances which instances
 */
public record PriorOverrides(Map<String, String> overrides, List<InstanceBlock> instances) {
    /**
     * Copies both.
     *
     * @param overrides values by key
     * @param instances which instances
     */
    public PriorOverrides {
        overrides = java.util.Collections.unmodifiableMap(new TreeMap<>(overrides));
        instances = List.copyOf(instances);
    }

    /** Leaves the values out. */
    @Override
    public String toString() {
        return overrides.keySet() + " of " + instances;
    }
}
