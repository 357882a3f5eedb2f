package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetResponse;

/** A client that throws, gives nothing or answers with nothing loses no operation and leaves no future open. */
class HostileClientTest {
    private static final String START = "CreateStackInstances";

    private final Facade facade = new Facade();
    private final StackSet stackSet = facade.baseline();

    /** What a client may do instead of answering. */
    enum Trick implements Misbehaving.Way {
        THROWS_AFTER_SENDING,
        THROWS_AN_ERROR_AND_SENDS_NOTHING,
        GIVES_NO_FUTURE,
        ANSWERS_NULL,
        FAILS_WITH_SOMETHING_ODD,
        ANSWERS_TWICE;

        @Override
        public @Nullable CompletableFuture<Object> answer(String action, Supplier<CompletableFuture<Object>> real) {
            if (this == THROWS_AN_ERROR_AND_SENDS_NOTHING) {
                throw new AssertionError("theirs");
            }
            CompletableFuture<Object> answer = real.get();
            return switch (this) {
                case GIVES_NO_FUTURE -> null;
                case ANSWERS_NULL -> answer.thenApply(any -> null);
                case FAILS_WITH_SOMETHING_ODD -> CompletableFuture.failedFuture(new ArithmeticException("theirs"));
                case ANSWERS_TWICE -> twice(answer);
                default -> throw new ArithmeticException("theirs");
            };
        }

        private static CompletableFuture<Object> twice(CompletableFuture<Object> answer) {
            return answer.whenComplete((value, failure) -> answer.obtrudeValue(value));
        }
    }

    static Stream<Arguments> tricks() {
        return Stream.of(Trick.values())
                .flatMap(trick -> IntStream.rangeClosed(1, 9).mapToObj(call -> Arguments.of(trick, call)));
    }

    @AfterEach
    void close() {
        facade.close();
    }

    @ParameterizedTest(name = "{0} at call {1}")
    @MethodSource("tricks")
    void oneCall_misbehaving_losesNothing(Trick trick, int call) {
        AtomicInteger calls = new AtomicInteger();
        try (StackSets stackSets =
                over((action, real) -> calls.incrementAndGet() == call ? trick.answer(action, real) : real.get())) {
            OperationHandle handle = stackSets
                    .stackSet(stackSet.nameOrId())
                    .deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA));

            OperationResult result = facade.finish(handle);

            assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(facade.get(stackSet.listOperations().toList())).hasSize(1);
        } catch (CompletionException refused) {
            // The start itself failed before it was sent: then AWS must not have it.
            assertThat(refused).hasCauseInstanceOf(StackSetsException.class);
            assertThat(call).isEqualTo(1);
            assertThat(facade.get(stackSet.listOperations().toList())).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Trick.class)
    void everyPoll_misbehaving_endsTheWatchingWithTheToken(Trick trick) {
        try (StackSets stackSets = over((action, real) ->
                action.equals("DescribeStackSetOperation") ? trick.answer(action, real) : real.get())) {
            OperationHandle handle =
                    facade.deploying(stackSets.stackSet(stackSet.nameOrId()).tracking(t -> t.pollFailureLimit(3)));

            facade.aws.time().advance(Duration.ofHours(1));

            assertThat(handle.outcome()).isDone();
            assertThat(handle.refresh()).isDone();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Trick.class)
    void everyCall_misbehaving_leavesNoFutureOpen(Trick trick) {
        try (StackSets stackSets = over(trick)) {
            StackSet hopeless = stackSets.stackSet(stackSet.nameOrId());
            OperationHandle handle = hopeless.deploy(d -> d.accounts(ONE).regions(VIRGINIA));
            Stream<CompletableFuture<?>> futures = Stream.of(
                    handle.accepted(),
                    handle.outcome(),
                    handle.refresh(),
                    handle.stop(),
                    hopeless.describe(),
                    hopeless.waitUntilIdle(),
                    hopeless.listInstances().toList(),
                    hopeless.listOperations().findFirst(operation -> false),
                    hopeless.deleteEverything(d -> d.retainStacks()).outcome());

            facade.aws.time().advance(Duration.ofHours(2));

            assertThat(futures).allSatisfy(future -> assertThat(future).isDone());
        }
    }

    @Test
    void clientThatWasClosed_isSaidToBeTheTrouble() {
        try (StackSets stackSets = over((action, real) -> {
            throw new IllegalStateException("Connection pool shut down");
        })) {
            OperationHandle handle = facade.deploying(stackSets.stackSet(stackSet.nameOrId()));

            assertThatThrownBy(() -> handle.outcome().join())
                    .cause()
                    .isInstanceOf(StackSetsException.class)
                    .hasMessageContaining("Connection pool shut down");
        }
    }

    @Test
    void pageOfHtml_isNoAnswerForReadsStopsAndDeletesToo() {
        OperationHandle handle = facade.deploying(stackSet);
        for (String action : List.of("StopStackSetOperation", "DeleteStackSet", "ListStackSetOperations")) {
            facade.aws.faults().on(action).call(1).answersHtml(200);
        }

        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(1);
        facade.get(handle.stop());
        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.STOPPED);
        assertThatThrownBy(() -> facade.get(stackSet.delete())).hasCauseInstanceOf(StackSetNotEmptyException.class);

        assertThat(facade.aws.calls().count("StopStackSetOperation")).isEqualTo(2);
        assertThat(facade.aws.calls().count("DeleteStackSet")).isEqualTo(2);
    }

    @Test
    void creationAnsweredWithoutAnId_saysThatItMayExist() {
        CompletableFuture<Object> nothing = CompletableFuture.completedFuture(
                CreateStackSetResponse.builder().build());
        try (StackSets stackSets = over((action, real) -> nothing)) {
            CompletableFuture<StackSet> creation = stackSets.create(
                    "topics", s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}")));

            assertThatThrownBy(creation::join)
                    .cause()
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("without an id");
        }
    }

    @Test
    void startWhoseAnswerBreaksOnThisSide_isLookedForBeforeItIsRefused() {
        AtomicInteger starts = new AtomicInteger();
        try (StackSets stackSets = over((action, real) -> action.equals(START) && starts.incrementAndGet() == 1
                ? Trick.FAILS_WITH_SOMETHING_ODD.answer(action, real)
                : real.get())) {
            OperationHandle handle = facade.deploying(stackSets.stackSet(stackSet.nameOrId()));

            assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(starts).hasValue(1);
        }
    }

    private StackSets over(Misbehaving.Way way) {
        return StackSets.builder()
                .client(Misbehaving.client(facade.aws.asyncClient(), way))
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .build();
    }
}
