package dev.stacksets.internal.planning;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.covering.Grid;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A block in pieces of so few organizational units that one operation takes each. API page {@code CreateStackInstances}. */
final class UnitChunks {
    static final int UNITS_PER_OPERATION = 50;

    private UnitChunks() {}

    /** By which unit an instance is targeted. */
    interface UnitOf {
        String unit(int row, int column);
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

    static List<Chunk> of(InstanceBlock block, Grid grid, UnitOf unitOf) {
        Map<String, Set<String>> unitsOf = new TreeMap<>();
        grid.each(
                block,
                (row, column) -> unitsOf.computeIfAbsent(grid.account(row), any -> new TreeSet<>())
                        .add(named(unitOf.unit(row, column), grid, row, column)));
        List<String> inOrder = new ArrayList<>(unitsOf.keySet());
        inOrder.sort((one, other) -> {
            int byUnit = String.join(" ", unitsOf.get(one)).compareTo(String.join(" ", unitsOf.get(other)));
            return byUnit == 0 ? one.compareTo(other) : byUnit;
        });
        List<Chunk> chunks = new ArrayList<>();
        Set<String> units = new TreeSet<>();
        List<String> accounts = new ArrayList<>();
        for (String account : inOrder) {
            Set<String> more = new HashSet<>(units);
            more.addAll(unitsOf.get(account));
            if (more.size() > UNITS_PER_OPERATION) {
                chunks.add(chunk(units, accounts, block.regions()));
                units = new TreeSet<>();
                accounts = new ArrayList<>();
            }
            units.addAll(unitsOf.get(account));
            accounts.add(account);
        }
        chunks.add(chunk(units, accounts, block.regions()));
        return chunks;
    }

    private static Chunk chunk(Set<String> units, List<String> accounts, List<String> regions) {
        InstanceBlock block = new InstanceBlock(accounts, regions);
        return new Chunk(Targets.organizationalUnits(units).intersection(Targets.accounts(block.accounts())), block);
    }

    private static String named(String unit, Grid grid, int row, int column) {
        if (unit.isEmpty()) {
            throw new InvalidInputException(
                    "organizationalUnits",
                    "AWS does not say by which organizational unit instance " + grid.account(row) + "/"
                            + grid.region(column) + " is targeted.");
        }
        return unit;
    }
}
