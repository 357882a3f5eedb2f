package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.OperationFailedException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.fault.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The facade on a client without HTTP, and blocking waits that move the clock. */
class DirectFacadeTest {
    private static final String TEMPLATE = "Resources: {A: {Type: AWS::SNS::Topic}}";

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final StackSets stackSets = another();

    private StackSets another() {
        return StackSets.builder()
                .client(aws.directAsyncClient())
                .timeSource(aws.time())
                .callbackExecutor(Runnable::run)
                .build();
    }

    @AfterEach
    void close() {
        stackSets.close();
        aws.checkInvariants();
    }

    private StackSet created() {
        return stackSets
                .create("base", s -> s.template(TemplateSource.inline(TEMPLATE)))
                .join();
    }

    @Test
    void workflow_fromCreateToDelete() throws InterruptedException {
        aws.time().autoAdvance();
        StackSet base = created();

        assertThat(base.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA, IRELAND))
                        .await()
                        .counts()
                        .succeeded())
                .isEqualTo(4);
        assertThat(base.listInstances().toList().join()).hasSize(4);
        assertThat(base.update(u -> u.template(TemplateSource.inline(TEMPLATE + "\n")))
                        .await()
                        .status())
                .isEqualTo(OperationStatus.SUCCEEDED);
        base.removeInstances(
                        r -> r.accounts(ONE, TWO).regions(VIRGINIA, IRELAND).deleteStacks())
                .await();
        base.delete().join();

        assertThat(stackSets.listStackSets().toList().join()).isEmpty();
        assertThat(base.describe().join().status()).isEqualTo(StackSetStatus.DELETED);
        assertThatThrownBy(() -> stackSets.stackSet("base").describe().join())
                .hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    @Test
    void failureStopAndResume() throws InterruptedException {
        aws.time().autoAdvance();
        StackSet base = created();
        aws.faults().account(TWO).missesExecutionRole();

        assertThatThrownBy(() ->
                        base.deploy(d -> d.accounts(TWO).regions(VIRGINIA)).await())
                .isInstanceOfSatisfying(
                        OperationFailedException.class,
                        failed -> assertThat(failed.result().failures().get(0).reason())
                                .hasValueSatisfying(reason -> assertThat(reason)
                                        .startsWith("Account " + TWO
                                                + " should have 'AWSCloudFormationStackSetExecutionRole'")));
        OperationHandle slow = base.deploy(d -> d.accounts(ONE, THREE).regions(VIRGINIA));
        OperationToken token = slow.token();
        aws.time().advance(Duration.ofSeconds(10));
        slow.stop().join();
        slow.detach();
        try (StackSets later = another()) {
            assertThat(later.resume(token).awaitOutcome().status()).isEqualTo(OperationStatus.STOPPED);
        }
    }

    @Test
    void lostAnswersAndThrottles_endInOneOperation() throws InterruptedException {
        aws.time().autoAdvance();
        StackSet base = created();
        Throttle throttle = aws.faults().throttle(0.2, 1).mustRefuse();
        aws.faults().on("CreateStackInstances").call(1).losesAnswer();

        assertThat(base.deploy(d -> d.accounts(ONE).regions(VIRGINIA)).await().status())
                .isEqualTo(OperationStatus.SUCCEEDED);

        throttle.lift();
        assertThat(base.listOperations().toList().join()).hasSize(1);
        assertThat(aws.faults().unused()).isEmpty();
    }

    /** What a thousand instances take in virtual time, they do not take in calls or in threads. */
    @Test
    void manyInstances_detailIsComplete() throws InterruptedException {
        aws.time().autoAdvance();
        List<String> accounts = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> String.format("%012d", i))
                .toList();

        assertThat(created()
                        .deploy(d -> d.accounts(accounts)
                                .regions(VIRGINIA, IRELAND)
                                .preferences(p -> p.maxConcurrentCount(100).failureToleranceCount(100)))
                        .await()
                        .counts()
                        .succeeded())
                .isEqualTo(1_000);
    }

    @Test
    void await_onAClockNobodyMoves_failsWithAHint() {
        StackSet base = created();
        OperationHandle handle = base.deploy(d -> d.accounts(ONE).regions(VIRGINIA));
        CompletableFuture<Integer> derived =
                handle.outcome().thenApply(result -> result.counts().total());

        assertThatThrownBy(handle::await)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runUntil(");
        assertThatThrownBy(derived::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("autoAdvance()")
                .hasMessageContaining("pending, first: 2026-01-01T00:00:0");
    }

    @Test
    void await_withALimit_isLimitedInVirtualTimeThatWaitingMoves() throws Exception {
        aws.time().autoAdvance();
        StackSet base = created();
        OperationHandle handle = base.deploy(d -> d.accounts(ONE).regions(VIRGINIA));

        assertThatThrownBy(() -> handle.await(Duration.ofSeconds(10))).hasMessageContaining("after a wait of PT10S");
        assertThat(aws.time().nanoTime()).isEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(handle.await(Duration.ofMinutes(10)).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }
}
