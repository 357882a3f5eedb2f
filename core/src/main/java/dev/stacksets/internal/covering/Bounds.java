package dev.stacksets.internal.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How many disjoint full rectangles it takes at least to make a matrix of bits. A rectangle is a matrix of rank one, so it
 * takes the rank; modulo a prime the rank is never higher than over the rationals. And no rectangle holds two cells of a
 * fooling set: cells of which any two have an unmarked corner of the rectangle they span.
 */
final class Bounds {
    private static final long PRIME = Integer.MAX_VALUE;

    private Bounds() {}

    static int fewest(long[] masks, int columns) {
        int rank = rank(masks, columns);
        return rank == Math.min(masks.length, columns) ? rank : Math.max(rank, fooling(masks, columns));
    }

    private static int rank(long[] masks, int columns) {
        long[][] byPivot = new long[columns][];
        int rank = 0;
        for (int row = 0; row < masks.length && rank < columns; row++) {
            if (reduced(vector(masks[row], columns), byPivot)) {
                rank++;
            }
        }
        return rank;
    }

    private static long[] vector(long mask, int columns) {
        long[] vector = new long[columns];
        for (int column = 0; column < columns; column++) {
            vector[column] = mask >>> column & 1;
        }
        return vector;
    }

    /** Takes off what is known; whether something new is left, which is then known too. */
    private static boolean reduced(long[] vector, long[][] byPivot) {
        for (int pivot = 0; pivot < vector.length; pivot++) {
            if (vector[pivot] != 0 && byPivot[pivot] == null) {
                long inverse = power(vector[pivot], PRIME - 2);
                byPivot[pivot] = Arrays.stream(vector)
                        .map(value -> value * inverse % PRIME)
                        .toArray();
                return true;
            }
            if (vector[pivot] != 0) {
                long factor = PRIME - vector[pivot];
                for (int column = pivot; column < vector.length; column++) {
                    vector[column] = (vector[column] + factor * byPivot[pivot][column]) % PRIME;
                }
            }
        }
        return false;
    }

    private static long power(long base, long exponent) {
        long power = 1;
        long square = base;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                power = power * square % PRIME;
            }
            square = square * square % PRIME;
        }
        return power;
    }

    private record Cell(long row, int column) {
        boolean fools(Cell other) {
            return (row >>> other.column & 1) == 0 || (other.row >>> column & 1) == 0;
        }
    }

    /** Sparse rows and columns first; at most one cell of each row and column can be in the set. */
    private static int fooling(long[] masks, int columns) {
        int[] marks = new int[columns];
        for (long mask : masks) {
            for (int column = 0; column < columns; column++) {
                marks[column] += (int) (mask >>> column & 1);
            }
        }
        List<Integer> sparse = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            sparse.add(column);
        }
        sparse.sort(Comparator.comparing(column -> marks[column]));
        List<Cell> set = new ArrayList<>();
        Arrays.stream(masks)
                .boxed()
                .sorted(Comparator.comparing(Long::bitCount))
                .forEach(mask -> sparse.stream()
                        .filter(column -> (mask >>> column & 1) == 1)
                        .map(column -> new Cell(mask, column))
                        .filter(cell -> set.stream().allMatch(cell::fools))
                        .findFirst()
                        .ifPresent(set::add));
        return set.size();
    }
}
