package dev.stacksets.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a plan means for one target group.
 *
 * @param name the group
 * @param instances how many instances it names, those that a later group decides on included; 0 if its units have no accounts
 * @param changes how many of those it decides on are touched, by what the plan does to them; one may be touched twice where
 *     AWS takes it no other way
 */
public record GroupSummary(String name, int instances, Map<PlanAction, Integer> changes) {
    /**
     * Copies the counts.
     *
     * @param name the group
     * @param instances how many instances it names
     * @param changes how many of them are touched, by action
     */
    public GroupSummary {
        EnumMap<PlanAction, Integer> inOrder = new EnumMap<>(PlanAction.class);
        inOrder.putAll(changes);
        changes = Collections.unmodifiableMap(inOrder);
    }
}
