package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import java.time.Duration;
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
}
