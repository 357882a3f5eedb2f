package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationSeries;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.error.OperationFailedException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.InstanceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stopping and closing a series between its operations; lists that lag; many operations that end at once. */
class SeriesEndTest {
    private final Facade facade = new Facade();
    private final StackSet stackSet = facade.baseline();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void stopBeforeTheFirstOperation_beginsNone() {
        OperationResult failed = failed();
        facade.aws.faults().on("DescribeStackSetOperation").call(1).delays(Duration.ofSeconds(5));
        OperationSeries retry = stackSet.retryFailed(failed);

        assertThat(retry.stop()).isCompleted();

        assertThat(facade.get(retry.outcome())).isEmpty();
        assertThat(retry.operations()).isEmpty();
        assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(1);
    }

    @Test
    void stopDuringAPause_endsItAtOnceAndBeginsNoFurtherRound() {
        OperationResult failed = failed();
        facade.aws.faults().account(TWO).fails("still");
        OperationSeries retry = stackSet.retryFailed(failed, r -> r.rounds(5).pause(Duration.ofDays(1)));
        facade.get(facade.get(retry.operation(0)).orElseThrow().outcome());
        int starts = facade.aws.calls().count("CreateStackInstances");

        assertThat(retry.stop()).isCompleted();

        assertThat(retry.outcome()).isCompletedWithValueMatching(results -> results.size() == 1);
        facade.aws.time().advance(Duration.ofDays(7));
        assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(starts);
    }

    @Test
    void closeDuringAPause_failsTheSeriesAtOnce() {
        OperationResult failed = failed();
        facade.aws.faults().account(TWO).fails("still");
        OperationSeries retry = stackSet.retryFailed(failed, r -> r.rounds(5).pause(Duration.ofDays(1)));
        facade.get(facade.get(retry.operation(0)).orElseThrow().outcome());

        facade.stackSets.close();

        assertThatThrownBy(() -> retry.outcome().getNow(List.of()))
                .cause()
                .isInstanceOf(StackSetsException.class)
                .hasMessageContaining("closed");
        assertThat(retry.operation(1)).isCompletedWithValue(Optional.empty());
        assertThat(facade.aws.time().pending()).isZero();
    }

    @Test
    void schedulerShutDownBeforeAPause_failsTheSeriesTyped() {
        OperationResult failed = failed();
        facade.aws.faults().account(TWO).fails("still");
        OperationSeries retry = stackSet.retryFailed(failed, r -> r.rounds(5));
        OperationHandle round = facade.get(retry.operation(0)).orElseThrow();
        facade.aws.time().runUntil(() -> round.progress().status() == OperationStatus.RUNNING);

        facade.aws.time().scheduler().shutdown();
        facade.aws.time().advance(Duration.ofHours(1));

        assertThatThrownBy(() -> retry.outcome().getNow(List.of())).hasCauseInstanceOf(StackSetsException.class);
    }

    @Test
    void stopWhileTheDeletionLooksAround_deletesNothing() {
        facade.aws.faults().on("ListStackInstances").call(1).delays(Duration.ofSeconds(5));
        OperationSeries series = stackSet.deleteEverything(d -> d.deleteStacks());

        series.stop().join();

        assertThatThrownBy(() -> facade.get(series.outcome())).hasMessageContaining("stopped before the first removal");
        assertThat(facade.aws.calls().count("DeleteStackSet")).isZero();
        assertThat(facade.get(stackSet.describe()).status()).isEqualTo(StackSetStatus.ACTIVE);
    }

    @Test
    void stopWhileTheDeletionWaitsForWork_deletesNothing() {
        facade.aws.faults().on("DeleteStackSet").call(1).fails(409, "OperationInProgressException", "busy");
        facade.aws.faults().on("ListStackSetOperations").call(1).delays(Duration.ofHours(1));
        OperationSeries series = stackSet.deleteEverything(d -> d.deleteStacks());

        series.stop().join();
        assertThatThrownBy(() -> series.outcome().getNow(List.of())).hasMessageContaining("stays: stopped");
        facade.aws.time().advance(Duration.ofHours(2));

        assertThat(facade.aws.calls().count("DeleteStackSet")).isEqualTo(1);
    }

