package dev.stacksets.target;

import java.util.Set;

/**
 * A unit that a service-managed stack set follows: accounts that join it get the stack in these Regions. API page
 * {@code StackSetAutoDeploymentTargetSummary}.
 *
 * @param organizationalUnit the id of an organizational unit or root
 * @param regions in no particular order
 */
public record AutoDeploymentTarget(String organizationalUnit, Set<String> regions) {
    /**
     * Copies the Regions.
     *
     * @param organizationalUnit the id of an organizational unit or root
     * @param regions in no particular order
     */
    public AutoDeploymentTarget {
        regions = Set.copyOf(regions);
    }
}
