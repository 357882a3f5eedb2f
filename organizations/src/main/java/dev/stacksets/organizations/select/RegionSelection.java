package dev.stacksets.organizations.select;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Regions that a selector came to.
 *
 * @param regions those to deploy to, possibly none
 * @param leftOut those that were meant and that some account does not have enabled, with the accounts known not to; where one
 *     account decided, the others were not asked
 */
public record RegionSelection(Set<String> regions, Map<String, List<String>> leftOut) {

    /**
     * Keeps its own copies.
     *
     * @param regions those to deploy to
     * @param leftOut those that are not enabled everywhere
     */
    public RegionSelection {
        regions = Collections.unmodifiableSet(new LinkedHashSet<>(regions));
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }
}