    @Test
    void operationsAskedFor_areToldWhateverTheOrder_andNoPlaceIsHeldAfterwards() {
        OperationResult failed = failed();
        facade.aws.faults().account(TWO).heals();
        OperationSeries retry = stackSet.retryFailed(failed);
        CompletableFuture<Optional<OperationHandle>> tooFar = retry.operation(1_000_000);
        facade.get(retry.outcome());

        assertThat(tooFar).isCompletedWithValue(Optional.empty());
        assertThat(retry.operation(0))
                .isCompletedWithValue(Optional.of(retry.operations().get(0)));
        assertThat(retry.operation(1)).isCompletedWithValue(Optional.empty());
        assertThatThrownBy(() -> retry.operation(-1)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void resultOfAnotherStackSet_isRefused() {
        OperationResult failed = failed();

        assertThatThrownBy(() -> facade.stackSets.stackSet("production").retryFailed(failed))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("baseline")
                .hasMessageContaining("production");
    }

    @Test
    void thousandsOfOperationsThatEndAtOnce_doNotNest() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
        OperationResult removal = facade.finish(
                stackSet.removeInstances(r -> r.accounts(ONE).regions(VIRGINIA).retainStacks()));
        facade.aws
                .faults()
                .on("DeleteStackInstances")
                .everyCall()
                .fails(404, "StackInstanceNotFoundException", "not there");
        OperationSeries retry = stackSet.retryFailed(withCancelled(removal, diagonal(500)));

        assertThat(retry.outcome()).isCompletedWithValueMatching(results -> results.size() == 500);
    }

    @Test
    void listThatStillShowsWhatWasRemoved_isReadAgain() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));
        try (StackSets late = listingAsAtFirst(4)) {
            OperationSeries series = late.stackSet(stackSet.nameOrId()).deleteEverything(d -> d.deleteStacks());

            assertThat(facade.get(series.outcome())).hasSize(1);
        }
        assertThat(facade.get(stackSet.describe()).status()).isEqualTo(StackSetStatus.DELETED);
    }

    @Test
    void listThatNeverLosesWhatWasRemoved_endsTheDeletion() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));
        try (StackSets late = listingAsAtFirst(Integer.MAX_VALUE)) {
            OperationSeries series = late.stackSet(stackSet.nameOrId()).deleteEverything(d -> d.deleteStacks());

            assertThatThrownBy(() -> facade.get(series.outcome()))
                    .cause()
                    .isInstanceOf(OperationFailedException.class)
                    .hasMessageContaining("2 instances are left");
        }
    }

    @Test
    void listThatDoesNotKnowTheStackSetYet_deletesItAllTheSame_butNotOneThatIsGone() {
        facade.aws.faults().on("ListStackInstances").call(1).fails(404, "StackSetNotFoundException", "not yet");
        facade.get(stackSet.deleteEverything(d -> d.deleteStacks()).outcome());
        assertThat(facade.get(stackSet.describe()).status()).isEqualTo(StackSetStatus.DELETED);

        assertThat(stackSet.deleteEverything(d -> d.deleteStacks()).outcome()).isCompletedWithValue(List.of());
        assertThat(facade.aws.calls().count("DeleteStackSet")).isEqualTo(1);
    }

    @Test
    void listThatNeverKnowsTheStackSet_endsTheDeletion() {
        facade.aws.faults().on("ListStackInstances").everyCall().fails(404, "StackSetNotFoundException", "no");

        OperationSeries series = stackSet.deleteEverything(d -> d.deleteStacks());

        assertThatThrownBy(() -> facade.get(series.outcome())).hasCauseInstanceOf(StackSetNotFoundException.class);
        assertThat(facade.aws.calls().count("DeleteStackSet")).isZero();
    }

    /** A process for which the list of instances stays as it was at first, for so many calls. */
    private StackSets listingAsAtFirst(int calls) {
        return StackSets.builder()
                .client(Misbehaving.client(facade.aws.asyncClient(), new LaggingList(calls)))
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .build();
    }

    private static final class LaggingList implements Misbehaving.Way {
        private final int calls;
        private final List<CompletableFuture<Object>> first = new ArrayList<>();
        private int listed;

        LaggingList(int calls) {
            this.calls = calls;
        }

        @Override
        public CompletableFuture<Object> answer(String action, Supplier<CompletableFuture<Object>> real) {
            if (!action.equals("ListStackInstances") || listed++ >= calls) {
                return real.get();
            }
            if (first.isEmpty()) {
                first.add(real.get());
            }
            return first.get(0);
        }
    }

    @Test
    void waitUntilIdle_ofAListThatShowsAnEndedOperationForEver_believesTheOperation() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
        facade.aws.faults().on("ListStackSetOperations").everyCall().rewritesStatus("RUNNING");
        facade.aws.calls().clear();

        facade.get(stackSet.waitUntilIdle());

        assertThat(facade.aws.calls().count("ListStackSetOperations")).isEqualTo(2);
    }

    private OperationResult failed() {
        facade.aws.faults().account(TWO).fails("no role").times(1);
        OperationResult result =
                facade.finish(stackSet.deploy(d -> d.accounts(TWO, THREE).regions(VIRGINIA)));
        assertThat(result.failures()).hasSize(1);
        return result;
    }

    /** No two of them in one account or one Region, so that each needs an operation of its own. */
    private static List<InstanceResult> diagonal(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new InstanceResult(
                        new InstanceId(String.format("%012d", i + 1), "region-" + (i + 1)),
                        InstanceOutcome.CANCELLED,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    private static OperationResult withCancelled(OperationResult of, List<InstanceResult> cancelled) {
        return new OperationResult(
                of.token(),
                OperationAction.DELETE,
                of.status(),
                of.statusReason(),
                of.startedAt(),
                of.endedAt(),
                of.counts(),
                of.failures(),
                cancelled,
                of.skipped(),
                of.instances(),
                true,
                of.drift());
    }
}
