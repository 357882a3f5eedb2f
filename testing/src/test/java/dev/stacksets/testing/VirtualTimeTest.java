package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    @Test
    void advance_fromSeveralThreads_takesTurns() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 20_000; i++) {
            time.scheduler()
                    .schedule(
                            () -> {
                                overlaps.addAndGet(inside.getAndIncrement());
                                runs.incrementAndGet();
                                inside.decrementAndGet();
                            },
                            i % 1_000,
                            TimeUnit.MILLISECONDS);
        }

        inParallel(4, () -> {
            for (int i = 0; i < 250; i++) {
                time.advance(Duration.ofMillis(1));
            }
        });

        assertThat(runs).hasValue(20_000);
        assertThat(overlaps).hasValue(0);
        assertThat(time.nanoTime()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    private static void inParallel(int threads, Runnable work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(work));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** Every due time twice over, in random order, half of them cancelled: heap or list, the order must be the same. */
    @Test
    void aMillionTimers_runInOrderWithoutThoseCancelled() {
        Random random = new Random(7);
        List<ScheduledFuture<?>> tasks = new ArrayList<>();
        long[] last = {-1};
        int[] runs = {0};
        for (int i = 0; i < 1_000_000; i++) {
            long due = random.nextInt(500_000);
            tasks.add(time.scheduler()
                    .schedule(
                            () -> {
                                runs[0] += time.nanoTime() >= last[0] ? 1 : 0;
                                last[0] = time.nanoTime();
                            },
                            due,
                            TimeUnit.MILLISECONDS));
        }
        for (int i = 0; i < tasks.size(); i += 2) {
            tasks.get(i).cancel(false);
        }
        assertThat(time.pending()).isEqualTo(500_000);

        time.runUntilIdle();

        assertThat(runs[0]).isEqualTo(500_000);
        assertThat(tasks.stream().filter(Future::isCancelled).count()).isEqualTo(500_000);
    }

    @Test
    void sameDueTime_keepsTheOrderOfSchedulingAmongCancellations() {
        List<ScheduledFuture<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tasks.add(at(1, Integer.toString(i)));
        }
        for (int i = 0; i < 100; i += 3) {
            tasks.get(i).cancel(false);
        }

        time.runUntilIdle();

        assertThat(log).hasSize(66).startsWith("1@1", "2@1", "4@1").endsWith("97@1", "98@1");
    }

    @Test
    void cancel_ofAnotherTaskDueNow_fromWithinATask_keepsItFromRunning() {
        List<ScheduledFuture<?>> later = new ArrayList<>();
        time.scheduler().schedule(() -> later.get(0).cancel(false), 1, TimeUnit.SECONDS);
        later.add(at(1, "never"));
        at(1, "after");

        time.runUntilIdle();

        assertThat(log).containsExactly("after@1");
    }

    @Test
    void taskThatSchedulesATaskForEver_isBoundedByDays() {
        Runnable[] again = new Runnable[1];
        again[0] = () -> time.scheduler().schedule(again[0], 1, TimeUnit.DAYS);
        again[0].run();

        assertThatThrownBy(time::runUntilIdle)
                .hasMessageContaining("gave up on becoming idle")
                .hasMessageContaining("1 pending");
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-31T00:00:00Z"));
    }

    @Test
    void get_onTheThreadThatMovesTheClock_failsWithAHint() {
        ScheduledFuture<?> task = at(5, "due");

        assertThatThrownBy(task::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stands at 2026-01-01T00:00:00Z")
                .hasMessageContaining("autoAdvance()")
                .hasMessageContaining("1 pending, first: 2026-01-01T00:00:05Z");
        assertThatThrownBy(() -> task.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> time.newFuture().thenApply(any -> any).join())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void get_onAnotherThread_waitsForWhoMovesTheClock() throws Exception {
        ScheduledFuture<?> task = at(5, "due");
        CompletableFuture<String> result = time.newFuture();
        CompletableFuture<String> seen = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                task.get();
                time.sleep(Duration.ofSeconds(1));
                seen.complete(result.join());
            } catch (InterruptedException | ExecutionException e) {
                seen.completeExceptionally(e);
            }
        });
        waiting.start();

        time.scheduler().schedule(() -> result.complete("value"), 10, TimeUnit.SECONDS);
        while (!seen.isDone()) {
            time.advance(Duration.ofSeconds(1));
        }

        assertThat(seen.get()).isEqualTo("value");
        waiting.join();
    }

    /** A future completed by another thread, without the clock, must not be mistaken for one that waits for it. */
    @Test
    void get_completedByAnotherThread_isAnswered() {
        CompletableFuture<String> result = time.newFuture();
        new Thread(() -> result.complete("value")).start();

        assertThat(result.join()).isEqualTo("value");
    }

    @Test
    void paced_get_waitsForRealTime() throws Exception {
        try (Pace pace = time.pace(1_000)) {
            assertThat(pace).isNotNull();
            at(3, "due").get();
            time.sleep(Duration.ofSeconds(2));
        }

        assertThat(log).containsExactly("due@3");
        assertThat(time.nanoTime()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(5));
        at(100, "nobody moves the clock any more");
        assertThatThrownBy(() -> time.sleep(Duration.ofSeconds(1))).hasMessageContaining("autoAdvance()");
    }

    /** Steps alone would show a new time every 20 ms; whoever asks in between sees the time at which it asks. */
    @Test
    void paced_catchUp_seesThePresentBetweenSteps() {
        Set<Instant> seen = new HashSet<>();
        try (Pace pace = time.pace(1_000_000)) {
            for (int i = 0; i < 1_000; i++) {
                pace.catchUp();
                seen.add(time.now());
            }
        }

        assertThat(seen).hasSizeGreaterThan(500);
    }

    @Test
    void autoAdvance_waits_moveTheClockToWhatTheyWaitFor() throws Exception {
        time.autoAdvance();
        at(3, "before");
        ScheduledFuture<?> task = at(5, "due");
        at(9, "after");

        task.get();
        assertThat(log).containsExactly("before@3", "due@5");
        time.sleep(Duration.ofSeconds(2));
        assertThat(time.nanoTime()).isEqualTo(TimeUnit.SECONDS.toNanos(7));
        CompletableFuture<String> result = time.newFuture();
        time.scheduler().schedule(() -> result.complete("value"), 1, TimeUnit.SECONDS);
        assertThat(result.thenApply(value -> value + "!").join()).isEqualTo("value!");
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void autoAdvance_limitedWait_passesItsLimitAndNoMore() {
        time.autoAdvance();
        ScheduledFuture<?> task = at(60, "later");

        assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> time.newFuture().get(5, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

        assertThat(time.nanoTime()).isEqualTo(TimeUnit.SECONDS.toNanos(15));
        assertThat(task.isDone()).isFalse();
    }

    @Test
    void autoAdvance_nothingThatCouldComplete_fails() {
        time.autoAdvance();
        at(1, "something else");

        assertThatThrownBy(() -> time.newFuture().join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 pending");
        assertThat(log).containsExactly("something else@1");

        ScheduledFuture<?> hourly = time.scheduler().scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.HOURS);
        assertThatThrownBy(() -> time.newFuture().join()).hasMessageContaining("gave up on a wait");
        hourly.cancel(false);
    }

    @Test
    void autoAdvance_waitWithinATask_moves() {
        time.autoAdvance();
        time.scheduler()
                .schedule(
                        () -> {
                            time.sleep(Duration.ofSeconds(4));
                            return log.add("slept until " + time.nanoTime() / 1_000_000_000L);
                        },
                        1,
                        TimeUnit.SECONDS);
        at(3, "meanwhile");

        time.runUntilIdle();

        assertThat(log).containsExactly("meanwhile@3", "slept until 5");
    }

    @Test
    void join_failedOrInterrupted_isAsEver() {
        CompletableFuture<String> failing = time.newFuture();
        time.autoAdvance();
        time.scheduler()
                .schedule(() -> failing.completeExceptionally(new IllegalStateException("boom")), 1, TimeUnit.SECONDS);
        assertThatThrownBy(failing::join)
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("boom");

        CompletableFuture<String> interrupted = time.newFuture();
        time.scheduler().schedule(() -> interrupted.complete("value"), 1, TimeUnit.SECONDS);
        Thread.currentThread().interrupt();
        assertThat(interrupted.join()).isEqualTo("value");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void now_betweenTasks_isTheSameInstant() {
        assertThat(time.now()).isSameAs(time.now());
        time.advance(Duration.ofNanos(1));
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-01T00:00:00.000000001Z"));
    }
}
