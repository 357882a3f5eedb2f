package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OnConflict;
import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.TrackingOptions;
import dev.stacksets.error.LimitExceededException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StaleRequestException;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.testing.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A start that meets another operation: waits for it, or says whose it is. */
class ConflictTest {
    private static final String START = "CreateStackInstances";

    private final Facade facade = new Facade();
    private final List<ServiceException> conflicts = new ArrayList<>();
    private final OperationListener recorder = new OperationListener() {
        @Override
        public void onConflict(ServiceException conflict) {
            conflicts.add(conflict);
        }
    };
    private StackSet stackSet;
    private OperationHandle first;

    @BeforeEach
    void anOperationIsUnderWay() {
        stackSet = facade.baseline();
        first = facade.deploying(stackSet);
    }

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void namedOperation_isWaitedForAndThenTheSameIdIsSent() {
        OperationHandle second = second(stackSet);
        OperationToken token = second.token();

        assertThat(second.accepted()).isNotDone();
        assertThat(second).hasToString("operation " + token + " waiting, OperationInProgressException");
        assertThat(facade.finish(second).status()).isEqualTo(OperationStatus.SUCCEEDED);

        assertThat(operations())
                .containsExactly(token.operationId(), first.token().operationId());
        assertThat(conflicts)
                .singleElement()
                .isInstanceOfSatisfying(
                        OperationInProgressException.class,
                        busy -> assertThat(busy.blockingOperationId())
                                .contains(first.token().operationId()));
        assertThat(facade.aws.calls().of(START)).hasSize(3);
        assertThat(facade.aws.calls().of(START))
                .extracting(call -> call.parameters().get("OperationId"))
                .containsExactly(first.token().operationId(), token.operationId(), token.operationId());
    }

    @Test
    void unnamedOperation_isLookedForInTheList() {
        facade.aws.faults().on(START).call(1).fails(409, "OperationInProgressException", "Another Operation");

        OperationHandle second = second(stackSet);

        assertThat(facade.finish(second).status()).isEqualTo(OperationStatus.SUCCEEDED);
        Instant refused = facade.aws.calls().of(START).get(1).at();
        assertThat(facade.aws.calls().of("ListStackSetOperations"))
                .filteredOn(call -> call.at().equals(refused))
                .hasSize(1);
        assertThat(facade.aws.calls().count(START)).isEqualTo(3);
    }

