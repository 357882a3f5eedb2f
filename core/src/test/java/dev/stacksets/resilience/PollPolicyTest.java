package dev.stacksets.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.operation.Milestone;
import dev.stacksets.operation.Milestone.Stage;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PollPolicyTest {
    private static final List<Duration> ABOUT_AN_HOUR = pastSeconds(3_500, 3_700, 3_600, 3_400);

    private final PollPolicy predictive = PollPolicy.predictive(Duration.ofSeconds(10));

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
    void proportional_isAShareOfTheAgeBetweenItsBounds() {
        PollPolicy policy = PollPolicy.proportional(0.05, Duration.ofSeconds(3), Duration.ofSeconds(30));

        assertThat(delay(policy, 0, 0)).isEqualTo(3_000);
        assertThat(delay(policy, 9, 200)).isEqualTo(10_000);
        assertThat(delay(policy, 9, 7_200)).isEqualTo(30_000);
    }

    @Test
    void defaults_arePredictiveAtTenSeconds() {
        assertThat(delay(PollPolicy.defaults(), 0, 0)).isEqualTo(10_000);
        assertThat(delay(PollPolicy.defaults(), 9, 7_200)).isEqualTo(10_000);
        assertThat(after(PollPolicy.defaults(), 60, ABOUT_AN_HOUR)).isEqualTo(after(predictive, 60, ABOUT_AN_HOUR));
    }

    @Test
    void predictive_earlierOperations_rarelyBeforeAndOftenAroundTheExpectedEnd() {
        assertThat(after(predictive, 10, ABOUT_AN_HOUR)).isBetween(200_000L, 720_000L);
        assertThat(after(predictive, 3_600, ABOUT_AN_HOUR)).isBetween(3_000L, 40_000L);
    }

    @Test
    void predictive_longOverdue_asksLessAndLessButNeverNever() {
        assertThat(after(predictive, 3 * 3_600, ABOUT_AN_HOUR))
                .isGreaterThan(after(predictive, 5_400, ABOUT_AN_HOUR))
                .isLessThan(120_000);
        assertThat(after(predictive, 366 * 86_400, ABOUT_AN_HOUR)).isLessThanOrEqualTo(720_000);
    }

    @Test
    void predictive_pastOfAllLengths_isTrustedLess() {
        assertThat(after(predictive, 10, pastSeconds(600, 3_600, 10_000)))
                .isLessThan(after(predictive, 10, pastSeconds(2_700, 2_800, 2_900)));
    }

    @Test
    void predictive_pastThatTookNoTime_stillWaits() {
        assertThat(after(predictive, 0, pastSeconds(0, 0))).isBetween(3_000L, 10_000L);
        assertThat(after(predictive, 9_999, pastSeconds(0))).isBetween(3_000L, 10_000L);
    }

    @Test
    void predictive_fewInstancesDoneYet_waitsNoLongerThanAFifthOfTheAge() {
        assertThat(counted(100, new Milestone(Stage.ENDED, 1, 10_000, seconds(90), seconds(90))))
                .isEqualTo(20_000);
        assertThat(counted(20, new Milestone(Stage.ENDED, 1, 10_000, seconds(20), seconds(20))))
                .isEqualTo(10_000);
    }

    @Test
    void predictive_nearlyThere_asksOften() {
        long halfway = counted(2_000, new Milestone(Stage.ENDED, 100, 200, seconds(2_000), seconds(60)));
        long near = counted(3_900, new Milestone(Stage.BEGUN, 195, 200, seconds(3_900), seconds(60)));

        assertThat(halfway).isBetween(120_000L, 400_000L);
        assertThat(near).isBetween(3_000L, 80_000L);
    }

    @Test
    void predictive_nothingDone_knowsNothing() {
        assertThat(counted(400, new Milestone(Stage.ENDED, 0, 200, seconds(400), seconds(400))))
                .isEqualTo(10_000);
    }

    @Test
    void predictive_bothKnown_believesTheSurer() {
        Milestone nearlyDone = new Milestone(Stage.BEGUN, 990, 1_000, seconds(900), seconds(60));

        long both = predictive
                .nextDelay(new PollContext(9, seconds(900), last(Optional.of(nearlyDone)), false, ABOUT_AN_HOUR))
                .toMillis();

        assertThat(both).isEqualTo(counted(900, nearlyDone)).isLessThan(after(predictive, 900, ABOUT_AN_HOUR));
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
        refused(() -> PollPolicy.predictive(Duration.ZERO));
    }

    private long counted(long ageSeconds, Milestone milestone) {
        return predictive
                .nextDelay(new PollContext(9, seconds(ageSeconds), last(Optional.of(milestone)), false, List.of()))
                .toMillis();
    }

    private static long delay(PollPolicy policy, int polls, long ageSeconds) {
        return policy.nextDelay(new PollContext(polls, seconds(ageSeconds), last(Optional.empty()), false, List.of()))
                .toMillis();
    }

    private static long after(PollPolicy policy, long ageSeconds, List<Duration> past) {
        return policy.nextDelay(new PollContext(9, seconds(ageSeconds), last(Optional.empty()), false, past))
                .toMillis();
    }

    private static OperationProgress last(Optional<Milestone> milestone) {
        return new OperationProgress(
                OperationStatus.RUNNING,
                "RUNNING",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                milestone,
                Instant.EPOCH,
                Optional.empty(),
                1,
                0,
                Optional.empty());
    }

    private static List<Duration> pastSeconds(long... seconds) {
        return LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static void refused(Runnable attempt) {
        assertThatThrownBy(attempt::run).isInstanceOf(InvalidInputException.class);
    }
}
