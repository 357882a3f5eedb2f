package dev.stacksets.samples.instances;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.target.InstanceId;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RectangleTest {
    private static final String A = "111122223333";
    private static final String B = "222233334444";
    private static final String C = "333344445555";
    private static final String EAST = "us-east-1";
    private static final String WEST = "eu-west-1";
    private static final String SOUTH = "ap-south-1";

    @Test
    void cover_nothing_needsNoOperation() {
        assertThat(Rectangle.cover(List.of())).isEmpty();
    }

    @Test
    void cover_fullRectangle_isOneOperation() {
        List<InstanceId> all = pairs(List.of(A, B, C), EAST, WEST);

        assertThat(Rectangle.cover(all)).containsExactly(rectangle(List.of(A, B, C), EAST, WEST));
    }

    @Test
    void cover_corner_neverTakesTheBoundingBox() {
        List<InstanceId> corner = joined(List.of(pairs(List.of(A), EAST, WEST), pairs(List.of(B, C), WEST)));

        assertThat(Rectangle.cover(corner))
                .containsExactlyInAnyOrder(rectangle(List.of(A), EAST, WEST), rectangle(List.of(B, C), WEST));
    }

    @Test
    void cover_scatteredPairs_coversEachOnceAndNothingElse() {
        List<InstanceId> scattered = joined(
                List.of(pairs(List.of(A), EAST, SOUTH), pairs(List.of(B), WEST, SOUTH), pairs(List.of(C), EAST)));

        List<InstanceId> covered = Rectangle.cover(scattered).stream()
                .flatMap(each -> pairs(each.accounts(), each.regions().toArray(String[]::new)).stream())
                .toList();

        assertThat(covered).containsExactlyInAnyOrderElementsOf(scattered);
    }

    @Test
    void cover_fewRegions_groupsByWhatGivesFewerOperations() {
        List<InstanceId> byRegion = joined(List.of(pairs(List.of(A, B), EAST), pairs(List.of(B, C), WEST)));

        assertThat(Rectangle.cover(byRegion)).hasSize(2);
    }

    @Test
    void size_countsPairs() {
        assertThat(rectangle(List.of(A, B), EAST, WEST).size()).isEqualTo(4);
    }

    private static Rectangle rectangle(Collection<String> accounts, String... regions) {
        return new Rectangle(new TreeSet<>(accounts), new TreeSet<>(List.of(regions)));
    }

    private static List<InstanceId> pairs(Collection<String> accounts, String... regions) {
        return accounts.stream()
                .flatMap(account -> Stream.of(regions).map(region -> new InstanceId(account, region)))
                .toList();
    }

    private static List<InstanceId> joined(Collection<List<InstanceId>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
