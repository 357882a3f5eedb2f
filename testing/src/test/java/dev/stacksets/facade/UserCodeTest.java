package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever code of the caller throws, no event and no future is lost. */
class UserCodeTest {
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void listener_throwingAnError_losesNoEvent() {
        List<String> told = new ArrayList<>();
        OperationListener failing = new OperationListener() {
            @Override
            public void onProgress(OperationProgress progress) {
                throw new AssertionError("theirs");
            }

            @Override
            public void onFinished(OperationResult result) {
                told.add("finished");
            }
        };

        OperationHandle handle = facade.deploying(facade.baseline().tracking(t -> t.listener(failing)));

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(told).containsExactly("finished");
    }

    @Test
    void listener_isToldOfTheAcceptanceBeforeAnyPoll() {
        List<String> told = new ArrayList<>();
        OperationListener listener = new OperationListener() {
            @Override
            public void onAccepted(OperationToken token) {
                told.add("accepted");
            }

            @Override
            public void onProgress(OperationProgress progress) {
                told.add("progress after " + progress.polls());
            }
        };

        OperationHandle handle = facade.deploying(facade.baseline().tracking(t -> t.listener(listener)));
        handle.refresh().join();

        assertThat(told).containsExactly("progress after 0", "accepted", "progress after 1");
    }

    @Test
    void listenerOfAllHandles_isToldEveryEventOfEach_inOrder() {
        Map<OperationToken, List<String>> told = new LinkedHashMap<>();
        List<String> counted = new ArrayList<>();
        StackSet baseline = facade.baseline();
        try (StackSets stackSets = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .listener(token -> noting(told.computeIfAbsent(token, any -> new ArrayList<>())))
                .listener(noting(counted))
                .build()) {
            StackSet stackSet = stackSets.stackSet(baseline.nameOrId());
            OperationHandle begun = facade.deploying(stackSet);
            facade.finish(begun);
            OperationHandle resumed = stackSets.resume(begun.token());
            facade.finish(resumed);
            OperationHandle series = facade.get(
                            stackSet.deleteEverything(d -> d.retainStacks()).operation(0))
                    .orElseThrow();
            facade.finish(series);

            assertThat(told.keySet()).containsExactly(begun.token(), series.token());
            assertThat(told.get(series.token()))
                    .startsWith("progress", "accepted")
                    .endsWith("finished");
            assertThat(told.get(begun.token())).filteredOn("finished"::equals).hasSize(2);
            assertThat(counted).filteredOn("finished"::equals).hasSize(3);
        }
    }

    @Test
    void listenerOfAllHandles_thatCannotBeMade_losesNoOperation() {
        StackSet baseline = facade.baseline();
        try (StackSets stackSets = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .listener(token -> {
                    throw new IllegalStateException("theirs");
                })
                .build()) {
            OperationHandle handle = facade.deploying(stackSets.stackSet(baseline.nameOrId()));

            assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    private static OperationListener noting(List<String> told) {
        return new OperationListener() {
            @Override
            public void onAccepted(OperationToken token) {
                told.add("accepted");
            }

            @Override
            public void onProgress(OperationProgress progress) {
                told.add("progress");
            }

            @Override
            public void onFinished(OperationResult result) {
                told.add("finished");
            }
        };
    }

    @Test
    void pollPolicy_throwingAnError_endsTheWatching() {
        PollPolicy broken = context -> {
            throw new AssertionError("theirs");
        };

        OperationHandle handle = facade.deploying(facade.baseline().tracking(t -> t.pollPolicy(broken)));

        assertThatThrownBy(() -> handle.outcome().getNow(null))
                .cause()
                .isInstanceOf(OperationTrackingException.class)
                .hasMessageContaining("theirs");
    }

    @Test
    void callbackExecutor_thatThrows_losesNoFuture() {
        StackSet stackSet = facade.baseline();
        try (StackSets careless = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(task -> {
                    throw new IllegalStateException("theirs");
                })
                .build()) {
            OperationHandle handle = facade.deploying(careless.stackSet(stackSet.nameOrId()));
            CompletableFuture<OperationResult> one = handle.outcome();
            CompletableFuture<OperationResult> other = handle.completion();

            assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(one).isCompleted();
            assertThat(other).isCompleted();
        }
    }

    @Test
    void callbackThread_blockedByAListener_delaysNoAwait() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        OperationListener blocking = new OperationListener() {
            @Override
            public void onProgress(OperationProgress progress) {
                try {
                    released.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        StubAws aws = new StubAws();
        try (StackSets stackSets = StackSets.builder()
                .client(aws.client())
                .pollPolicy(PollPolicy.fixed(Duration.ofMillis(10)))
                .build()) {
            OperationHandle handle = facade.deploying(stackSets.stackSet("baseline"));
            handle.subscribe(blocking);
            CompletableFuture<OperationResult> view = handle.outcome();
            aws.endAll();

            assertThat(handle.await().status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(view).isNotDone();
            released.countDown();
            assertThat(view.orTimeout(30, TimeUnit.SECONDS).join().status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }
}
