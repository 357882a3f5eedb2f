package dev.stacksets.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PollPolicyTest {
    private static final OperationProgress LAST = new OperationProgress(
            OperationStatus.RUNNING,
            "RUNNING",
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Instant.EPOCH,
            1,
            0,
            Optional.empty());

    @Test
    void fixed_isFixed() {
        assertThat(delay(PollPolicy.fixed(Duration.ofSeconds(7)), 100, 9_999)).isEqualTo(7_000);
    }

    @Test
    void exponential_growsToItsCap() {
        PollPolicy policy = PollPolicy.exponential(Duration.ofSeconds(2), 1.5, Duration.ofSeconds(60));

        assertThat(delay(policy, 0, 0)).isEqualTo(2_000);
        assertThat(delay(policy, 2, 0)).isEqualTo(4_500);
        assertThat(delay(policy, 1_000_000, 0)).isEqualTo(60_000);
    }

    @Test
    void defaults_areFivePercentOfTheAgeBetweenThreeAndThirtySeconds() {
        assertThat(delay(PollPolicy.defaults(), 0, 0)).isEqualTo(3_000);
        assertThat(delay(PollPolicy.defaults(), 9, 200)).isEqualTo(10_000);
        assertThat(delay(PollPolicy.defaults(), 9, 7_200)).isEqualTo(30_000);
    }

    @Test
    void badBounds_areRefused() {
        refused(() -> PollPolicy.fixed(Duration.ZERO));
        refused(() -> PollPolicy.fixed(Duration.ofNanos(10)));
        refused(() -> PollPolicy.fixed(ChronoUnit.FOREVER.getDuration()));
        refused(() -> PollPolicy.exponential(Duration.ofSeconds(2), 0.9, Duration.ofSeconds(3)));
        refused(() -> PollPolicy.exponential(Duration.ofSeconds(2), Double.NaN, Duration.ofSeconds(3)));
        refused(() -> PollPolicy.exponential(Duration.ofSeconds(2), 2, Duration.ofSeconds(1)));
        refused(() -> PollPolicy.proportional(0, Duration.ofSeconds(1), Duration.ofSeconds(2)));
        refused(() -> PollPolicy.proportional(0.1, Duration.ofSeconds(3), Duration.ofSeconds(2)));
    }

    private static long delay(PollPolicy policy, int polls, long ageSeconds) {
        return policy.nextDelay(new PollContext(polls, Duration.ofSeconds(ageSeconds), LAST, false))
                .toMillis();
    }

    private static void refused(Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOf(InvalidInputException.class);
    }
}
