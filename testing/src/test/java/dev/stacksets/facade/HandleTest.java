package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.TrackingOptions;
import dev.stacksets.TrackingOptions.Detail;
import dev.stacksets.TrackingOptions.OnTimeout;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.InvalidOperationException;
import dev.stacksets.error.OperationFailedException;
import dev.stacksets.error.OperationStoppedException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.OperationWaitTimeoutException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.target.InstanceId;
import dev.stacksets.testing.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** The handle's contract: what each action does here, and what in AWS. */
class HandleTest {
    private static final String DESCRIBE = "DescribeStackSetOperation";
    private static final String STOP = "StopStackSetOperation";
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void cancellingReturnedFutures_stopsNothingInAwsAndNoOtherFuture() {
        OperationHandle handle = facade.deploying();
        CompletableFuture<OperationResult> other = handle.completion();

        handle.completion().cancel(true);
        handle.outcome().complete(null);
        handle.accepted().cancel(true);
        handle.refresh().cancel(true);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(other).isCompleted();
        assertThat(facade.aws.calls().count(STOP)).isZero();
    }

    @Test
    void orTimeoutOnAView_endsThatViewOnly() {
        OperationHandle handle = facade.deploying();

        CompletableFuture<OperationResult> impatient = handle.completion().orTimeout(1, TimeUnit.MILLISECONDS);

        assertThatThrownBy(impatient::join).hasCauseInstanceOf(TimeoutException.class);
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count(STOP)).isZero();
    }

    @Test
    void token_isKnownBeforeAwsAnswers() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("CreateStackInstances").call(1).delays(Duration.ofMinutes(1));

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(handle.accepted()).isNotDone();
        assertThat(handle.progress().status()).isEqualTo(OperationStatus.UNKNOWN);
        assertThat(handle.progress().totalInstances()).hasValue(3);
        OperationToken early = handle.token();
        assertThat(facade.get(handle.accepted())).isEqualTo(early);
    }

    @Test
    void detach_endsWatchingWithTheToken_andAwsGoesOn() {
        OperationHandle handle = facade.deploying();
        CompletableFuture<OperationResult> open = handle.completion();

        OperationToken token = handle.detach();

        assertTracking(open, Reason.DETACHED);
        assertThat(handle.detach()).isEqualTo(token);
        facade.aws.time().advance(Duration.ofMinutes(5));
        assertThat(facade.aws.calls().count(STOP)).isZero();
        assertThat(facade.aws.calls().count(DESCRIBE)).isZero();
        assertThat(facade.finish(facade.stackSets.resume(token)).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void stop_asksAwsAndWatchesToTheEnd() {
        OperationHandle handle = facade.deploying();
        facade.aws.time().advance(Duration.ofSeconds(10));

        CompletableFuture<Void> asked = handle.stop();

        assertThat(asked).isCompleted();
        OperationResult result = facade.finish(handle);
        assertThat(result.status()).isEqualTo(OperationStatus.STOPPED);
        assertThat(result.counts().succeeded()).isEqualTo(1);
        assertThat(result.cancelled()).hasSize(2);
        assertThatThrownBy(() -> handle.completion().join())
                .cause()
                .isInstanceOfSatisfying(
                        OperationStoppedException.class,
                        stopped -> assertThat(stopped.result()).isEqualTo(result))
                .hasMessageContaining("as asked here");
        assertThat(handle.stop()).isCompleted();
        assertThat(facade.aws.calls().count(STOP)).isEqualTo(1);
    }

    @Test
    void stop_beforeTheStartIsAcknowledged_waitsForThat() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("CreateStackInstances").call(1).throttles();
        OperationHandle handle = facade.deploying(stackSet);

        CompletableFuture<Void> asked = handle.stop();
        assertThat(asked).isNotDone();

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.STOPPED);
        assertThat(asked).isCompleted();
    }

    @Test
    void stop_byAnother_isReportedAsTheirs() {
        OperationHandle handle = facade.deploying();
        facade.aws.time().advance(Duration.ofSeconds(10));
        try (StackSets other = facade.another()) {
            other.resume(handle.token()).refresh().join();
            facade.get(other.resume(handle.token()).stop());
        }

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.STOPPED);
        assertThatThrownBy(() -> handle.completion().join()).hasMessageContaining("by someone else");
    }

    @Test
    void stop_ofWhatEndedMeanwhile_isNoFailure() {
        StackSet stackSet = facade.baseline().tracking(t -> t.pollPolicy(PollPolicy.fixed(Duration.ofHours(1))));
        OperationHandle handle = facade.deploying(stackSet);
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(handle.stop()).isCompleted();
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().of(STOP))
                .extracting(Call::errorCode)
                .containsExactly(Optional.of("InvalidOperationException"));
    }

    @Test
    void stop_refusedThoughItRuns_failsAndWatchingGoesOn() {
        OperationHandle handle = facade.deploying();
        facade.aws.faults().on(STOP).call(1).fails(400, "InvalidOperationException", "not now");

        assertThatThrownBy(() -> handle.stop().join()).hasCauseInstanceOf(InvalidOperationException.class);
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void stop_denied_failsAndWatchingGoesOn() {
        OperationHandle handle = facade.deploying();
        facade.aws.faults().on(STOP).call(1).fails(403, "AccessDenied", "no");

        assertThatThrownBy(() -> handle.stop().join()).hasCauseInstanceOf(AccessDeniedException.class);
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void await_runsOut_andTheHandleLivesOn() throws InterruptedException {
        OperationHandle handle = facade.deploying();

        assertThatThrownBy(() -> handle.await(Duration.ofMillis(1)))
                .isInstanceOfSatisfying(
                        OperationWaitTimeoutException.class,
                        late -> assertThat(late.token()).contains(handle.token()));
        facade.finish(handle);
        assertThat(handle.await().status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(handle.await(Duration.ofMillis(1)).counts().succeeded()).isEqualTo(3);
    }

    @Test
    void await_interrupted_isInterruptedAndNothingElse() {
        OperationHandle handle = facade.deploying();

        Thread.currentThread().interrupt();
        assertThatThrownBy(handle::await).isInstanceOf(InterruptedException.class);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count(STOP)).isZero();
    }

    @Test
    void await_ofAFailedOperation_throwsWithTheResultAndNamesTheCause() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().account(ONE).fails("no role");
        OperationHandle handle = facade.deploying(stackSet);
        OperationResult result = facade.finish(handle);

        ThrowingCallable await = handle::await;

        assertThatThrownBy(await)
                .isInstanceOfSatisfying(OperationFailedException.class, failed -> {
                    assertThat(failed.result()).isEqualTo(result);
                    assertThat(failed.lastProgress().status()).isEqualTo(OperationStatus.FAILED);
                    assertThat(failed.token()).contains(handle.token());
                })
                .hasMessageContainingAll(
                        "1 of 3 instances failed", "2 were not begun", "111111111111/us-east-1", "no role");
    }

    @Test
    void trackingTimeout_detaches_orStopsIfTold() {
        StackSet stackSet = facade.baseline();
        OperationHandle detaching = facade.deploying(stackSet.tracking(t -> t.timeout(Duration.ofSeconds(20))));
        CompletableFuture<OperationResult> open = detaching.outcome();
        facade.aws.time().advance(Duration.ofSeconds(21));
        assertTracking(open, Reason.TIMEOUT);
        assertThat(facade.aws.calls().count(STOP)).isZero();
        facade.finish(facade.stackSets.resume(detaching.token()));

        OperationHandle stopping = facade.deploying(
                stackSet.tracking(t -> t.timeout(Duration.ofSeconds(20)).onTimeout(OnTimeout.STOP)));
        assertThat(facade.finish(stopping).status()).isIn(OperationStatus.STOPPED, OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count(STOP)).isEqualTo(1);
    }

    @Test
    void trackingTimeout_whoseStopIsRefused_saysSo() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(STOP).call(1).fails(403, "AccessDenied", "no");

        OperationHandle handle = facade.deploying(
                stackSet.tracking(t -> t.timeout(Duration.ofSeconds(20)).onTimeout(OnTimeout.STOP)));
        CompletableFuture<OperationResult> open = handle.outcome();
        facade.aws.time().advance(Duration.ofSeconds(21));

        assertTracking(open, Reason.TIMEOUT);
    }

    @Test
    void close_endsAllHandlesWithTheirTokens_andLeavesASuppliedClientOpen() {
        OperationHandle handle = facade.deploying();
        CompletableFuture<OperationResult> open = handle.completion();

        facade.stackSets.close();

        assertTracking(open, Reason.CLIENT_CLOSED);
        assertTracking(facade.stackSets.resume(handle.token()).outcome(), Reason.CLIENT_CLOSED);
        try (StackSets another = facade.another()) {
            assertThat(facade.finish(another.resume(handle.token())).status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    @Test
    void resume_inAnotherProcess_seesTheSameResult() {
        OperationHandle handle = facade.deploying();
        String saved = handle.token().encode();
        OperationResult here = facade.finish(handle);

        try (StackSets elsewhere = facade.another()) {
            OperationResult there = facade.finish(elsewhere.resume(OperationToken.parse(saved)));
            assertThat(there).isEqualTo(here);
        }
    }

    @Test
    void resume_ofAnUnknownOperation_isNotFoundAfterThreeAnswers() {
        StackSet stackSet = facade.baseline();

        OperationHandle handle =
                facade.stackSets.resume(new OperationToken(VIRGINIA, stackSet.nameOrId(), "never-started"));

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .satisfies(lost ->
                        assertThat(((OperationTrackingException) lost).reason()).isEqualTo(Reason.OPERATION_NOT_FOUND));
        assertThat(facade.aws.calls().count(DESCRIBE)).isEqualTo(3);
    }

    @Test
    void pollFailures_areCountedAndForgotten_whenAnAnswerComes() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(DESCRIBE).calls(1, 5).dropsConnection();
        OperationHandle handle = facade.deploying(stackSet);

        facade.aws.time().runUntil(() -> handle.progress().consecutivePollFailures() == 5);
        assertThat(handle.progress().lastPollFailure()).isPresent();

        facade.aws.time().runUntil(() -> handle.progress().consecutivePollFailures() == 0);
        assertThat(handle.progress().lastPollFailure()).isEmpty();
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void pollFailures_inARow_endTheWatchingAtTheLimit() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(DESCRIBE).everyCall().dropsConnection();
        OperationHandle handle = facade.deploying(stackSet.tracking(t -> t.pollFailureLimit(4)));
        CompletableFuture<OperationResult> open = handle.outcome();

        facade.aws.time().advance(Duration.ofMinutes(5));

        assertTracking(open, Reason.POLL_FAILURES);
        assertThat(facade.aws.calls().count(DESCRIBE)).isEqualTo(4);
        assertThat(handle.progress().lastPollFailure()).isPresent();
    }

    @Test
    void pollThatIsDenied_cannotHealAndEndsAtOnce_butExpiredCredentialsMay() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(DESCRIBE).call(1).fails(403, "ExpiredToken", "expired");
        facade.aws.faults().on(DESCRIBE).call(2).fails(403, "AccessDenied", "no");
        OperationHandle handle = facade.deploying(stackSet);
        CompletableFuture<OperationResult> open = handle.outcome();

        facade.aws.time().advance(Duration.ofMinutes(5));

        assertTracking(open, Reason.POLL_FAILURES);
        assertThat(facade.aws.calls().count(DESCRIBE)).isEqualTo(2);
    }

    @Test
    void instancesThatCannotBeListedForAWhile_areReportedAndNotTheEnd() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("ListStackSetOperationResults").calls(1, 8).fails(500, "InternalFailure", "oops");
        OperationHandle handle = facade.deploying(stackSet.tracking(t -> t.detail(Detail.INSTANCES)));

        facade.aws.time().runUntil(() -> handle.progress().lastPollFailure().isPresent());

        assertThat(handle.progress().lastPollFailure()).containsInstanceOf(ServiceException.class);
        assertThat(handle.progress().status()).isEqualTo(OperationStatus.RUNNING);
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void operationNotFound_afterOtherFailures_isCountedByItself() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(DESCRIBE).calls(1, 2).throttles();
        facade.aws.faults().on(DESCRIBE).call(3).fails(404, "OperationNotFoundException", "not yet");

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void unknownStatus_isWatchedOnAndKeptRaw() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(DESCRIBE).call(1).rewritesStatus("HIBERNATING");
        OperationHandle handle = facade.deploying(stackSet);

        OperationProgress odd = handle.refresh().join();

        assertThat(odd.status()).isEqualTo(OperationStatus.UNKNOWN);
        assertThat(odd.rawStatus()).isEqualTo("HIBERNATING");
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void pollPolicyThatThrows_endsTheWatchingAndSaysSo() {
        PollPolicy broken = context -> {
            throw new IllegalStateException("theirs");
        };

        OperationHandle handle = facade.deploying(facade.baseline().tracking(t -> t.pollPolicy(broken)));

        assertThatThrownBy(() -> handle.outcome().join())
                .cause()
                .isInstanceOf(OperationTrackingException.class)
                .hasMessageContaining("theirs");
    }

    @Test
    void refresh_joinsThePollInFlight() {
        OperationHandle handle = facade.deploying();
        facade.aws.faults().on(DESCRIBE).call(1).delays(Duration.ofSeconds(2));

        List<CompletableFuture<OperationProgress>> all =
                IntStream.range(0, 10).mapToObj(i -> handle.refresh()).toList();
        facade.get(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));

        assertThat(facade.aws.calls().count(DESCRIBE)).isEqualTo(1);
        assertThat(all).allSatisfy(each -> assertThat(each.join().polls()).isEqualTo(1));
    }

    @Test
    void refresh_afterTheEnd_makesNoCall_andAfterDetachFails() {
        OperationHandle handle = facade.deploying();
        facade.finish(handle);
        int polls = facade.aws.calls().count(DESCRIBE);

        assertThat(handle.refresh().join().status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count(DESCRIBE)).isEqualTo(polls);

        OperationHandle detached = facade.stackSets
                .stackSet(handle.token().stackSet())
                .deploy(d -> d.accounts(ONE).regions("eu-north-1"));
        detached.detach();
        assertThatThrownBy(() -> detached.refresh().join()).hasCauseInstanceOf(OperationTrackingException.class);
    }

    @Test
    void polls_followThePolicy() {
        OperationHandle handle = facade.deploying(
                facade.baseline().tracking(t -> t.pollPolicy(PollPolicy.fixed(Duration.ofSeconds(10)))));
        facade.finish(handle);

        assertThat(facade.aws.calls().gaps(DESCRIBE)).isNotEmpty().containsOnly(Duration.ofSeconds(10));
    }

    @Test
    void listener_isToldInOrder_eachInstanceOnce_andOneEnd() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().account(ONE).fails("no role");
        OperationListener listener = mock(OperationListener.class);
        List<InstanceResult> instances = new ArrayList<>();
        OperationListener collecting = new OperationListener() {
            @Override
            public void onInstance(InstanceResult result) {
                instances.add(result);
            }
        };

        OperationHandle handle = stackSet.tracking(t -> t.detail(Detail.INSTANCES)
                        .pollPolicy(PollPolicy.fixed(Duration.ofSeconds(10)))
                        .listener(listener)
                        .listener(collecting))
                .deploy(d -> d.accounts(ONE, Facade.TWO, Facade.THREE)
                        .regions(VIRGINIA)
                        .preferences(p -> p.failureToleranceCount(1).maxConcurrentCount(2)));
        OperationResult result = facade.finish(handle);

        InOrder order = inOrder(listener);
        order.verify(listener).onAccepted(handle.token());
        order.verify(listener).onFinished(result);
        verify(listener, times(1)).onAccepted(any());
        verify(listener, times(1)).onFinished(any());
        verify(listener, times(3)).onInstance(any());
        verify(listener, times(0)).onTrackingEnded(any());
        assertThat(instances)
                .extracting(InstanceResult::instance)
                .containsExactlyInAnyOrder(
                        new InstanceId(ONE, VIRGINIA),
                        new InstanceId(Facade.TWO, VIRGINIA),
                        new InstanceId(Facade.THREE, VIRGINIA));
        assertThat(instances)
                .filteredOn(instance -> instance.outcome() == InstanceOutcome.FAILED)
                .hasSize(1);
        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(result.failures()).hasSize(1);
    }

    @Test
    void progress_withInstanceDetail_growsAndIsNeverInvented() {
        OperationHandle handle = facade.deploying(facade.baseline().tracking(t -> t.detail(Detail.INSTANCES)));
        assertThat(handle.progress().ratioCompleted()).isEmpty();

        facade.aws.time().advance(Duration.ofSeconds(40));
        handle.refresh().join();
        assertThat(handle.progress().ratioCompleted()).hasValue(1 / 3.0);

        facade.finish(handle);
        assertThat(handle.progress().ratioCompleted()).hasValue(1.0);
    }

    @Test
    void progress_withStatusDetail_knowsNoCountsUntilTheEnd() {
        OperationHandle handle = facade.deploying();
        handle.refresh().join();

        assertThat(handle.progress().counts()).isEmpty();
        assertThat(handle.progress().ratioCompleted()).isEmpty();
        assertThat(facade.aws.calls().count("ListStackSetOperationResults")).isZero();
        facade.finish(handle);
        assertThat(handle.progress().counts()).isPresent();
    }

    @Test
    void lateListener_isToldTheSnapshotAndTheEnd_andAClosedOneNothing() {
        OperationHandle handle = facade.deploying();
        OperationListener closed = mock(OperationListener.class);
        try (OperationHandle.Subscription subscription = handle.subscribe(closed)) {
            verify(closed).onProgress(any());
            assertThat(subscription).isNotNull();
        }
        OperationResult result = facade.finish(handle);
        OperationListener late = mock(OperationListener.class);

        handle.subscribe(late);

        verifyNoMoreInteractions(closed);
        InOrder order = inOrder(late);
        order.verify(late).onProgress(any());
        order.verify(late).onFinished(result);
    }

    @Test
    void listener_ofARefusedStart_isToldTheRefusal() {
        OperationListener listener = mock(OperationListener.class);

        OperationHandle handle = facade.deploying(facade.stackSets
                .stackSet("nowhere")
                .tracking(TrackingOptions.builder().listener(listener).build()));

        assertThat(handle.outcome()).isCompletedExceptionally();
        verify(listener).onTrackingEnded(any());
        verify(listener, times(0)).onAccepted(any());
    }

    @Test
    void awaitOutcome_givesTheResultHoweverItEnded() throws InterruptedException {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().account(ONE).fails("no role");
        OperationHandle handle = facade.deploying(stackSet);
        facade.finish(handle);

        assertThat(handle.awaitOutcome().status()).isEqualTo(OperationStatus.FAILED);
    }

    @Test
    void trackingTimeout_beforeTheStartIsAcknowledged_sendsNothingMoreAndSaysSo() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("CreateStackInstances").calls(1, 3).throttles();
        OperationHandle handle = facade.deploying(stackSet.tracking(t -> t.timeout(Duration.ofMillis(1))));
        CompletableFuture<OperationResult> open = handle.outcome();

        facade.aws.time().advance(Duration.ofMinutes(5));

        assertTracking(open, Reason.TIMEOUT);
        assertThatThrownBy(open::join).hasMessageContaining("has not acknowledged");
        assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(1);
    }

    @Test
    void detach_beforeTheStartIsAcknowledged_letsItBeSent() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("CreateStackInstances").call(1).throttles();

        OperationToken token = facade.deploying(stackSet).detach();
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(facade.finish(facade.stackSets.resume(token)).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void instancesThatCannotBeRead_areReportedAndTheOperationIsWatchedOn() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("ListStackSetOperationResults").calls(1, 2).fails(403, "AccessDenied", "no");
        OperationHandle handle = facade.deploying(stackSet.tracking(t -> t.detail(Detail.INSTANCES)));

        OperationProgress progress = handle.refresh().join();

        assertThat(progress.status()).isEqualTo(OperationStatus.RUNNING);
        assertThat(progress.counts()).isEmpty();
        assertThat(progress.consecutivePollFailures()).isZero();
        assertThat(progress.lastPollFailure()).containsInstanceOf(AccessDeniedException.class);
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void stops_askedForTogether_areOneRequest() {
        OperationHandle handle = facade.deploying();
        facade.aws.faults().on(STOP).call(1).delays(Duration.ofSeconds(2));

        List<CompletableFuture<Void>> stops =
                IntStream.range(0, 10).mapToObj(i -> handle.stop()).toList();
        stops.get(0).cancel(true);
        stops.stream().skip(1).forEach(facade::get);

        assertThat(facade.aws.calls().count(STOP)).isEqualTo(1);
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.STOPPED);
    }

    @Test
    void operationWithoutInstances_endsSoonAndComplete() {
        StackSet stackSet = facade.baseline();

        OperationResult result = facade.finish(
                stackSet.removeInstances(r -> r.accounts(ONE).regions(VIRGINIA).deleteStacks()));

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(result.complete()).isTrue();
        assertThat(facade.aws.calls().count("ListStackSetOperationResults")).isEqualTo(2);
    }

    @Test
    void handle_asText_namesTheOperationAndWhereItStands() {
        OperationHandle handle = facade.deploying();
        facade.finish(handle);

        assertThat(handle.toString()).contains(handle.token().encode()).contains("SUCCEEDED");
    }

    private static void assertTracking(CompletableFuture<?> view, Reason reason) {
        assertThatThrownBy(view::join).cause().isInstanceOfSatisfying(OperationTrackingException.class, ended -> {
            assertThat(ended.reason()).isEqualTo(reason);
            assertThat(ended.token()).isPresent();
            assertThat(ended).hasMessageContaining("stackset-operation/v1/");
        });
    }
}
