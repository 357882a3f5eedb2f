package dev.stacksets.internal.covering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoverTest {

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @Test
    void nothingMarked_takesNothing() {
        assertThat(covered()).isEqualTo(new Cover(List.of(), 0));
        assertThat(covered(0, 0).parts()).isEmpty();
    }

    @Test
    void fullMatrix_takesOne() {
        Cover cover = covered(0b111, 0b111);

        assertThat(cover.bound()).isEqualTo(1);
        assertThat(cover.parts()).singleElement().satisfies(part -> {
            assertThat(part.rows().stream()).containsExactly(0, 1);
            assertThat(part.columns()).isEqualTo(0b111);
        });
    }

    @Test
    void manyRowsAndFewColumns_takeAColumnEach() {
        assertOptimal(2, 0b01, 0b11, 0b10);
    }

    @Test
    void columnsThatAreAlike_countOnce() {
        assertOptimal(2, 0b001111, 0b111111, 0b110000);
    }

    /** "Everything but the home Region" has full rank. */
    @Test
    void crown_takesARectangleForEachColumn() {
        assertOptimal(
                6, IntStream.range(0, 6).mapToLong(i -> 0b111111 & ~(1L << i)).toArray());
    }

    /** The rank of a cycle of eight is three, and no two of some four of its cells fit into one rectangle. */
    @Test
    void cycles_areKnownToBeOptimalByTheirFoolingSets() {
        long[] cycle = {0b0011, 0b0110, 0b1100, 0b1001};

        assertOptimal(4, cycle);
        assertOptimal(
                8,
                LongStream.concat(Arrays.stream(cycle), Arrays.stream(cycle).map(row -> row << 4))
                        .toArray());
    }

    @Test
    void equallyFew_takeTheCheapest() {
        long[] rows = {0b11, 0b01};
        Cover byRegions = Cover.of(rows, part -> Long.bitCount(part.columns()));
        Cover byAccounts = Cover.of(rows, part -> part.rows().cardinality());

        assertThat(byRegions.parts()).extracting(Cover.Part::columns).containsExactlyInAnyOrder(0b01L, 0b10L);
        assertThat(byAccounts.parts()).extracting(Cover.Part::columns).containsExactlyInAnyOrder(0b11L, 0b01L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyMatrix_isCoveredOnceAndNothingElse(int seed) {
        Random random = new Random(seed);
        long[] rows = random(random, random.nextInt(40), 1 + random.nextInt(64), 5 + random.nextInt(90));

        Cover cover = covered(rows);

        assertThat(Covers.cells(cover, rows.length)).containsExactly(rows);
        assertThat(cover.bound()).isLessThanOrEqualTo(cover.parts().size());
    }

    /** Unions of few masks: what there is to find is known. */
    @ParameterizedTest
    @ValueSource(ints = {4, 6, 8, 10, 12, 15})
    void plantedRectangles_areFound(int planted) {
        for (int seed = 0; seed < 10; seed++) {
            long[] rows = Covers.planted(new Random(seed), planted, 20, 5_000);

            Cover cover = covered(rows);

            assertThat(Covers.cells(cover, rows.length)).containsExactly(rows);
            assertThat(cover.parts()).hasSizeLessThanOrEqualTo(planted);
        }
    }

    @Test
    void smallMatrices_areWithinAPercentOfTheFewest() {
        Random random = new Random(1);
        int ours = 0;
        int fewest = 0;
        int certified = 0;
        for (int i = 0; i < 400; i++) {
            long[] rows = random(random, 2 + random.nextInt(9), 3 + random.nextInt(4), 20 + random.nextInt(60));
            Cover cover = covered(rows);
            int exact = Covers.fewest(rows, cover);
            assertThat(cover.bound()).isLessThanOrEqualTo(exact);
            ours += cover.parts().size();
            fewest += exact;
            certified += cover.bound() == cover.parts().size() ? 1 : 0;
        }

        assertThat(ours).isLessThanOrEqualTo(fewest * 101 / 100);
        assertThat(certified).isGreaterThanOrEqualTo(380);
    }

    private static long[] random(Random random, int rows, int columns, int percent) {
        return LongStream.generate(() -> IntStream.range(0, columns)
                        .filter(column -> random.nextInt(100) < percent)
                        .mapToLong(column -> 1L << column)
                        .sum())
                .limit(rows)
                .toArray();
    }

    private static void assertOptimal(int rectangles, long... rows) {
        Cover cover = covered(rows);
        assertThat(cover.parts()).hasSize(rectangles);
        assertThat(cover.bound()).isEqualTo(rectangles);
        assertThat(Covers.cells(cover, rows.length)).containsExactly(rows);
    }

    private static Cover covered(long... rows) {
        return Cover.of(rows, part -> part.rows().cardinality() * (long) Long.bitCount(part.columns()));
    }
}
