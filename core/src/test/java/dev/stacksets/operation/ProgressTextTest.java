package dev.stacksets.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTextTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void unaskedOperation_saysThatNothingIsKnown() {
        OperationProgress nothing = new OperationProgress(
                OperationStatus.UNKNOWN,
                "",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                NOON,
                Optional.empty(),
                0,
                0,
                Optional.empty());

        assertThat(nothing.render()).isEqualTo("""
                Status not known yet, in work for a time not known, asked 0 times
                Instances: number not known, failures not known, others not counted""");
    }

    @Test
    void countedOperation_isTheSameInEveryLocale() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        OperationProgress counted = new OperationProgress(
                OperationStatus.RUNNING,
                "RUNNING",
                Optional.empty(),
                Optional.of(new InstanceCounts(60, 5, 10, 2, 0, 0)),
                OptionalInt.of(2),
                OptionalInt.of(80),
                Optional.of(
                        new Milestone(Milestone.Stage.ENDED, 12, 80, Duration.ofSeconds(3900), Duration.ofMinutes(2))),
                NOON,
                Optional.of(Duration.ofSeconds(3_905)),
                14,
                2,
                Optional.of(new IllegalStateException("no answer")));

        assertThat(counted.render()).isEqualTo("""
                RUNNING, in work for 1 h 5 min 5 s, as of 2026-03-01T12:00:00Z, asked 14 times
                Instances: 80, 10 succeeded, 2 failed, 0 cancelled, 5 running, 63 not begun
                Milestone: 12 of 80 ended after 1 h 5 min, about 6 h 8 min 20 s more from then at this pace
                Asking failed 2 times in a row: no answer""");
    }

    @Test
    void endedOperation_whoseInstancesAreNotCounted_saysSo() {
        OperationProgress stopped = new OperationProgress(
                OperationStatus.STOPPED,
                "STOPPED",
                Optional.of("asked for"),
                Optional.empty(),
                OptionalInt.of(0),
                OptionalInt.of(3),
                Optional.of(new Milestone(Milestone.Stage.BEGUN, 3, 3, Duration.ZERO, Duration.ZERO)),
                NOON,
                Optional.of(Duration.ofDays(1)),
                1,
                0,
                Optional.of(new IllegalStateException("denied")));

        assertThat(stopped.render()).isEqualTo("""
                STOPPED, in work for 1 d, as of 2026-03-01T12:00:00Z, asked once
                Instances: 3, 0 failed, others not counted
                Milestone: 3 of 3 begun after 0 s
                Reason: asked for
                Instances could not be listed: denied""");
    }
}
