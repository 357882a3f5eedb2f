package dev.stacksets.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The learned rate against a bucket it knows nothing of: 50 ms a round trip, a few of them of jitter. */
class LearnedRateTest {
    private static final double SECOND = 1e9;
    private static final long ROUND_TRIP = (long) (0.05 * SECOND);
    private static final int CALLS = 1_000;

    @ParameterizedTest
    @CsvSource({
        "0.5, 10, 1.03, 0.025", "1, 10, 1.03, 0.025", "5, 10, 1.03, 0.025", "10, 10, 1.03, 0.025",
                "50, 10, 1.10, 0.025",
        "0.5, 50, 1.03, 0.025", "1, 50, 1.03, 0.025", "5, 50, 1.03, 0.025", "10, 50, 1.03, 0.025", "50, 50, 1.10, 0.03",
        "0.5, 1, 1.25, 0.025", "1, 1, 1.25, 0.025", "5, 1, 1.25, 0.025", "10, 1, 1.25, 0.025"
    })
    void thousandCalls_takeLittleLongerThanTheyMust(double rate, int burst, double mostTime, double mostRefused) {
        for (int seed = 0; seed < 5; seed++) {
            Run run = new Run(rate, burst, seed);
            run.toTheEnd();

            assertThat(run.seconds() / ((CALLS - burst) / rate))
                    .as("seed %d", seed)
                    .isLessThan(mostTime);
            assertThat(run.refused / (double) run.attempts).as("seed %d", seed).isLessThan(mostRefused);
        }
    }

    @Test
    void stallOfTheSender_isMadeUpFor() {
        for (double rate : new double[] {0.5, 1, 5, 10}) {
            Run run = new Run(rate, 10, 1);
            run.stallAt((CALLS / rate / 3), 2);
            run.toTheEnd();

            double lost = Math.max(0, 2 - 10 / rate);
            assertThat(run.seconds() / ((CALLS - 10) / rate + lost))
                    .as("rate %f", rate)
                    .isLessThan(1.03);
        }
    }

    @Test
    void everythingLateEveryOtherHalfMinute_isRefusedNoMoreThanElse() {
        for (int seed = 0; seed < 20; seed++) {
            Run run = new Run(5, 10, seed);
            run.crowded();
            run.toTheEnd();

            assertThat(run.refused / (double) run.attempts).as("seed %d", seed).isLessThan(0.025);
            assertThat(run.seconds() / ((CALLS - 10) / 5.0)).as("seed %d", seed).isLessThan(1.15);
        }
    }

    @Test
    void rateThatFallsAndComesBack_isFollowed() {
        for (int seed = 0; seed < 10; seed++) {
            Run run = new Run(5, 10, seed);
            run.rateAt(60, 1);
            run.rateAt(120, 5);
            run.toTheEnd();

            assertThat(run.takenBetween(65, 120) / 55.0).as("seed %d", seed).isBetween(0.9, 1.1);
            assertThat(run.takenBetween(135, 140) / 5.0).as("seed %d", seed).isGreaterThan(4.5);
            assertThat(run.refused / (double) run.attempts).as("seed %d", seed).isLessThan(0.05);
        }
    }

    @Test
    void secondTenant_isLeftItsShare() {
        for (int seed = 0; seed < 10; seed++) {
            Run run = new Run(5, 10, seed);
            run.tenant(2);
            run.toTheEnd();

            assertThat(run.seconds() / ((CALLS - 10) / 3.0)).as("seed %d", seed).isLessThan(1.10);
            assertThat(run.refused / (double) run.attempts).as("seed %d", seed).isLessThan(0.05);
        }
    }

    @Test
    void nothingRefused_neverWaitsForTheClock() {
        LearnedRate rate = new LearnedRate();
        for (int i = 0; i < 10_000; i++) {
            assertThat(rate.delay(7)).isZero();
            rate.taken(7, rate.sent(7));
        }
        assertThat(rate.perSecond()).isInfinite();
    }

    @Test
    void oneRefusalAndNoneAfterwards_climbsToABoundAndComesBackFromIt() {
        LearnedRate rate = new LearnedRate();
        long now = 0;
        rate.refused(now, rate.sent(now));
        for (int i = 0; i < 10_000; i++) {
            now += (long) SECOND;
            rate.taken(now, rate.sent(now));
        }
        assertThat(rate.perSecond()).isEqualTo(1_000);

        for (int i = 0; i < 20; i++) {
            now += rate.delay(now);
            rate.refused(now, rate.sent(now));
        }
        assertThat(rate.perSecond()).isLessThan(1);
    }

