package dev.stacksets.internal.planning;

import dev.stacksets.plan.TargetGroup;
import java.util.Map;

/**
 * A target group whose accounts are known.
 *
 * @param group the group
 * @param units its accounts, each with the unit it is named by, {@code ""} where units do not matter
 */
public record ResolvedGroup(TargetGroup group, Map<String, String> units) {}
