package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.CallbackDeadlockException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.testing.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What callbacks that block do to others, and to themselves. */
@Timeout(60)
class CallbacksTest {
    private final VirtualTime time = VirtualTime.create();
    private final StubAws aws = new StubAws();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.stacksets.internal.CallbackPool");
    private final Level before = logger.getLevel();

    CallbacksTest() {
        log.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(log);
    }

    @AfterEach
    void release() {
        released.countDown();
        logger.detachAppender(log);
        logger.setLevel(before);
    }

    /** Blocks when it is told of the acceptance. */
    private final class Blocking implements OperationListener {
        private final CountDownLatch blocks = new CountDownLatch(1);

        @Override
        public void onProgress(OperationProgress progress) {
            blocks.countDown();
            awaitRelease();
        }
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private StackSets stackSets(int threads) {
        return StackSets.builder()
                .client(aws.client())
                .timeSource(time)
                .callbackThreads(threads)
                .build();
    }

    private OperationHandle deploy(StackSets stackSets) {
        return stackSets.stackSet("baseline").deploy(d -> d.accounts(ONE).regions(VIRGINIA));
    }

    /** Blocks a callback thread by a listener; then time goes on, so that it is seen to block. */
    private OperationHandle blocked(StackSets stackSets) throws InterruptedException {
        Blocking listener = new Blocking();
        OperationHandle handle = deploy(stackSets);
        handle.subscribe(listener);
        while (!listener.blocks.await(1, TimeUnit.MILLISECONDS)) {
            time.advance(Duration.ofMillis(10));
        }
        return handle;
    }

    /** Moves the clock until a future is done, or for a virtual minute. */
    private <T> T soon(CompletableFuture<T> future) throws InterruptedException {
        for (int i = 0; i < 6_000 && !future.isDone(); i++) {
            time.advance(Duration.ofMillis(10));
            Thread.onSpinWait();
            if (i % 10 == 0) {
                released.await(1, TimeUnit.MILLISECONDS);
            }
        }
        assertThat(future).isDone();
        return future.join();
    }

