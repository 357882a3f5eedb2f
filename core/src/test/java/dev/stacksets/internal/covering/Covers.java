package dev.stacksets.internal.covering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What covers are held against. */
final class Covers {
    private Covers() {}

    /** The matrix that a cover makes; fails if a cell is made twice. */
    static long[] cells(Cover cover, int rows) {
        long[] cells = new long[rows];
        for (Cover.Part part : cover.parts()) {
            part.rows().stream().forEach(row -> {
                assertThat(cells[row] & part.columns()).isZero();
                cells[row] |= part.columns();
            });
        }
        return cells;
    }

    /** Rows that are disjoint unions of a few masks. */
    static long[] planted(Random random, int masks, int columns, int rows) {
        long[] basis = new long[masks];
        for (int i = 0; i < masks; i++) {
            basis[i] = 1L << random.nextInt(columns);
            for (int column = 0; column < columns; column++) {
                basis[i] |= random.nextInt(100) < 20 ? 1L << column : 0;
            }
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, masks).boxed().toList());
        long[] matrix = new long[rows];
        for (int row = 0; row < rows; row++) {
            Collections.shuffle(order, random);
            for (int i : order) {
                matrix[row] |= (matrix[row] & basis[i]) == 0 && random.nextInt(100) < 60 ? basis[i] : 0;
            }
        }
        return matrix;
    }

    /** The fewest rectangles, by trying everything; for few columns. */
    static int fewest(long[] rows, Cover found) {
        for (int size = found.bound(); size < found.parts().size(); size++) {
            if (someBasis(rows, new long[0], size)) {
                return size;
            }
        }
        return found.parts().size();
    }

    private static boolean someBasis(long[] rows, long[] basis, int size) {
        long missing = Arrays.stream(rows)
                .filter(row -> !isUnion(row, basis))
                .findFirst()
                .orElse(0);
        if (missing == 0) {
            return true;
        }
        if (basis.length == size) {
            return false;
        }
        for (long part = missing; part != 0; part = (part - 1) & missing) {
            long[] more = Arrays.copyOf(basis, basis.length + 1);
            more[basis.length] = part;
            if (someBasis(rows, more, size)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnion(long row, long[] basis) {
        long lowest = Long.lowestOneBit(row);
        return row == 0
                || Arrays.stream(basis)
                        .filter(mask -> (mask & lowest) != 0 && (mask & ~row) == 0)
                        .anyMatch(mask -> isUnion(row & ~mask, basis));
    }
}
