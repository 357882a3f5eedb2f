package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
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
import dev.stacksets.TrackingOptions.Detail;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsResponse;

/** What a handle tells while it watches: whatever the operation goes through, whoever started it, whatever the clock does. */
class WatchingTest {
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void everyStatus_isSeenAsItComes() {
        StackSet stackSet = facade.get(facade.stackSets.create(
                "queueing",
                s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))
                        .managedExecution(true)));
        facade.deploying(stackSet).detach();
        Story story = new Story();
        OperationHandle queued = stackSet.tracking(
                        t -> t.listener(story).pollPolicy(PollPolicy.fixed(Duration.ofSeconds(3))))
                .updateInstances(u -> u.accounts(ONE, TWO).regions(VIRGINIA));
        facade.aws.time().runUntil(() -> queued.progress().status() == OperationStatus.RUNNING);

        facade.get(queued.stop());
        facade.finish(queued);

        assertThat(story.told.stream()
                        .filter(event -> event.startsWith("progress"))
                        .distinct())
                .containsExactly(
                        "progress UNKNOWN",
                        "progress QUEUED",
                        "progress RUNNING",
                        "progress STOPPING",
                        "progress STOPPED");
    }

    @Test
    void listener_isToldAStoryInOrder() {
        StackSet stackSet = facade.baseline();
        facade.deploying(stackSet).detach();
        Story story = new Story();

        facade.finish(stackSet.tracking(t -> t.listener(story).detail(Detail.INSTANCES))
                .deploy(d -> d.accounts(ONE, TWO).regions(IRELAND)));

        assertThat(String.join(" ", story.kinds()))
                .matches("progress (conflict )+accepted (progress |instance )*instance (progress )?finished");
        assertThat(story.kinds().stream().filter("instance"::equals)).hasSize(2);
    }

    @Test
    void instances_areNotToldUnlessAskedFor() {
        Story story = new Story();
        facade.finish(facade.deploying(facade.baseline().tracking(t -> t.listener(story))));

        assertThat(story.kinds()).doesNotContain("instance");
    }

    @Test
    void results_arePagedOnceAtTheEndAndKeptOnlyIfAsked() {
        StackSet stackSet = facade.baseline();
        List<String> accounts = IntStream.range(0, 250)
                .mapToObj(i -> String.format("%012d", i + 1))
                .toList();

        OperationResult result = facade.finish(stackSet.deploy(d -> d.accounts(accounts)
                .regions(VIRGINIA)
                .preferences(p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100))));

        assertThat(result.counts().succeeded()).isEqualTo(250);
        assertThat(result.instances()).isEmpty();
        assertThat(facade.aws.calls().count("ListStackSetOperationResults")).isEqualTo(3);
    }

    @Test
    void resume_ofWhatAnotherToolStarted_seesItsEnd() {
        StackSet stackSet = facade.baseline();
        String id = facade.aws
                .client()
                .createStackInstances(
                        r -> r.stackSetName(stackSet.nameOrId()).accounts(ONE).regions(VIRGINIA))
                .operationId();

        OperationHandle handle = facade.stackSets.resume(new OperationToken(VIRGINIA, stackSet.nameOrId(), id));

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void resume_ofWhatVanishedWithItsStackSet_isNotFound() {
        StackSet stackSet = facade.baseline();
        OperationHandle removal =
                stackSet.removeInstances(r -> r.accounts(ONE).regions(VIRGINIA).retainStacks());
        facade.finish(removal);
        facade.get(stackSet.delete());

        OperationHandle handle = facade.stackSets.resume(removal.token());

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOfSatisfying(
                        OperationTrackingException.class,
                        lost -> assertThat(lost.reason()).isEqualTo(Reason.OPERATION_NOT_FOUND));
    }

    @Test
    void listThatDoesNotKnowTheOperationYet_isReadAgain() {
        StackSet stackSet = facade.baseline();
        facade.aws
                .faults()
                .on("ListStackSetOperationResults")
                .calls(1, 2)
                .fails(404, "OperationNotFoundException", "not yet");

        OperationResult result = facade.finish(facade.deploying(stackSet));

        assertThat(result.complete()).isTrue();
        assertThat(result.counts().succeeded()).isEqualTo(3);
    }

    @Test
    void listThatHoldsAPartOnly_makesNoFinishedWhole() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().account(ONE).takes(Duration.ZERO);
        try (StackSets partial = StackSets.builder()
                .client(Misbehaving.client(facade.aws.asyncClient(), new FirstInstanceOnly()))
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .build()) {
            OperationHandle handle =
                    facade.deploying(partial.stackSet(stackSet.nameOrId()).tracking(t -> t.detail(Detail.INSTANCES)));
            facade.aws.time().advance(Duration.ofSeconds(15));

            OperationProgress progress = facade.get(handle.refresh());

            assertThat(progress.counts().orElseThrow().finished()).isEqualTo(1);
            assertThat(progress.totalInstances()).hasValue(3);
            assertThat(progress.ratioCompleted()).hasValue(1 / 3.0);
        }
    }

    private static final class FirstInstanceOnly implements Misbehaving.Way {
        @Override
        public CompletableFuture<Object> answer(String action, Supplier<CompletableFuture<Object>> real) {
            return action.equals("ListStackSetOperationResults")
                    ? real.get().thenApply(FirstInstanceOnly::firstOf)
                    : real.get();
        }

        private static Object firstOf(Object answer) {
            ListStackSetOperationResultsResponse results = (ListStackSetOperationResultsResponse) answer;
            return results.toBuilder()
                    .summaries(results.summaries().subList(0, 1))
                    .build();
        }
    }

    @Test
    void clockThatJumps_losesNothing() {
        StackSet stackSet = facade.baseline();
        JumpingTime time = new JumpingTime(facade.aws.time());
        try (StackSets jumping = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .build()) {
            for (long jump : new long[] {
                Duration.ofDays(-3).toNanos(), Duration.ofDays(30).toNanos(), Long.MIN_VALUE
            }) {
                OperationHandle first = facade.deploying(jumping.stackSet(stackSet.nameOrId()));
                OperationHandle second = jumping.stackSet(stackSet.nameOrId())
                        .onConflict(OnConflict.waitUpTo(Duration.ofHours(1)))
                        .updateInstances(u -> u.accounts(ONE).regions(VIRGINIA));
                facade.aws.time().advance(Duration.ofSeconds(5));

                time.offset += jump;

                assertThat(facade.finish(first).status()).isEqualTo(OperationStatus.SUCCEEDED);
                CompletableFuture<?> end = second.outcome().handle((result, failure) -> "ended");
                facade.aws.time().runUntil(end::isDone);
                assertThat(end).isDone();
            }
        }
    }

    /** A clock that somebody sets while it runs. */
    private static final class JumpingTime implements TimeSource {
        private final TimeSource steady;
        private long offset;

        JumpingTime(TimeSource steady) {
            this.steady = steady;
        }

        @Override
        public Instant now() {
            return steady.now().plusSeconds(offset % 1_000_000);
        }

        @Override
        public long nanoTime() {
            return steady.nanoTime() + offset;
        }

        @Override
        public ScheduledExecutorService scheduler() {
            return steady.scheduler();
        }

        @Override
        public RandomGenerator random() {
            return steady.random();
        }

        @Override
        public <T extends @Nullable Object> CompletableFuture<T> newFuture() {
            return steady.newFuture();
        }
    }

    /** Writes down what it is told. */
    private static final class Story implements OperationListener {
        private final List<String> told = new ArrayList<>();

        List<String> kinds() {
            return told.stream().map(event -> event.replaceAll(" .*", "")).toList();
        }

        @Override
        public void onConflict(ServiceException conflict) {
            told.add("conflict");
        }

        @Override
        public void onAccepted(OperationToken token) {
            told.add("accepted");
        }

        @Override
        public void onProgress(OperationProgress progress) {
            told.add("progress " + progress.status());
        }

        @Override
        public void onInstance(InstanceResult result) {
            told.add("instance");
        }

        @Override
        public void onFinished(OperationResult result) {
            told.add("finished");
        }

        @Override
        public void onTrackingEnded(StackSetsException cause) {
            told.add("ended");
        }
    }
}