    @Test
    void listenersThatBlock_allThreadsButOne_delayNoOtherHandleAndNoCall() throws Exception {
        try (StackSets stackSets = stackSets(4)) {
            for (int i = 0; i < 3; i++) {
                blocked(stackSets);
            }
            Instant before = time.now();

            OperationHandle other = deploy(stackSets);
            CompletableFuture<OperationStatus> outcome = other.outcome().thenApply(OperationResult::status);
            var description = stackSets.stackSet("baseline").describeOperation("op");
            aws.endAll();
            var refreshed = other.refresh();

            assertThat(soon(description)).isNotNull();
            assertThat(soon(refreshed)).isNotNull();
            assertThat(soon(outcome)).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(Duration.between(before, time.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void listenersThatBlockAllThreads_areNamedWithinSeconds() throws Exception {
        try (StackSets stackSets = stackSets(2)) {
            OperationHandle one = blocked(stackSets);
            OperationHandle other = blocked(stackSets);
            CompletableFuture<OperationStatus> call =
                    deploy(stackSets).refresh().thenApply(OperationProgress::status);

            time.advance(Duration.ofSeconds(10));

            assertThat(call).isNotDone();
            assertThat(log.list).hasSize(1).first().satisfies(warning -> {
                assertThat(warning.getLevel()).isEqualTo(Level.WARN);
                assertThat(warning.getFormattedMessage())
                        .contains("all 2 callback threads are taken")
                        .contains(one.token().toString(), other.token().toString())
                        .contains(Blocking.class.getName() + ".onProgress")
                        .contains("thenCompose");
            });
            released.countDown();
            assertThat(soon(call)).isNotNull();
        }
    }

    @Test
    void listenerThatBlocks_withEventsBehindIt_isNamed_beforeThreadsRunOut() throws Exception {
        try (StackSets stackSets = stackSets(64)) {
            OperationHandle one = blocked(stackSets);

            time.advance(Duration.ofMinutes(2));

            assertThat(log.list).hasSize(1);
            assertThat(log.list.get(0).getFormattedMessage())
                    .contains(one.token().toString(), "onProgress");
        }
    }

    @Test
    void join_ofAnotherHandlesOrCallsFuture_inACallback_works() throws Exception {
        try (StackSets stackSets = stackSets(64)) {
            OperationHandle handle = deploy(stackSets);
            OperationHandle other = deploy(stackSets);
            CompletableFuture<OperationStatus> call =
                    handle.completion().thenApply(result -> describe(stackSets).join());
            CompletableFuture<OperationStatus> nested = handle.completion()
                    .thenApply(result -> other.completion()
                            .thenApply(last -> describe(stackSets).join())
                            .join());
            aws.endAll();

            assertThat(soon(call)).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(soon(nested)).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    private static CompletableFuture<OperationStatus> describe(StackSets stackSets) {
        return stackSets.stackSet("baseline").describeOperation("op").thenApply(OperationDescription::status);
    }

    @Test
    void joinOrGet_ofTheHandlesOwnFuture_inItsCallback_fails() throws Exception {
        try (StackSets stackSets = stackSets(64)) {
            OperationHandle handle = deploy(stackSets);
            CompletableFuture<OperationResult> first = handle.outcome();
            CompletableFuture<OperationResult> second = handle.outcome();
            List<CompletableFuture<?>> inItself = List.of(
                    first.thenApply(result -> second.join()),
                    first.thenApply(result -> gotten(second)),
                    first.thenApply(
                            result -> second.thenApply(OperationResult::status).join()));
            aws.endAll();

            assertThat(soon(second).status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(inItself)
                    .allSatisfy(failed -> assertThatThrownBy(failed::join)
                            .cause()
                            .isInstanceOfSatisfying(
                                    CallbackDeadlockException.class,
                                    refused -> assertThat(refused.token()).contains(handle.token()))
                            .hasMessageContaining(handle.token().toString())
                            .hasMessageContaining("thenCompose"));
        }
    }

    private static OperationResult gotten(CompletableFuture<OperationResult> outcome) {
        try {
            return outcome.get(1, TimeUnit.HOURS);
        } catch (InterruptedException | ExecutionException | TimeoutException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Test
    void joinOfTheHandlesOwnFuture_inAListener_fails_andTheHandleGoesOn() throws Exception {
        try (StackSets stackSets = stackSets(64)) {
            OperationHandle handle = deploy(stackSets);
            CompletableFuture<Throwable> refused =
                    told(handle, () -> handle.outcome().join());

            assertThat(soon(refused)).isInstanceOf(CallbackDeadlockException.class);
            aws.endAll();
            assertThat(soon(handle.outcome()).status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    /** Blocks in a listener; gives what comes of it. */
    private static CompletableFuture<Throwable> told(OperationHandle handle, Callable<?> blocking) {
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        handle.subscribe(new OperationListener() {
            @Override
            public void onProgress(OperationProgress progress) {
                try {
                    ended.completeExceptionally(new AssertionError("went on with " + blocking.call()));
                } catch (Exception thrown) {
                    ended.complete(thrown);
                }
            }
        });
        return ended;
    }

    @Test
    void await_ofTheHandleItself_inItsListener_works() throws Exception {
        try (StackSets stackSets = stackSets(64)) {
            OperationHandle handle = deploy(stackSets);
            CompletableFuture<Throwable> ended =
                    told(handle, () -> handle.await().status());
            aws.endAll();

            assertThatThrownBy(() -> soon(ended)).hasMessageContaining("went on with SUCCEEDED");
        }
    }

    @Test
    void close_whileAListenerBlocks_endsAllFutures() throws Exception {
        StackSets stackSets = stackSets(64);
        OperationHandle handle = blocked(stackSets);
        List<CompletableFuture<?>> open =
                List.of(handle.outcome(), handle.completion(), deploy(stackSets).outcome());

        stackSets.close();

        for (CompletableFuture<?> future : open) {
            assertThat(future.handle((any, failure) -> failure).get(30, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            OperationTrackingException.class,
                            closed -> assertThat(closed.reason()).isEqualTo(Reason.CLIENT_CLOSED));
        }
        assertThat(released.getCount()).isOne();
    }

    @Test
    void futuresOfAHandle_endInTheOrderTheyWereAskedFor() throws Exception {
        try (StackSets stackSets = stackSets(64)) {
            OperationHandle handle = deploy(stackSets);
            List<Integer> order = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 500; i++) {
                int place = i;
                var unused = handle.outcome().thenRun(() -> order.add(place));
            }
            CompletableFuture<OperationResult> last = handle.outcome();
            aws.endAll();

            assertThat(soon(last).status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(order).hasSize(500).isSorted();
        }
    }

    @Test
    void join_thatWouldTakeTheLastThread_fails() throws Exception {
        try (StackSets stackSets = stackSets(1)) {
            CompletableFuture<Throwable> refused =
                    told(deploy(stackSets), () -> describe(stackSets).join());

            assertThat(soon(refused))
                    .isInstanceOf(CallbackDeadlockException.class)
                    .hasMessageContaining("callbackThreads");
        }
    }

    @Test
    void join_ofTheHandlesOwnFuture_onASuppliedExecutor_fails() {
        try (StackSets stackSets = StackSets.builder()
                .client(aws.client())
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .build()) {
            OperationHandle handle = deploy(stackSets);
            List<Throwable> refused = new ArrayList<>();
            handle.subscribe(new OperationListener() {
                @Override
                public void onProgress(OperationProgress progress) {
                    try {
                        var unused = handle.outcome().join();
                    } catch (CallbackDeadlockException deadlock) {
                        refused.add(deadlock);
                    }
                }
            });

            assertThat(refused).hasSize(1);
        }
    }

    @Test
    void callbackThreads_besideAnExecutorOrOutOfBounds_areRefused() {
        assertThatThrownBy(() -> StackSets.builder().callbackThreads(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> StackSets.builder().callbackThreads(10_001)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> StackSets.builder()
                        .client(aws.client())
                        .callbackThreads(3)
                        .callbackExecutor(Runnable::run)
                        .build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("not both");
    }
}
