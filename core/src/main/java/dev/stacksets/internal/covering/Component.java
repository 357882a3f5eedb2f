package dev.stacksets.internal.covering;

import dev.stacksets.internal.covering.Cover.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Rows and columns of a matrix that hang together through marked cells, those that are alike taken as one. */
final class Component {
    /** The rows, each with a bit for each kind of column. */
    private final long[] masks;

    /** The rows of the whole matrix that each stands for. */
    private final List<BitSet> members;

    /** The columns that each kind of column stands for. */
    private final long[] columns;

    private Component(long[] masks, List<BitSet> members, long[] columns) {
        this.masks = masks;
        this.members = members;
        this.columns = columns;
    }

    static List<Component> of(long[] rows) {
        Map<Long, BitSet> alike = new LinkedHashMap<>();
        for (int row = 0; row < rows.length; row++) {
            if (rows[row] != 0) {
                alike.computeIfAbsent(rows[row], mask -> new BitSet()).set(row);
            }
        }
        long[] masks = alike.keySet().stream().mapToLong(mask -> mask).toArray();
        List<BitSet> members = List.copyOf(alike.values());
        long[] kinds = columnKinds(masks);
        return parts(masks).stream()
                .map(part -> component(part, masks, members, kinds))
                .toList();
    }

    /** Which columns are alike: each kind as the bits of its columns. */
    private static long[] columnKinds(long[] masks) {
        Map<BitSet, Long> kinds = new LinkedHashMap<>();
        for (int column = 0; column < Cover.COLUMNS; column++) {
            long bit = 1L << column;
            BitSet rows = new BitSet();
            for (int row = 0; row < masks.length; row++) {
                rows.set(row, (masks[row] & bit) != 0);
            }
            kinds.merge(rows, bit, (one, other) -> one | other);
        }
        return kinds.values().stream().mapToLong(kind -> kind).toArray();
    }

    /** The columns of each part that hangs together. */
    private static List<Long> parts(long[] masks) {
        List<Long> parts = new ArrayList<>();
        for (long mask : masks) {
            long joined = mask;
            for (int i = parts.size() - 1; i >= 0; i--) {
                if ((parts.get(i) & joined) != 0) {
                    joined |= parts.remove(i);
                }
            }
            parts.add(joined);
        }
        return parts;
    }

    private static Component component(long part, long[] masks, List<BitSet> members, long[] kinds) {
        long[] columns = Arrays.stream(kinds).filter(kind -> (kind & part) != 0).toArray();
        List<BitSet> own = new ArrayList<>();
        long[] rows = new long[masks.length];
        for (int row = 0; row < masks.length; row++) {
            if ((masks[row] & part) != 0) {
                rows[own.size()] = compressed(masks[row], columns);
                own.add(members.get(row));
            }
        }
        return new Component(Arrays.copyOf(rows, own.size()), own, columns);
    }

    private static long compressed(long mask, long[] kinds) {
        long compressed = 0;
        for (int kind = 0; kind < kinds.length; kind++) {
            if ((mask & kinds[kind]) != 0) {
                compressed |= 1L << kind;
            }
        }
        return compressed;
    }

    Cover cover(ToLongFunction<Part> cost) {
        int bound = Bounds.fewest(masks, columns.length);
        List<List<Part>> covers = searched(bound);
        int fewest = covers.stream().mapToInt(List::size).reduce(Math.min(masks.length, columns.length), Math::min);
        if (masks.length == fewest) {
            covers.add(byRow());
        }
        if (columns.length == fewest) {
            covers.add(byColumn());
        }
        List<Part> cheapest = covers.stream()
                .filter(cover -> cover.size() == fewest)
                .min(Comparator.comparingLong(
                        cover -> cover.stream().mapToLong(cost).sum()))
                .orElseThrow();
        return new Cover(cheapest, bound);
    }

    /** By unions of rows, and, if that is not known to be the best, by unions of columns. */
    private List<List<Part>> searched(int bound) {
        List<List<Part>> covers = new ArrayList<>();
        if (Math.min(masks.length, columns.length) > bound) {
            BasisSearch.of(masks, bound).map(this::using).ifPresent(covers::add);
        }
        boolean best = covers.stream().anyMatch(cover -> cover.size() == bound);
        if (Math.min(masks.length, columns.length) > bound && !best && masks.length <= Cover.COLUMNS) {
            BasisSearch.of(columnsAsMasks(), bound).map(this::turned).ifPresent(covers::add);
        }
        return covers;
    }

    private List<Part> byRow() {
        List<Part> parts = new ArrayList<>();
        for (int row = 0; row < masks.length; row++) {
            parts.add(new Part(members.get(row), expanded(masks[row])));
        }
        return parts;
    }

    private List<Part> byColumn() {
        List<Part> parts = new ArrayList<>();
        for (int column = 0; column < columns.length; column++) {
            List<Integer> having = new ArrayList<>();
            for (int row = 0; row < masks.length; row++) {
                if ((masks[row] >>> column & 1) == 1) {
                    having.add(row);
                }
            }
            parts.add(new Part(all(having), columns[column]));
        }
        return parts;
    }

    /** A rectangle for each mask of a basis: the rows whose union it is part of. */
    private List<Part> using(long[] basis) {
        List<Part> parts = new ArrayList<>();
        uses(masks, basis).forEach((element, rows) -> parts.add(new Part(all(rows), expanded(basis[element]))));
        return parts;
    }

    /** The same of a basis for the columns, whose masks are sets of rows. */
    private List<Part> turned(long[] basis) {
        List<Part> parts = new ArrayList<>();
        uses(columnsAsMasks(), basis)
                .forEach((element, kinds) -> parts.add(new Part(
                        all(bits(basis[element])),
                        kinds.stream().mapToLong(kind -> columns[kind]).reduce(0, (one, other) -> one | other))));
        return parts;
    }

    private static Map<Integer, List<Integer>> uses(long[] masks, long[] basis) {
        Map<Integer, List<Integer>> uses = new TreeMap<>();
        for (int mask = 0; mask < masks.length; mask++) {
            for (int element : BasisSearch.union(masks[mask], basis)) {
                uses.computeIfAbsent(element, any -> new ArrayList<>()).add(mask);
            }
        }
        return uses;
    }

    private long[] columnsAsMasks() {
        long[] turned = new long[columns.length];
        for (int row = 0; row < masks.length; row++) {
            for (int column : bits(masks[row])) {
                turned[column] |= 1L << row;
            }
        }
        return turned;
    }

    private long expanded(long mask) {
        return bits(mask).stream().mapToLong(kind -> columns[kind]).reduce(0, (one, other) -> one | other);
    }

    private static List<Integer> bits(long mask) {
        List<Integer> bits = new ArrayList<>();
        for (long left = mask; left != 0; left &= left - 1) {
            bits.add(Long.numberOfTrailingZeros(left));
        }
        return bits;
    }

    /** The rows of the whole matrix that these stand for. */
    private BitSet all(List<Integer> kinds) {
        BitSet all = new BitSet();
        kinds.forEach(kind -> all.or(members.get(kind)));
        return all;
    }
}
