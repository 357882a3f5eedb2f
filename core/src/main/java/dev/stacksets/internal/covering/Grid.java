package dev.stacksets.internal.covering;

import dev.stacksets.target.InstanceBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Accounts and Regions by number, in their order, so that sets of instances are bits. */
public final class Grid {
    private final List<String> accounts;
    private final List<String> regions;
    private final Map<String, Integer> rows;
    private final Map<String, Integer> columns;

    /** Takes the names once each. */
    public Grid(Collection<String> accounts, Collection<String> regions) {
        this.accounts = accounts.stream().distinct().sorted().toList();
        this.regions = regions.stream().distinct().sorted().toList();
        this.rows = numbered(this.accounts);
        this.columns = numbered(this.regions);
    }

    private static Map<String, Integer> numbered(List<String> names) {
        Map<String, Integer> numbers = new HashMap<>(names.size() * 2);
        names.forEach(name -> numbers.put(name, numbers.size()));
        return numbers;
    }

    public int accounts() {
        return accounts.size();
    }

    public int regions() {
        return regions.size();
    }

    public String account(int row) {
        return accounts.get(row);
    }

    public String region(int column) {
        return regions.get(column);
    }

    public int row(String account) {
        return Objects.requireNonNull(rows.get(account));
    }

    public int column(String region) {
        return Objects.requireNonNull(columns.get(region));
    }

    /** Something done for each of some instances. */
    public interface Cells {
        void at(int row, int column);
    }

    /** Goes through the instances of a block. */
    public void each(InstanceBlock block, Cells action) {
        int[] where = block.regions().stream().mapToInt(this::column).toArray();
        for (String account : block.accounts()) {
            int row = row(account);
            for (int column : where) {
                action.at(row, column);
            }
        }
    }

    /** No instance, to be added to. */
    public Marks marks() {
        return new Marks();
    }

    /** Some of the instances of the grid. */
    public final class Marks {
        /** A {@link Cover} has its bound on columns; no more Regions are known than fit. */
        private final long[][] strips = new long[(regions.size() + Cover.COLUMNS - 1) / Cover.COLUMNS][accounts.size()];

        private int size;

        private Marks() {}

        public void add(int row, int column) {
            strips[column / Cover.COLUMNS][row] |= 1L << (column % Cover.COLUMNS);
            size++;
        }

        public void remove(InstanceBlock block) {
            each(block, (row, column) -> {
                if (has(row, column)) {
                    strips[column / Cover.COLUMNS][row] &= ~(1L << (column % Cover.COLUMNS));
                    size--;
                }
            });
        }

        /** How many are in both. */
        public int common(Marks other) {
            int common = 0;
            for (int strip = 0; strip < strips.length; strip++) {
                for (int row = 0; row < accounts.size(); row++) {
                    common += Long.bitCount(strips[strip][row] & other.strips[strip][row]);
                }
            }
            return common;
        }

        public boolean has(int row, int column) {
            return (strips[column / Cover.COLUMNS][row] >>> (column % Cover.COLUMNS) & 1) == 1;
        }

        public int size() {
            return size;
        }

        /** The first of them, as a block; there must be one. */
        public InstanceBlock first() {
            for (int row = 0; row < accounts.size(); row++) {
                if (isMarked(row)) {
                    List<String> where = regions(bits(row));
                    return new InstanceBlock(List.of(accounts.get(row)), where.subList(0, 1));
                }
            }
            throw new IllegalStateException("there is none");
        }

        /** Few blocks; of equally few the ones that take the least time. */
        public Blocks covered(Pace pace) {
            List<InstanceBlock> blocks = new ArrayList<>();
            int bound = 0;
            for (int strip = 0; strip < strips.length; strip++) {
                Cover cover = Cover.of(
                        strips[strip], part -> pace.rounds(part.rows().cardinality(), Long.bitCount(part.columns())));
                for (Cover.Part part : cover.parts()) {
                    blocks.add(block(part, strip * Cover.COLUMNS));
                }
                bound = Math.max(bound, cover.bound());
            }
            return new Blocks(blocks, bound);
        }

        /** Blocks of accounts that have the same Regions: quickly made, not the fewest. */
        public List<InstanceBlock> grouped() {
            Map<BitSet, List<String>> alike = new LinkedHashMap<>();
            for (int row = 0; row < accounts.size(); row++) {
                if (isMarked(row)) {
                    alike.computeIfAbsent(bits(row), any -> new ArrayList<>()).add(accounts.get(row));
                }
            }
            List<InstanceBlock> blocks = new ArrayList<>();
            alike.forEach((where, named) -> blocks.add(new InstanceBlock(named, regions(where))));
            return blocks;
        }

        private boolean isMarked(int row) {
            long marked = 0;
            for (long[] strip : strips) {
                marked |= strip[row];
            }
            return marked != 0;
        }

        private BitSet bits(int row) {
            long[] bits = new long[strips.length];
            Arrays.setAll(bits, strip -> strips[strip][row]);
            return BitSet.valueOf(bits);
        }

        private List<String> regions(BitSet columns) {
            return columns.stream().mapToObj(regions::get).toList();
        }

        private InstanceBlock block(Cover.Part part, int firstColumn) {
            List<String> named = part.rows().stream().mapToObj(accounts::get).toList();
            List<String> where = new ArrayList<>();
            for (long left = part.columns(); left != 0; left &= left - 1) {
                where.add(regions.get(firstColumn + Long.numberOfTrailingZeros(left)));
            }
            return new InstanceBlock(named, where);
        }
    }
}