    @Test
    void refusalsOfOneMoment_leaveARateOneCanLiveWith() {
        LearnedRate rate = new LearnedRate();
        rate.refused(7, rate.sent(7));
        rate.taken(7, rate.sent(7));
        rate.refused(7, rate.sent(7));

        assertThat(rate.perSecond()).isBetween(0.05, 1_000.0);
        assertThat(rate.delay(7)).isBetween(1L, (long) (20 * SECOND));
    }

    @Test
    void nothingAnsweredYet_fewAreInFlight() {
        LearnedRate rate = new LearnedRate();
        rate.sent(0);
        assertThat(rate.delay(0)).isEqualTo(Long.MAX_VALUE);
        rate.withdrawn();
        assertThat(rate.delay(0)).isZero();
    }

    /** One client with a thousand calls at once, and a bucket. */
    private static final class Run {
        private final Random random;
        private final Deque<Integer> queue = new ArrayDeque<>();
        private final Map<Integer, LearnedRate.Sent> sent = new HashMap<>();
        private final ManualTime time = new ManualTime();
        private final long began = time.nanoTime();
        private final LearnedRate rate = new LearnedRate();
        private final java.util.List<Double> taken = new java.util.ArrayList<>();
        private final int capacity;
        private double perSecond;
        private double tokens;
        private long filledAt = began;
        private long stalledUntil;
        private long armedFor;
        private boolean crowded;
        private int attempts;
        private int refused;

        Run(double perSecond, int capacity, int seed) {
            this.perSecond = perSecond;
            this.capacity = capacity;
            this.tokens = capacity;
            this.random = new Random(seed);
            for (int i = 0; i < CALLS; i++) {
                queue.add(i);
            }
        }

        void stallAt(double second, double seconds) {
            time.at((long) (second * SECOND), () -> {
                stalledUntil = time.nanoTime() + (long) (seconds * SECOND);
                time.at((long) (seconds * SECOND), this::send);
            });
        }

        /** As on a machine with too much to do: each of its steps waits a third of a second and more, for half of the time. */
        void crowded() {
            crowded = true;
        }

        private void step(long delay, Runnable work) {
            boolean late = crowded && (long) seconds() / 30 % 2 == 1;
            time.at(delay + (late ? (long) (-0.35 * SECOND * Math.log(1 - random.nextDouble())) : 0), work);
        }

        void rateAt(double second, double next) {
            time.at((long) (second * SECOND), () -> {
                fill();
                perSecond = next;
            });
        }

        void tenant(double each) {
            time.at((long) (SECOND / each * (0.5 + random.nextDouble())), () -> {
                take();
                tenant(each);
            });
        }

        void toTheEnd() {
            send();
            while (taken.size() < CALLS && time.step()) {
                // runs the next event
            }
        }

        double seconds() {
            return (time.nanoTime() - began) / SECOND;
        }

        long takenBetween(double from, double to) {
            return taken.stream().filter(at -> at >= from && at < to).count();
        }

        private void send() {
            long now = time.nanoTime();
            while (!queue.isEmpty() && now >= stalledUntil) {
                long delay = rate.delay(now);
                if (delay > 0) {
                    arm(now, delay);
                    return;
                }
                int id = queue.remove();
                sent.put(id, rate.sent(now));
                step(ROUND_TRIP / 2 + (long) (random.nextDouble() * ROUND_TRIP / 5), () -> arrive(id));
            }
        }

        private void arm(long now, long delay) {
            if (delay != Long.MAX_VALUE && (armedFor <= now || now + delay < armedFor)) {
                armedFor = now + delay;
                step(delay, this::send);
            }
        }

        private void arrive(int id) {
            attempts++;
            boolean ok = take();
            step(ROUND_TRIP / 2, () -> answer(id, ok));
        }

        private void answer(int id, boolean ok) {
            LearnedRate.Sent attempt = java.util.Objects.requireNonNull(sent.remove(id));
            if (ok) {
                taken.add(seconds());
                rate.taken(time.nanoTime(), attempt);
            } else {
                refused++;
                rate.refused(time.nanoTime(), attempt);
                queue.addFirst(id);
            }
            send();
        }

        private boolean take() {
            fill();
            boolean enough = tokens >= 1 - 1e-9;
            tokens -= enough ? 1 : 0;
            return enough;
        }

        private void fill() {
            long now = time.nanoTime();
            tokens = Math.min(capacity, tokens + perSecond * (now - filledAt) / SECOND);
            filledAt = now;
        }
    }
}
