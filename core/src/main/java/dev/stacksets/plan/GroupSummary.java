package dev.stacksets.plan;

import dev.stacksets.target.InstanceBlock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A target group as it was when a plan was made: its accounts and Regions. Immutable.
 *
 * @param name the group
 * @param accounts the accounts it names, those that another group decides on included; none if its units have no accounts
 * @param regions the Regions it names
 * @param units the organizational units it names that automatic deployment is to follow, so that accounts that join them get
 *     the stack; none if automatic deployment is off, or the group is for listed accounts only
 */
public record GroupSummary(String name, List<String> accounts, List<String> regions, List<String> units) {
    /**
     * Copies the lists.
     *
     * @param name the group
     * @param accounts the accounts it names
     * @param regions the Regions it names
     * @param units the units that automatic deployment is to follow
     */
    public GroupSummary {
        accounts = List.copyOf(accounts);
        regions = List.copyOf(regions);
        units = List.copyOf(units);
    }

    /**
     * How many instances it names.
     *
     * @return accounts times Regions; 0 if its units have no accounts
     */
    public int instances() {
        return accounts.size() * regions.size();
    }

    /**
     * Counts what steps do to its instances. Where groups overlap an instance counts in each of them.
     *
     * @param steps of the plan
     * @return how many instances are touched, by what is done to them; one may be touched twice where AWS takes it no other way
     */
    public Map<PlanAction, Integer> changes(Collection<PlanStep> steps) {
        Set<String> own = new HashSet<>(accounts);
        Map<PlanAction, Integer> changes = new EnumMap<>(PlanAction.class);
        steps.forEach(step -> step.instances().forEach(block -> {
            int both = both(own, block);
            if (both > 0) {
                changes.merge(step.action(), both, Integer::sum);
            }
        }));
        return changes;
    }

    private int both(Set<String> own, InstanceBlock block) {
        int inRegions = (int) block.regions().stream().filter(regions::contains).count();
        return inRegions == 0
                ? 0
                : inRegions
                        * (int) block.accounts().stream().filter(own::contains).count();
    }
}
