package dev.stacksets.internal.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.target.InstanceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RectangleTest {
    static java.util.stream.IntStream seeds() {
        return java.util.stream.IntStream.range(0, 200);
    }

    @Test
    void fullRectangle_isOne() {
        assertThat(Rectangle.covering(List.of(id(1, 1), id(1, 2), id(2, 1), id(2, 2))))
                .singleElement()
                .satisfies(rectangle -> {
                    assertThat(rectangle.accounts()).hasSize(2);
                    assertThat(rectangle.regions()).hasSize(2);
                });
        assertThat(Rectangle.covering(List.of())).isEmpty();
    }

    @Test
    void crosses_takeTheSideWithFewer() {
        // Three accounts with three different sets of two Regions each, over two Regions only by column.
        assertThat(Rectangle.covering(List.of(id(1, 1), id(2, 1), id(2, 2), id(3, 2))))
                .hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anyInstances_areCoveredOnceAndNothingElse(int seed) {
        Random random = new Random(seed);
        Set<InstanceId> wanted = new HashSet<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            wanted.add(id(random.nextInt(8), random.nextInt(6)));
        }

        List<InstanceId> covered = new ArrayList<>();
        for (Rectangle rectangle : Rectangle.covering(wanted)) {
            rectangle
                    .accounts()
                    .forEach(account ->
                            rectangle.regions().forEach(region -> covered.add(new InstanceId(account, region))));
        }

        assertThat(covered).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static InstanceId id(int account, int region) {
        return new InstanceId(String.format("%012d", account), "region-" + region);
    }
}
