package dev.stacksets.samples.instances;

import dev.stacksets.target.InstanceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What one operation can name: some accounts, and for all of them the same Regions.
 *
 * <p>A set of instances is seldom one rectangle. The smallest one around it, the bounding box, has pairs in it that
 * nobody asked to touch; {@link #cover} never does.
 *
 * @param accounts at least one
 * @param regions at least one
 */
public record Rectangle(SortedSet<String> accounts, SortedSet<String> regions) {

    /**
     * Cuts instances into rectangles: every instance is in one of them, and nothing else is.
     *
     * @param instances any set of pairs
     * @return the rectangles, as few as grouping by account or by Region gives
     */
    public static List<Rectangle> cover(Collection<InstanceId> instances) {
        List<Rectangle> byAccount = new ArrayList<>();
        alike(instances, InstanceId::account, InstanceId::region)
                .forEach((regions, accounts) -> byAccount.add(new Rectangle(accounts, regions)));
        List<Rectangle> byRegion = new ArrayList<>();
        alike(instances, InstanceId::region, InstanceId::account)
                .forEach((accounts, regions) -> byRegion.add(new Rectangle(accounts, regions)));
        return byAccount.size() <= byRegion.size() ? byAccount : byRegion;
    }

    /**
     * How many instances it names.
     *
     * @return accounts times Regions
     */
    public int size() {
        return accounts.size() * regions.size();
    }

    /** Lines that have the same cells: cells to lines. */
    private static Map<SortedSet<String>, SortedSet<String>> alike(
            Collection<InstanceId> instances, Function<InstanceId, String> line, Function<InstanceId, String> cell) {
        Map<String, SortedSet<String>> cellsOf = new TreeMap<>();
        instances.forEach(instance -> cellsOf.computeIfAbsent(line.apply(instance), any -> new TreeSet<>())
                .add(cell.apply(instance)));
        Map<SortedSet<String>, SortedSet<String>> linesWith = new LinkedHashMap<>();
        cellsOf.forEach((name, cells) ->
                linesWith.computeIfAbsent(cells, any -> new TreeSet<>()).add(name));
        return linesWith;
    }

    @Override
    public String toString() {
        return String.join(", ", accounts) + " in " + String.join(", ", regions);
    }
}
