package dev.stacksets.internal.planning;

import dev.stacksets.target.InstanceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Accounts times Regions: what one operation can work on.
 *
 * @param accounts the accounts, sorted
 * @param regions the Regions, sorted
 */
public record Rectangle(SortedSet<String> accounts, SortedSet<String> regions) {

    /**
     * Covers instances by few rectangles, each instance once and nothing beside them: accounts with the same Regions
     * together, or Regions with the same accounts, whichever takes fewer.
     */
    public static List<Rectangle> covering(Collection<InstanceId> instances) {
        List<Rectangle> byAccount = new ArrayList<>();
        merged(instances, InstanceId::account, InstanceId::region)
                .forEach((regions, accounts) -> byAccount.add(new Rectangle(accounts, regions)));
        List<Rectangle> byRegion = new ArrayList<>();
        merged(instances, InstanceId::region, InstanceId::account)
                .forEach((accounts, regions) -> byRegion.add(new Rectangle(accounts, regions)));
        return byAccount.size() <= byRegion.size() ? byAccount : byRegion;
    }

    /** The rows of a matrix by their content: rows that are alike come together. */
    private static Map<SortedSet<String>, SortedSet<String>> merged(
            Collection<InstanceId> instances, Function<InstanceId, String> row, Function<InstanceId, String> column) {
        Map<String, SortedSet<String>> rows = new TreeMap<>();
        for (InstanceId instance : Set.copyOf(instances)) {
            rows.computeIfAbsent(row.apply(instance), key -> new TreeSet<>()).add(column.apply(instance));
        }
        Map<SortedSet<String>, SortedSet<String>> alike = new LinkedHashMap<>();
        rows.forEach((key, columns) ->
                alike.computeIfAbsent(columns, other -> new TreeSet<>()).add(key));
        return alike;
    }
}
