package dev.stacksets.benchmarks.planning;

import java.util.Arrays;

/** The fewest full rectangles that make up a small matrix, each cell in one: found by trying everything. */
final class FewestRectangles {
    private final long[] rows;

    private FewestRectangles(long[] rows) {
        this.rows = rows;
    }

    /** A bit for each marked cell of a row; few columns. */
    static int of(long[] rows) {
        FewestRectangles search = new FewestRectangles(
                Arrays.stream(rows).distinct().filter(row -> row != 0).toArray());
        int size = 0;
        while (!search.suffice(new long[size], 0)) {
            size++;
        }
        return size;
    }

    /** Whether column sets, of which the first are chosen, can make up every row. */
    private boolean suffice(long[] sets, int chosen) {
        long missing = missing(sets, chosen);
        if (missing == 0 || chosen == sets.length) {
            return missing == 0;
        }
        for (long set = missing; set != 0; set = (set - 1) & missing) {
            sets[chosen] = set;
            if (suffice(sets, chosen + 1)) {
                return true;
            }
        }
        return false;
    }

    /** A row that is not made up yet; 0 if all are. */
    private long missing(long[] sets, int chosen) {
        for (long row : rows) {
            if (!isMadeUp(row, sets, chosen)) {
                return row;
            }
        }
        return 0;
    }

    private static boolean isMadeUp(long row, long[] sets, int chosen) {
        if (row == 0) {
            return true;
        }
        long first = Long.lowestOneBit(row);
        for (int i = 0; i < chosen; i++) {
            if ((sets[i] & first) != 0 && (sets[i] & ~row) == 0 && isMadeUp(row & ~sets[i], sets, chosen)) {
                return true;
            }
        }
        return false;
    }
}
