package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.operation.OperationProgress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After the end nothing is sent, nothing stays scheduled and no future stays open. */
class CloseTest {
    private static final String START = "CreateStackInstances";
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void start_afterClose_sendsNothingAndArmsNoTimer() {
        StackSet stackSet = facade.baseline().tracking(t -> t.timeout(Duration.ofHours(3)));
        facade.stackSets.close();

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(handle.outcome()).isCompletedExceptionally();
        assertThat(facade.aws.calls().count(START)).isZero();
        assertThat(facade.aws.time().pending()).isZero();
    }

    @Test
    void start_waitingForItsNextAttempt_isNotSentAfterClose() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).throttles();
        OperationHandle handle = facade.deploying(stackSet);

        facade.stackSets.close();
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(handle.accepted()).isCompletedExceptionally();
        assertThat(facade.aws.calls().count(START)).isEqualTo(1);
    }

    @Test
    void detachedStart_waitingForItsNextAttempt_isNotSentAfterClose() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).throttles();
        OperationHandle handle = facade.deploying(stackSet);

        handle.detach();
        facade.stackSets.close();
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(facade.aws.calls().count(START)).isEqualTo(1);
    }

    @Test
    void refresh_whosePollIsSlow_failsAtClose() {
        OperationHandle handle = facade.deploying();
        facade.aws.faults().on("DescribeStackSetOperation").call(1).delays(Duration.ofHours(1));
        CompletableFuture<OperationProgress> refresh = handle.refresh();

        facade.stackSets.close();

        assertThatThrownBy(() -> refresh.getNow(null)).hasCauseInstanceOf(OperationTrackingException.class);
    }

    @Test
    void advice_onTheWay_doesNotKeepARefusedCreationOpen() {
        facade.aws.faults().on("GetTemplateSummary").call(1).delays(Duration.ofHours(1));
        CompletableFuture<StackSet> creation = facade.stackSets.create(
                "iam", s -> s.template(TemplateSource.inline(Facade.TEMPLATE)).parameter("Password", Facade.PASSWORD));

        facade.stackSets.close();

        assertThatThrownBy(() -> creation.getNow(null)).hasCauseInstanceOf(InsufficientCapabilitiesException.class);
    }

    @Test
    void read_waitingForItsNextAttempt_failsAtClose() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on("DescribeStackSet").everyCall().throttles();
        CompletableFuture<StackSetDescription> read = stackSet.describe();

        facade.stackSets.close();

        assertThat(read).isCompletedExceptionally();
        assertThatThrownBy(read::join)
                .cause()
                .isExactlyInstanceOf(StackSetsException.class)
                .hasMessageContaining("closed");
        facade.aws.time().advance(Duration.ofMinutes(5));
        assertThat(facade.aws.calls().count("DescribeStackSet")).isEqualTo(1);
    }

    @Test
    void read_afterClose_failsAndSendsNothing() {
        StackSet stackSet = facade.baseline();
        facade.stackSets.close();

        assertThatThrownBy(() -> stackSet.describe().join()).cause().hasMessageContaining("closed");
        assertThat(facade.aws.calls().count("DescribeStackSet")).isZero();
    }

    @Test
    void schedulerShutDown_endsTheWatching() {
        OperationHandle handle = facade.deploying();
        CompletableFuture<?> open = handle.outcome();

        facade.aws.time().scheduler().shutdown();
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(open).isCompletedExceptionally();
        assertThatThrownBy(open::join).hasCauseInstanceOf(OperationTrackingException.class);
    }

    @Test
    void schedulerShutDown_endsStartsAndReadsThatWouldBeRepeated() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).everyCall().throttles();
        facade.aws.faults().on("DescribeStackSet").everyCall().throttles();
        facade.aws.time().scheduler().shutdown();

        OperationHandle handle = facade.deploying(stackSet);

        assertThatThrownBy(() -> handle.accepted().getNow(null)).hasCauseInstanceOf(ThrottledException.class);
        assertThatThrownBy(() -> stackSet.describe().getNow(null))
                .as("its turn would come later, and there is no timer for that")
                .hasCauseInstanceOf(StackSetsException.class);
    }

    @Test
    void schedulerShutDown_leavesAnEndedOperationAnIncompleteResult() {
        try (Facade lagging = new Facade(simulator -> simulator.resultsLag(Duration.ofHours(1)))) {
            OperationHandle handle = lagging.deploying();
            lagging.aws.time().runUntil(() -> lagging.aws.calls().count("ListStackSetOperationResults") == 1);

            lagging.aws.time().scheduler().shutdown();
            lagging.aws.time().advance(Duration.ofMinutes(1));

            assertThat(handle.outcome()).isCompletedWithValueMatching(result -> !result.complete());
        }
    }
}
