package dev.stacksets.internal.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import dev.stacksets.OperationHandle.Subscription;
import dev.stacksets.OperationListener;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.SystemTimeSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class ListenerEventsTest {
    private static final OperationToken TOKEN = new OperationToken("us-east-1", "baseline", "op-1");
    private static final OperationProgress PROGRESS = new OperationProgress(
            OperationStatus.RUNNING,
            "RUNNING",
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            1,
            0,
            Optional.empty());
    private static final OperationResult RESULT = new OperationResult(
            TOKEN,
            OperationAction.CREATE,
            OperationStatus.SUCCEEDED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            InstanceCounts.NONE,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            true,
            Optional.empty());

    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final ListenerEvents events =
            new ListenerEvents(TOKEN, new Callbacks(executor::add, new SystemTimeSource()).inOrder());
    private final OperationListener listener = mock(OperationListener.class);

    @Test
    void events_comeInOrderAfterTheGreeting() {
        events.add(listener, newcomer -> newcomer.onProgress(PROGRESS));
        events.tell(each -> each.onAccepted(TOKEN));
        events.tellLast(each -> each.onFinished(RESULT));
        runAll();

        InOrder order = inOrder(listener);
        order.verify(listener).onProgress(PROGRESS);
        order.verify(listener).onAccepted(TOKEN);
        order.verify(listener).onFinished(RESULT);
    }

    @Test
    void events_ofOneHandle_areOneTaskOnTheExecutor() {
        events.add(listener, newcomer -> {});
        events.tell(each -> each.onAccepted(TOKEN));

        assertThat(executor).hasSize(1);
    }

    @Test
    void listenerThatComesAfterTheEnd_isToldTheEnd() {
        events.tellLast(each -> each.onFinished(RESULT));
        events.add(listener, newcomer -> newcomer.onProgress(PROGRESS));
        events.tell(each -> each.onAccepted(TOKEN));
        runAll();

        verify(listener).onFinished(RESULT);
        verify(listener, never()).onAccepted(any());
    }

    @Test
    void listenerThatThrows_staysAndDisturbsNobody() {
        OperationListener other = mock(OperationListener.class);
        doThrow(new IllegalStateException("theirs")).when(listener).onAccepted(any());
        events.add(listener, newcomer -> {});
        events.add(other, newcomer -> {});

        events.tell(each -> each.onAccepted(TOKEN));
        events.tell(each -> each.onAccepted(TOKEN));
        runAll();

        verify(listener, times(2)).onAccepted(TOKEN);
        verify(other, times(2)).onAccepted(TOKEN);
    }

    @Test
    void closedSubscription_isToldNothingMore() {
        Subscription subscription = events.add(listener, newcomer -> {});
        runAll();

        subscription.close();
        events.tell(each -> each.onAccepted(TOKEN));
        runAll();

        verify(listener, never()).onAccepted(any());
    }

    private void runAll() {
        while (!executor.isEmpty()) {
            executor.remove().run();
        }
    }
}
