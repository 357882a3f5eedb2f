package dev.stacksets.internal.planning;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.covering.Grid;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A block in pieces that one operation takes each: of few enough organizational units, and of such units only as are named in
 * all Regions of the piece. For AWS makes a unit a target in every Region of the operation that names it, and forgets it where
 * nothing is left of it. API pages {@code CreateStackInstances}, {@code DeleteStackInstances}.
 */
final class UnitChunks {
    static final int UNITS_PER_OPERATION = 50;

    private UnitChunks() {}

    /** By which units an instance can be targeted; the first is preferred. */
    interface UnitsOf {
        List<String> units(int row, int column);
    }

    /**
     * One operation's share.
     *
     * @param targets the units, narrowed down to the accounts
     * @param block the accounts and Regions
     */
    record Chunk(Targets targets, InstanceBlock block) {}

    static int fewest(int units) {
        return (units + UNITS_PER_OPERATION - 1) / UNITS_PER_OPERATION;
    }

    static List<Chunk> of(InstanceBlock block, Grid grid, UnitsOf unitsOf) {
        Map<List<String>, Map<String, String>> units = new LinkedHashMap<>();
        for (String account : block.accounts()) {
            regionsByUnit(account, block.regions(), grid, unitsOf)
                    .forEach((unit, regions) -> units.computeIfAbsent(regions, any -> new TreeMap<>())
                            .put(account, unit));
        }
        List<Chunk> chunks = new ArrayList<>();
        units.forEach((regions, unitOf) -> cut(unitOf, regions, chunks));
        return chunks;
    }

    /** One unit for all Regions if there is one that can be, else as they come. */
    private static Map<String, List<String>> regionsByUnit(
            String account, List<String> regions, Grid grid, UnitsOf unitsOf) {
        int row = grid.row(account);
        Map<String, List<String>> byUnit = new TreeMap<>();
        Set<String> common = new LinkedHashSet<>(unitsOf.units(row, grid.column(regions.get(0))));
        for (String region : regions) {
            List<String> units = unitsOf.units(row, grid.column(region));
            common.retainAll(units);
            byUnit.computeIfAbsent(named(units, account, region), any -> new ArrayList<>())
                    .add(region);
        }
        return common.isEmpty() ? byUnit : Map.of(common.iterator().next(), regions);
    }

    private static void cut(Map<String, String> unitOf, List<String> regions, List<Chunk> chunks) {
        List<String> inOrder = new ArrayList<>(unitOf.keySet());
        inOrder.sort(Comparator.comparing((String account) -> Objects.requireNonNull(unitOf.get(account)))
                .thenComparing(Comparator.naturalOrder()));
        Set<String> units = new TreeSet<>();
        List<String> accounts = new ArrayList<>();
        for (String account : inOrder) {
            String unit = Objects.requireNonNull(unitOf.get(account));
            if (units.size() == UNITS_PER_OPERATION && !units.contains(unit)) {
                chunks.add(chunk(units, accounts, regions));
                units = new TreeSet<>();
                accounts = new ArrayList<>();
            }
            units.add(unit);
            accounts.add(account);
        }
        chunks.add(chunk(units, accounts, regions));
    }

    private static Chunk chunk(Set<String> units, List<String> accounts, List<String> regions) {
        InstanceBlock block = new InstanceBlock(accounts, regions);
        return new Chunk(Targets.organizationalUnits(units).intersection(Targets.accounts(block.accounts())), block);
    }

    private static String named(List<String> units, String account, String region) {
        if (units.isEmpty()) {
            throw new InvalidInputException(
                    "organizationalUnits",
                    "AWS does not say by which organizational unit instance " + account + "/" + region
                            + " is targeted.");
        }
        return units.get(0);
    }
}
