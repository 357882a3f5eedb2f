package dev.stacksets.benchmarks.measuring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    @Test
    void inTurn_aThirdMoreRounds_areRunFirstAndNotCounted() throws IOException, InterruptedException {
        List<String> order = new ArrayList<>();
        List<Figures> figures = Rounds.inTurn(3, List.of(() -> counted(order, "ours"), () -> counted(order, "theirs")));

        assertThat(order).hasSize(8).startsWith("ours", "theirs", "ours", "theirs");
        assertThat(figures.get(0).values()).containsExactly(3.0, 5.0, 7.0);
        assertThat(figures.get(1).values()).containsExactly(4.0, 6.0, 8.0);
    }

    private static double counted(List<String> order, String side) {
        order.add(side);
        return order.size();
    }

    @Test
    void perSecond_makesEveryCall() throws IOException, InterruptedException {
        List<String> calls = new ArrayList<>();

        assertThat(Rounds.perSecond(50, () -> calls.add("call")).measure()).isPositive();
        assertThat(calls).hasSize(50);
    }

    @Test
    void figures_ofUnsortedValues_haveMedianAndMinimum() {
        assertThat(new Figures(List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2);
        assertThat(new Figures(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
        assertThat(new Figures(List.of(3.0, 1.0, 2.0)).minimum()).isEqualTo(1);
        assertThat(new Figures(List.of(3.0, 1.0, 2.0)).spread()).isEqualTo("3 rounds, 1 to 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new Figures(List.of()));
    }
}
