package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.resilience.PollPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsResponse;

/** Open operations of one stack set are watched by one list, as long as it can be had and believed. */
class TogetherTest {
    private static final String LIST = "ListStackSetOperations";
    private static final String DESCRIBE = "DescribeStackSetOperation";
    private static final int OPEN = 8;

    private final Facade facade = new Facade(simulator -> simulator.stackDuration(Duration.ofMinutes(12)));
    private final StackSet stackSet = facade.get(facade.stackSets.create(
            "together",
            s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}"))
                    .managedExecution(true)));

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void openOperations_areWatchedByOneList_andTheirEndsAreDescribed() {
        List<OperationHandle> handles = open(stackSet);

        int lists = count(LIST);
        int describes = count(DESCRIBE);
        facade.aws.time().advance(Duration.ofMinutes(4));

        assertThat(count(LIST) - lists).isBetween(12, 26);
        assertThat(count(DESCRIBE) - describes).isLessThan(5 * OPEN);
        assertEndWell(handles);
        assertThat(count(DESCRIBE)).isGreaterThanOrEqualTo(OPEN);
    }

    @Test
    void oneOperation_isWatchedByItself_withOneListForEarlierOnes() {
        OperationHandle handle = stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA));

        facade.finish(handle);

        assertThat(count(LIST)).isEqualTo(1);
        assertThat(count(DESCRIBE)).isGreaterThan(20);
    }

    @Test
    void earlierOperations_comeWithAPoll_andMakeTheNextOnesFew() {
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));
        int first = count(DESCRIBE);
        try (StackSets later = facade.another()) {
            facade.finish(later.stackSet(stackSet.nameOrId())
                    .deploy(d -> d.accounts(ONE, TWO).regions("eu-west-1")));
        }

        assertThat(count(DESCRIBE) - first).isLessThan(first / 2);
        assertThat(count(LIST)).isEqualTo(2);
    }

    @Test
    void listThatIsRefused_isAskedForOnce() {
        facade.aws.faults().on(LIST).everyCall().fails(403, "AccessDenied", "no lists for you");

        assertEndWell(open(stackSet));

        assertThat(count(LIST)).isEqualTo(1);
    }

    @Test
    void listThatFailsByChance_costsNoOperationItsEnd() {
        facade.aws.faults().on(LIST).calls(2, 6).fails(503, "ServiceUnavailable", "later");

        assertEndWell(open(stackSet));

        assertThat(count(LIST)).isGreaterThan(6);
    }

    @Test
    void listThatNeverSaysAnyEnd_isNotTheLastWord() {
        facade.aws.faults().on(LIST).everyCall().rewritesStatus("RUNNING");
        List<OperationHandle> handles = open(stackSet);
        Instant began = facade.aws.time().now();

        assertEndWell(handles);

        assertThat(Duration.between(began, facade.aws.time().now())).isLessThan(Duration.ofMinutes(20));
    }

    @Test
    void operationThatFellOffTheList_isWatchedByItself() {
        try (StackSets misled = misled(TogetherTest::emptied)) {
            List<OperationHandle> handles = open(misled.stackSet(stackSet.nameOrId()));
            facade.aws.time().advance(Duration.ofMinutes(6));
            int lists = count(LIST);
            facade.aws.time().advance(Duration.ofMinutes(3));

            assertThat(count(LIST)).isEqualTo(lists);
            assertEndWell(handles);
        }
    }

    @Test
    void listThatFailsLate_isStillAskedForAfterwards() {
        List<OperationHandle> handles =
                open(stackSet.tracking(t -> t.pollPolicy(PollPolicy.fixed(Duration.ofSeconds(10)))));
        facade.aws.time().advance(Duration.ofMinutes(6));
        int lists = count(LIST);
        facade.aws.faults().on(LIST).calls(1, OPEN).fails(503, "ServiceUnavailable", "later");
        facade.aws.time().advance(Duration.ofMinutes(4));

        assertThat(count(LIST)).isGreaterThan(lists + OPEN + OPEN / 2);
        assertThat(facade.aws.faults().unused()).isEmpty();
        assertEndWell(handles);
    }

    @Test
    void operationsBeyondTheFirstPage_areSeenInTime_byTwoPagesALook() {
        List<OperationHandle> handles = open(stackSet);
        bury();
        facade.aws.time().advance(Duration.ofMinutes(6));

        int lists = count(LIST);
        int describes = count(DESCRIBE);
        facade.aws.time().advance(Duration.ofMinutes(4));

        assertThat(count(LIST) - lists).isBetween(2 * 20, 2 * 26);
        assertThat(count(DESCRIBE) - describes).isLessThanOrEqualTo(OPEN);
        assertEndWell(handles);
        assertThat(handles).allSatisfy(this::wasSeenInTime);
    }

    @Test
    void oneBeyondTheFirstPage_isDescribed_sinceAPageMoreCostsAsMuch() {
        StackSet steady = stackSet.tracking(t -> t.pollPolicy(PollPolicy.fixed(Duration.ofSeconds(10))));
        OperationHandle buried = deploy(steady, OPEN);
        bury();
        List<OperationHandle> newer = open(steady);
        facade.aws.time().advance(Duration.ofMinutes(6));

        int lists = count(LIST);
        int describes = count(DESCRIBE);
        facade.aws.time().advance(Duration.ofMinutes(4));

        assertThat(count(LIST) - lists).isBetween(20, 26);
        assertThat(count(DESCRIBE) - describes).isBetween(24, 24 + OPEN);
        assertEndWell(newer);
        wasSeenInTime(buried);
    }

    @Test
    void operationWatchedTwice_answersBoth() {
        OperationHandle one = deploy(stackSet, 0);
        facade.get(one.accepted());
        OperationHandle again = facade.stackSets.resume(one.token());

        assertEndWell(List.of(one, again));

        assertThat(count(LIST)).isGreaterThan(12);
        wasSeenInTime(one);
        wasSeenInTime(again);
    }

    @Test
    void secondPageThatFailsByChance_isReadAgain() {
        List<OperationHandle> handles = open(stackSet);
        bury();
        facade.aws.time().advance(Duration.ofMinutes(6));
        int lists = count(LIST);
        facade.aws.faults().on(LIST).call(2).fails(503, "ServiceUnavailable", "later");
        facade.aws.time().advance(Duration.ofMinutes(4));

        assertThat(facade.aws.faults().unused()).isEmpty();
        assertThat(count(LIST) - lists).isBetween(2 * 20, 2 * 26);
        assertEndWell(handles);
        assertThat(handles).allSatisfy(this::wasSeenInTime);
    }

    @Test
    void tokenThatIsRefused_endsTheSecondPageAndNotTheFirst() {
        AtomicInteger lists = new AtomicInteger();
        try (StackSets misled = misled(list -> {
            lists.incrementAndGet();
            return list.nextToken() == null
                    ? list
                    : list.toBuilder().nextToken("no-such-page").build();
        })) {
            StackSet watched = misled.stackSet(stackSet.nameOrId());
            List<OperationHandle> buried = open(watched);
            bury();
            List<OperationHandle> newer = List.of(deploy(watched, OPEN), deploy(watched, OPEN + 1));
            facade.aws.time().advance(Duration.ofMinutes(6));

            int asked = count(LIST);
            int answered = lists.get();
            facade.aws.time().advance(Duration.ofMinutes(4));

            assertThat(count(LIST) - asked).isEqualTo(lists.get() - answered).isBetween(20, 26);
            assertEndWell(buried);
            assertEndWell(newer);
        }
    }

    @Test
    void listThatIsShorterThanItWas_hasWhoIsMissingDescribed() {
        AtomicBoolean shorter = new AtomicBoolean();
        try (StackSets misled =
                misled(list -> shorter.get() ? list.toBuilder().nextToken(null).build() : list)) {
            List<OperationHandle> handles = open(misled.stackSet(stackSet.nameOrId()));
            bury();
            facade.aws.time().advance(Duration.ofMinutes(6));
            shorter.set(true);
            facade.aws.time().advance(Duration.ofMinutes(1));

            int lists = count(LIST);
            facade.aws.time().advance(Duration.ofMinutes(2));

            assertThat(count(LIST)).isEqualTo(lists);
            assertEndWell(handles);
            assertThat(handles).allSatisfy(this::wasSeenInTime);
        }
    }

    private StackSets misled(UnaryOperator<ListStackSetOperationsResponse> lists) {
        return StackSets.builder()
                .client(Misbehaving.client(
                        facade.aws.asyncClient(),
                        (action, real) -> action.equals(LIST)
                                ? real.get().thenApply(answer -> lists.apply((ListStackSetOperationsResponse) answer))
                                : real.get()))
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .build();
    }

    private static ListStackSetOperationsResponse emptied(ListStackSetOperationsResponse answer) {
        return answer.toBuilder().summaries(List.of()).build();
    }

    /** So many operations that run at the same time. */
    private List<OperationHandle> open(StackSet watched) {
        List<OperationHandle> handles = new ArrayList<>();
        for (int i = 0; i < OPEN; i++) {
            handles.add(deploy(watched, i));
        }
        return handles;
    }

    private static OperationHandle deploy(StackSet watched, int number) {
        return watched.deploy(
                d -> d.accounts(String.format("%012d", number + 1)).regions(VIRGINIA));
    }

    /** So many operations begin, and end at once, that those before are on the second page of the list. */
    private void bury() {
        for (int i = 0; i < 100; i++) {
            facade.get(facade.aws
                    .asyncClient()
                    .deleteStackInstances(r -> r.stackSetName(stackSet.nameOrId())
                            .accounts(THREE)
                            .regions(VIRGINIA)
                            .retainStacks(false)));
        }
    }

    private void wasSeenInTime(OperationHandle handle) {
        OperationResult result = facade.finish(handle);
        assertThat(Duration.between(
                        result.endedAt().orElseThrow(), handle.progress().observedAt()))
                .isBetween(Duration.ZERO, Duration.ofSeconds(20));
    }

    private void assertEndWell(List<OperationHandle> handles) {
        handles.forEach(handle -> assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED));
    }

    private int count(String action) {
        return facade.aws.calls().count(action);
    }
}
