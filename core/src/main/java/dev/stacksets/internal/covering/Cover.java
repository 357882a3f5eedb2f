package dev.stacksets.internal.covering;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Few full rectangles that hold the marked cells of a matrix, each cell once and nothing beside them, and the least number
 * of rectangles there can be.
 *
 * <p>To find the fewest is NP-hard (it is the binary rank of the matrix), but Regions are few: rows that are alike come
 * together, then columns that are alike, then what hangs together is looked at by itself. One rectangle for each row or for
 * each column that is left is often the fewest, and {@link Bounds} tells. Otherwise {@link BasisSearch} looks for fewer. Of
 * covers with equally many rectangles the cheapest is taken.
 *
 * @param parts the rectangles
 * @param bound no cover has fewer
 */
record Cover(List<Part> parts, int bound) {

    /** How many columns a matrix may have. */
    static final int COLUMNS = Long.SIZE;

    /**
     * A full rectangle.
     *
     * @param rows indexes of rows
     * @param columns a bit for each column
     */
    record Part(BitSet rows, long columns) {}

    /** Covers the set bits of the rows. The same matrix always has the same cover. */
    static Cover of(long[] rows, ToLongFunction<Part> cost) {
        List<Part> parts = new ArrayList<>();
        int bound = 0;
        for (Component component : Component.of(rows)) {
            Cover cover = component.cover(cost);
            parts.addAll(cover.parts());
            bound += cover.bound();
        }
        return new Cover(List.copyOf(parts), bound);
    }
}
