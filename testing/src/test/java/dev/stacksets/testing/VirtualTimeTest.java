package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what a task did shows in the log
class VirtualTimeTest {

    private final VirtualTime time = VirtualTime.create();
    private final List<String> log = new ArrayList<>();

    private ScheduledFuture<?> at(long seconds, String what) {
        return time.scheduler()
                .schedule(() -> log.add(what + "@" + time.nanoTime() / 1_000_000_000L), seconds, TimeUnit.SECONDS);
    }

    @Test
    void advance_severalDue_runsInOrderWithTheClockAtEachDueTime() {
        at(3, "c");
        at(1, "a");
        at(1, "b");
        at(9, "later");

        time.advance(Duration.ofSeconds(5));

        assertThat(log).containsExactly("a@1", "b@1", "c@3");
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-01T00:00:05Z"));
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void advance_taskSchedulesMore_runsThatToo() {
        time.scheduler().schedule(() -> at(1, "second"), 1, TimeUnit.SECONDS);

        time.advance(Duration.ofSeconds(2));

        assertThat(log).containsExactly("second@2");
    }

    @Test
    void execute_beforeAdvance_isQueuedAsDueNow() {
        time.scheduler().execute(() -> log.add("ran"));
        assertThat(log).isEmpty();

        time.advance(Duration.ZERO);

        assertThat(log).containsExactly("ran");
    }

    @Test
    void cancel_pendingTask_removesItAtOnce() {
        ScheduledFuture<?> task = at(1, "never");

        assertThat(task.cancel(false)).isTrue();

        assertThat(time.pending()).isZero();
        time.runUntilIdle();
        assertThat(log).isEmpty();
    }

    @Test
    void scheduleAtFixedRate_cancelledFromInside_stops() {
        AtomicInteger runs = new AtomicInteger();
        List<ScheduledFuture<?>> self = new ArrayList<>();
        self.add(time.scheduler()
                .scheduleAtFixedRate(
                        () -> {
                            if (runs.incrementAndGet() == 3) {
                                self.get(0).cancel(false);
                            }
                        },
                        1,
                        2,
                        TimeUnit.SECONDS));

        time.runUntilIdle();

        assertThat(runs).hasValue(3);
        assertThat(time.nanoTime()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void scheduleWithFixedDelay_slowTask_countsFromItsEnd() {
        ScheduledFuture<?> task = time.scheduler()
                .scheduleWithFixedDelay(
                        () -> {
                            log.add("at " + time.nanoTime() / 1_000_000_000L);
                            time.advance(Duration.ofSeconds(3));
                        },
                        1,
                        1,
                        TimeUnit.SECONDS);

        time.advance(Duration.ofSeconds(6));
        task.cancel(false);

        assertThat(log).containsExactly("at 1", "at 5");
    }

    @Test
    void runUntilIdle_periodicTask_givesUpAndNamesWhatIsPending() {
        ScheduledFuture<?> task = time.scheduler().scheduleAtFixedRate(() -> log.add("x"), 1, 1, TimeUnit.HOURS);

        assertThatThrownBy(time::runUntilIdle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 pending");
        assertThat(log).hasSize(30 * 24);
        task.cancel(false);
    }

    @Test
    void runUntil_conditionReached_stopsThere() {
        at(1, "a");
        at(2, "b");
        at(3, "c");

        assertThat(time.runUntil(() -> log.size() == 2)).isTrue();

        assertThat(log).containsExactly("a@1", "b@2");
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void runUntil_nothingLeft_throws() {
        assertThatThrownBy(() -> time.runUntil(() -> false)).hasMessageContaining("nothing is scheduled");
    }

    @Test
    void advance_executedTaskThrows_surfacesWrapped() {
        time.scheduler().execute(() -> {
            throw new IllegalArgumentException("boom");
        });

        assertThatThrownBy(() -> time.advance(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("boom");
    }

    @Test
    void advance_submittedTaskThrows_endsUpInItsFuture() {
        Future<?> task = time.scheduler().submit(() -> {
            throw new IllegalArgumentException("boom");
        });

        time.advance(Duration.ZERO);

        assertThat(task).isDone();
        assertThatThrownBy(task::get).hasRootCauseMessage("boom");
    }

    private void again() {
        time.scheduler().execute(this::again);
    }

    @Test
    void advance_workThatReschedulesItselfForNow_isNotForEver() {
        again();

        assertThatThrownBy(() -> time.advance(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gave up");
    }

    @Test
    void advance_backwards_isRefused() {
        assertThatThrownBy(() -> time.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scheduler_shutDown_refusesWorkButKeepsWhatIsQueued() {
        at(1, "kept");
        time.scheduler().shutdown();

        assertThatThrownBy(() -> at(2, "refused")).isInstanceOf(RejectedExecutionException.class);
        time.runUntilIdle();

        assertThat(log).containsExactly("kept@1");
        assertThat(time.scheduler().isTerminated()).isTrue();
    }

    @Test
    void schedule_fromManyThreads_runsEveryTaskOnce() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch finished = new CountDownLatch(4);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 1000; i++) {
                    time.scheduler().execute(runs::incrementAndGet);
                }
                finished.countDown();
            });
            threads.add(thread);
            thread.start();
        }
        while (finished.getCount() > 0) {
            time.advance(Duration.ofMillis(1));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        time.runUntilIdle();

        assertThat(runs).hasValue(4000);
    }

    @Test
    void random_sameSeed_givesSameNumbers() {
        Instant start = Instant.EPOCH;

        assertThat(VirtualTime.startingAt(start, 7).random().nextLong())
                .isEqualTo(VirtualTime.startingAt(start, 7).random().nextLong())
                .isNotEqualTo(VirtualTime.startingAt(start, 8).random().nextLong());
    }

    @Test
    void pace_open_drivesTimeUntilClosed() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        time.scheduler().schedule(ran::countDown, 10, TimeUnit.MINUTES);

        try (Pace pace = time.pace(100_000)) {
            assertThat(pace).isNotNull();
            assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
