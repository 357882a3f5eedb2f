package dev.stacksets.organizations.tree;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Regions of one account. API page of Account Management {@code ListRegions}.
 *
 * @param account 12 digits
 * @param statuses by Region
 */
public record AccountRegions(String account, Map<String, RegionStatus> statuses) {

    /**
     * Keeps its own sorted copy.
     *
     * @param account 12 digits
     * @param statuses by Region
     */
    public AccountRegions {
        statuses = Collections.unmodifiableMap(new TreeMap<>(statuses));
    }

    /**
     * Where a Region stands.
     *
     * @param region its name
     * @return {@link RegionStatus#DISABLED} for a Region AWS does not list
     */
    public RegionStatus status(String region) {
        return statuses.getOrDefault(region, RegionStatus.DISABLED);
    }

    /**
     * The Regions that stacks can be deployed to.
     *
     * @return sorted
     */
    public SortedSet<String> enabled() {
        SortedSet<String> enabled = new TreeSet<>();
        statuses.forEach((region, status) -> {
            if (status.isEnabled()) {
                enabled.add(region);
            }
        });
        return Collections.unmodifiableSortedSet(enabled);
    }
}
