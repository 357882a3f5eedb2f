package dev.stacksets.internal.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.resilience.CallGates;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.CallGate;
import dev.stacksets.spi.CallGate.Answer;
import dev.stacksets.spi.CallGate.Permit;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The gates, without anything behind them. */
class GatesTest {
    private static final ApiCall WATCH =
            new ApiCall("cloudformation", "", "us-east-1", "DescribeStackSetOperation", Priority.WATCH, false);
    private static final ApiCall STOP =
            new ApiCall("cloudformation", "", "us-east-1", "StopStackSetOperation", Priority.STOP, false);

    private final ManualTime time = new ManualTime();

    @Test
    void adaptive_untilSomethingIsRefused_waitsForAnswersOnly() {
        CallGate gate = CallGates.adaptive(time);
        CompletableFuture<Permit> first = gate.acquire(WATCH);
        CompletableFuture<Permit> second = gate.acquire(WATCH);

        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        first.join().answered(Answer.TAKEN);
        assertThat(second).isCompleted();
        assertThat(time.pending()).isZero();
    }

    @Test
    void adaptive_afterARefusal_spacesCallsWithOneTimer() {
        CallGate gate = CallGates.adaptive(time);
        gate.acquire(WATCH).join().answered(Answer.THROTTLED);
        List<CompletableFuture<Permit>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(gate.acquire(WATCH));
        }

        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        assertThat(time.pending()).isEqualTo(1);
        time.run(Duration.ofMillis(100).toNanos());
        assertThat(waiting.get(0)).isCompleted();
        assertThat(waiting.get(1)).isNotDone();
        time.run(Duration.ofMillis(100).toNanos());
        assertThat(waiting.get(1)).isCompleted();
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void adaptive_keepsAccountsRegionsAndFamiliesApart() {
        CallGate gate = CallGates.adaptive(time, ApiCall::action);
        gate.acquire(WATCH).join().answered(Answer.THROTTLED);

        assertThat(gate.acquire(WATCH)).isNotDone();
        assertThat(gate.acquire(STOP)).isCompleted();
        assertThat(gate.acquire(
                        new ApiCall("cloudformation", "other", "us-east-1", WATCH.action(), Priority.WATCH, false)))
                .isCompleted();
        assertThat(gate.acquire(new ApiCall("cloudformation", "", "eu-west-1", WATCH.action(), Priority.WATCH, false)))
                .isCompleted();
    }

    @Test
    void adaptive_otherServices_haveARateForEachActionAndLeaveCloudFormationItsOwn() {
        CallGate gate = CallGates.adaptive(time);
        ApiCall accounts = new ApiCall("organizations", "", "us-east-1", "ListAccounts", Priority.LIST, false);
        ApiCall units = new ApiCall("organizations", "", "us-east-1", "ListRoots", Priority.LIST, false);
        gate.acquire(accounts).join().answered(Answer.THROTTLED);

        assertThat(gate.acquire(accounts)).isNotDone();
        assertThat(gate.acquire(units)).isCompleted();
        gate.acquire(WATCH).join().answered(Answer.THROTTLED);
        assertThat(gate.acquire(STOP)).as("one rate for all of CloudFormation").isNotDone();
    }

    @Test
    void urgentCall_goesBeforeAThousand() {
        CallGate gate = CallGates.adaptive(time);
        gate.acquire(WATCH).join().answered(Answer.THROTTLED);
        List<CompletableFuture<Permit>> waiting = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiting.add(gate.acquire(WATCH));
        }
        CompletableFuture<Permit> urgent = gate.acquire(STOP);

        time.run(Duration.ofMillis(100).toNanos());

        assertThat(urgent).isCompleted();
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void cancelledCall_takesNoTurn() {
        CallGate gate = CallGates.adaptive(time);
        gate.acquire(WATCH).join().answered(Answer.THROTTLED);
        CompletableFuture<Permit> first = gate.acquire(WATCH);
        CompletableFuture<Permit> second = gate.acquire(WATCH);

        first.cancel(true);
        time.run(Duration.ofMillis(100).toNanos());

        assertThat(second).isCompleted();
    }

    @Test
    void answersWithinTheSending_doNotNest() {
        CallGate gate = CallGates.adaptive(time);
        CompletableFuture<Permit> plug = gate.acquire(WATCH);
        List<CompletableFuture<Void>> answered = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            answered.add(gate.acquire(WATCH).thenAccept(permit -> permit.answered(Answer.TAKEN)));
        }

        plug.join().answered(Answer.TAKEN);

        assertThat(answered).allSatisfy(call -> assertThat(call).isCompleted());
    }

    @Test
    void timerThatIsShutDown_failsWhoWaits() {
        CallGate gate = CallGates.adaptive(time);
        gate.acquire(WATCH).join().answered(Answer.THROTTLED);
        time.shutDown();

        CompletableFuture<Permit> waiting = gate.acquire(WATCH);

        assertThatThrownBy(waiting::join).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void fixed_goesAtTheLimitersRate_withoutParkingAnybody() {
        RateLimiterConfig config = RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofMillis(200))
                .timeoutDuration(Duration.ofDays(1))
                .build();
        CallGate gate =
                CallGates.fixed(time, new AtomicRateLimiter("fixed", config, java.util.Map.of(), time::nanoTime));
        List<CompletableFuture<Permit>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(gate.acquire(WATCH));
        }
        CompletableFuture<Permit> urgent = gate.acquire(STOP);

        time.run(Duration.ofSeconds(2).toNanos());

        assertThat(waiting.stream().filter(CompletableFuture::isDone).count()).isBetween(9L, 11L);
        assertThat(urgent).as("a reservation is not bound to who made it").isCompleted();
    }

    @Test
    void unlimited_letsEverythingGo() {
        CallGate gate = CallGates.unlimited();
        gate.acquire(WATCH).join().answered(Answer.THROTTLED);

        assertThat(gate.acquire(WATCH)).isCompleted();
    }
}
