package dev.stacksets.benchmarks.scorecard;

import static dev.stacksets.benchmarks.scorecard.Score.Verdict.NO;
import static dev.stacksets.benchmarks.scorecard.Score.Verdict.UNKNOWN;
import static dev.stacksets.benchmarks.scorecard.Score.Verdict.YES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

    private static Score score(double ours, Theirs theirs, Target target) {
        return new Score("calls", "calls", ours, theirs, target, "");
    }

    @Test
    void holds_ours_doesNotNeedTheOtherSide() {
        assertThat(score(2, Theirs.absent("peer"), Target.atMost(2)).holds()).isEqualTo(YES);
        assertThat(score(2.1, Theirs.nobody(), Target.atMost(2)).holds()).isEqualTo(NO);
        assertThat(score(2, Theirs.nobody(), Target.atLeast(2)).holds()).isEqualTo(YES);
        assertThat(score(1.9, Theirs.of("peer", 1), Target.atLeast(2)).holds()).isEqualTo(NO);
    }

    @Test
    void holds_ratio_isOursOverTheirs() {
        assertThat(score(6, Theirs.of("peer", 2), Target.ratioAtLeast(3)).holds())
                .isEqualTo(YES);
        assertThat(score(6, Theirs.of("peer", 2), Target.ratioAtMost(2.9)).holds())
                .isEqualTo(NO);
    }

    @Test
    void holds_aSideIsMissing_isUnknown() {
        assertThat(score(6, Theirs.absent("peer"), Target.ratioAtLeast(3)).holds())
                .isEqualTo(UNKNOWN);
        assertThat(score(Double.NaN, Theirs.nobody(), Target.atLeast(3)).holds())
                .isEqualTo(UNKNOWN);
        assertThat(score(Double.NaN, Theirs.of("peer", 2), Target.ratioAtLeast(3))
                        .holds())
                .isEqualTo(UNKNOWN);
    }

    @Test
    void lines_otherSideAbsent_saysSoLoudly() {
        Score score = score(6, Theirs.absent("peer"), Target.ratioAtLeast(3));

        assertThat(ScoreTable.lines(List.of(new Line(new Goal(1, "calls", c -> List.of()), score)))
                        .get(2))
                .contains("ABSENT (peer)", "unknown");
    }
}