    @Test
    void unnamedOperationThatNobodyFinds_isTriedAgainSoon() {
        facade.finish(first);
        facade.aws.faults().on(START).call(1).fails(409, "OperationInProgressException", "Another Operation");

        assertThat(facade.finish(second(stackSet)).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().gaps(START).get(1)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anotherOneThatComesFirst_isWaitedForAsWell() {
        OperationHandle second = second(stackSet);
        StackSets rival = facade.another();
        TrackingOptions quick = TrackingOptions.builder()
                .pollPolicy(PollPolicy.fixed(Duration.ofSeconds(1)))
                .build();
        CompletableFuture<Void> rivalStarted = rival.resume(first.token(), quick)
                .outcome()
                .thenRun(() -> rival.stackSet(stackSet.nameOrId())
                        .updateInstances(u -> u.accounts(ONE).regions(VIRGINIA)));

        assertThat(facade.finish(second).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(rivalStarted).isCompleted();
        assertThat(conflicts).hasSize(2);
        assertThat(operations()).hasSize(3).startsWith(second.token().operationId());
        rival.close();
    }

    @Test
    void staleRequest_isSentAgainUnderTheSameId() {
        facade.finish(first);
        facade.aws.faults().on(START).calls(1, 2).fails(409, "StaleRequestException", "changed meanwhile");

        OperationHandle second = second(stackSet);

        assertThat(facade.finish(second).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(conflicts)
                .hasSize(2)
                .allSatisfy(conflict -> assertThat(conflict).isInstanceOf(StaleRequestException.class));
    }

    @Test
    void instancesInWork_areWaitedForButOtherQuotasAreNot() {
        facade.finish(first);
        facade.aws
                .faults()
                .on(START)
                .call(1)
                .fails(400, "LimitExceededException", "Operations cannot involve more than 10000 instances");
        assertThat(facade.finish(second(stackSet)).status()).isEqualTo(OperationStatus.SUCCEEDED);

        facade.aws.faults().on(START).call(1).fails(400, "LimitExceededException", "At most 100000 instances");
        assertThatThrownBy(() -> facade.finish(second(stackSet)))
                .cause()
                .isInstanceOf(LimitExceededException.class)
                .hasMessageContaining("raise the quota");
    }

    @Test
    void patienceThatEnds_isARefusalThatSaysHowLongItWas() {
        facade.aws.faults().account(TWO).neverEnds();
        OperationHandle second = second(stackSet.onConflict(OnConflict.waitUpTo(Duration.ofMinutes(10))));

        assertThatThrownBy(() -> facade.finish(second))
                .cause()
                .isInstanceOfSatisfying(OperationInProgressException.class, busy -> {
                    assertThat(busy.blockingOperationId())
                            .contains(first.token().operationId());
                    assertThat(busy.token()).contains(second.token());
                })
                .hasMessageContaining("Waited PT10M");
        List<Call> starts = facade.aws.calls().of(START);
        assertThat(Duration.between(starts.get(1).at(), starts.get(2).at())).isEqualTo(Duration.ofMinutes(10));
        assertThat(operations()).hasSize(1);
    }

    @Test
    void failing_isSaidToHaveBeenAskedFor() {
        assertThatThrownBy(() -> second(stackSet.onConflict(OnConflict.fail()))
                        .accepted()
                        .join())
                .cause()
                .isInstanceOf(OperationInProgressException.class)
                .hasMessageContaining(first.token().operationId())
                .hasMessageContaining("OnConflict.fail()");
        assertThat(conflicts).isEmpty();
    }

    @Test
    void stopWhileWaiting_startsNothing() {
        OperationHandle second = second(stackSet);

        second.stop().join();

        endsWithoutAStart(second, Reason.NOT_STARTED);
    }

    @Test
    void detachWhileWaiting_startsNothing() {
        OperationHandle second = second(stackSet);

        second.detach();

        endsWithoutAStart(second, Reason.DETACHED);
    }

    @Test
    void closeWhileWaiting_startsNothing() {
        StackSets another = facade.another();
        OperationHandle second = second(another.stackSet(stackSet.nameOrId()));

        another.close();

        endsWithoutAStart(second, Reason.CLIENT_CLOSED);
    }

    @Test
    void timeoutWhileWaiting_startsNothingWhateverItShouldDo() {
        for (TrackingOptions.OnTimeout action : TrackingOptions.OnTimeout.values()) {
            OperationHandle second = stackSet.tracking(
                            t -> t.timeout(Duration.ofSeconds(20)).onTimeout(action))
                    .deploy(d -> d.accounts(ONE).regions(VIRGINIA));
            facade.aws.time().advance(Duration.ofSeconds(21));
            assertThatThrownBy(() -> second.outcome().join())
                    .cause()
                    .isInstanceOfSatisfying(
                            OperationTrackingException.class,
                            lost -> assertThat(lost.reason()).isEqualTo(Reason.TIMEOUT))
                    .hasMessageContaining("was never started");
        }
        facade.finish(first);
        facade.aws.time().advance(Duration.ofHours(2));
        assertThat(operations()).hasSize(1);
    }

    @Test
    void stopBeforeTheConflictIsKnown_startsNothing() {
        facade.aws.faults().on(START).call(1).delays(Duration.ofSeconds(5));
        OperationHandle second = second(stackSet);

        CompletableFuture<Void> stop = second.stop();
        facade.aws.time().advance(Duration.ofSeconds(6));

        assertThat(stop).isCompleted();
        endsWithoutAStart(second, Reason.NOT_STARTED);
        assertThat(second.stop()).isCompleted();
    }

    @Test
    void detachBeforeTheConflictIsKnown_startsNothingHoursLater() {
        facade.aws.faults().on(START).call(1).delays(Duration.ofSeconds(5));
        OperationHandle second = second(stackSet);

        second.detach();
        facade.aws.time().advance(Duration.ofHours(2));

        assertThat(operations()).containsExactly(first.token().operationId());
        assertThat(conflicts).isEmpty();
    }

    @Test
    void timeoutBeforeTheConflictIsKnown_startsNothingWhateverItShouldDo() {
        for (TrackingOptions.OnTimeout action : TrackingOptions.OnTimeout.values()) {
            facade.aws.faults().on(START).call(1).delays(Duration.ofSeconds(5));
            OperationHandle second = stackSet.tracking(
                            t -> t.timeout(Duration.ofSeconds(2)).onTimeout(action))
                    .deploy(d -> d.accounts(ONE).regions(VIRGINIA));
            CompletableFuture<?> outcome = second.outcome();
            facade.aws.time().advance(Duration.ofSeconds(6));
            assertThatThrownBy(outcome::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            OperationTrackingException.class,
                            lost -> assertThat(lost.reason()).isEqualTo(Reason.TIMEOUT));
        }
        facade.aws.time().advance(Duration.ofHours(2));
        assertThat(operations()).hasSize(1);
    }

    @Test
    void closeBeforeTheConflictIsKnown_asksNothingMore() {
        StackSets another = facade.another();
        facade.aws.faults().account(TWO).neverEnds();
        facade.aws.faults().on(START).call(1).delays(Duration.ofSeconds(5));
        OperationHandle second = second(another.stackSet(stackSet.nameOrId()));

        another.close();
        facade.stackSets.close();
        facade.aws.time().advance(Duration.ofSeconds(5));
        facade.aws.calls().clear();
        facade.aws.time().advance(Duration.ofHours(2));

        assertThat(second.outcome()).isCompletedExceptionally();
        assertThat(facade.aws.calls().all()).isEmpty();
    }

    @Test
    void blockingOperationThatCannotBeRead_isTriedAgain() {
        facade.aws.faults().on("DescribeStackSetOperation").calls(1, 20).fails(403, "AccessDenied", "no");
        OperationHandle second = second(stackSet.onConflict(OnConflict.waitUpTo(Duration.ofHours(1))));
        OperationToken token = second.token();

        facade.aws.time().advance(Duration.ofMinutes(30));

        assertThat(operations()).hasSize(2).startsWith(token.operationId());
    }

    private OperationHandle second(StackSet on) {
        return told(on).deploy(d -> d.accounts(ONE).regions(VIRGINIA));
    }

    private StackSet told(StackSet on) {
        return on.tracking(t -> t.listener(recorder));
    }

    private void endsWithoutAStart(OperationHandle second, Reason reason) {
        assertThatThrownBy(() -> second.outcome().join())
                .cause()
                .isInstanceOfSatisfying(
                        OperationTrackingException.class,
                        lost -> assertThat(lost.reason()).isEqualTo(reason))
                .hasMessageContaining("was never started");
        facade.aws.time().advance(Duration.ofHours(2));
        assertThat(operations()).containsExactly(first.token().operationId());
    }

    private List<String> operations() {
        try (StackSets observer = facade.another()) {
            return facade
                    .get(observer.stackSet(stackSet.nameOrId()).listOperations().toList())
                    .stream()
                    .map(OperationDescription::operationId)
                    .toList();
        }
    }
}
