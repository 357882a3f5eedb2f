package dev.stacksets.plan;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a plan means for one target group.
 *
 * @param name the group
 * @param instances how many instances it names, those that a later group decides on included; 0 if its units have no accounts
 * @param units how many organizational units it names that automatic deployment is to follow, so that accounts that join them
 *     get the stack; 0 if automatic deployment is off, or the group is for listed accounts only
 * @param changes how many of those it decides on are touched, by what the plan does to them; one may be touched twice where
 *     AWS takes it no other way
 */
public record GroupSummary(String name, int instances, int units, Map<PlanAction, Integer> changes) {
    /**
     * Copies the counts.
     *
     * @param name the group
     * @param instances how many instances it names
     * @param units how many units automatic deployment is to follow
     * @param changes how many of them are touched, by action
     */
    public GroupSummary {
        EnumMap<PlanAction, Integer> inOrder = new EnumMap<>(PlanAction.class);
        inOrder.putAll(changes);
        changes = Collections.unmodifiableMap(inOrder);
    }
}
