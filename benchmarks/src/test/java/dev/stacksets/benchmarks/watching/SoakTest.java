package dev.stacksets.benchmarks.watching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A small soak; {@code benchmarks.jar soak} runs a hundred thousand handles over a week. */
class SoakTest {

    @Test
    void handlesThatEndBeginAndAreResumed_losesNothing_andLeavesNothing() {
        Soak.Report report = Soak.run(200, Duration.ofHours(12), 3);

        assertThat(report.lost()).isZero();
        assertThat(report.wrong()).isZero();
        assertThat(report.started()).isEqualTo(report.wanted());
        assertThat(report.ended()).isEqualTo(report.started() - 200);
        assertThat(report.resumed()).isPositive();
        assertThat(report.timers()).isLessThan(10);
        assertThat(report.left()).isZero();
    }
}
