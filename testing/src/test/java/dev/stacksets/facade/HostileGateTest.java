package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.resilience.CallGates;
import dev.stacksets.spi.CallGate;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gate of the caller's that throws, gives nothing or never opens leaves no call open and lets none through twice. */
class HostileGateTest {
    private final Facade facade = new Facade();
    private final StackSet stackSet = facade.baseline();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void gateThatThrows_failsTheCallTyped() {
        failsWith("theirs", call -> {
            throw new IllegalStateException("theirs");
        });
    }

    @Test
    @SuppressWarnings("NullAway") // what the caller's code may not do
    void gateThatGivesNoFuture_failsTheCallTyped() {
        failsWith("no future", call -> null);
    }

    @Test
    void gateThatRefuses_failsTheCallTyped() {
        failsWith("closed today", call -> CompletableFuture.failedFuture(new IllegalStateException("closed today")));
    }

    private void failsWith(String why, CallGate gate) {
        try (StackSets gated = connected(b -> b.callGate(gate))) {
            OperationHandle handle = deployed(gated);

            assertThatThrownBy(() -> handle.outcome().getNow(null))
                    .cause()
                    .isInstanceOf(StackSetsException.class)
                    .hasMessageContaining(why);
            assertThatThrownBy(
                            () -> gated.stackSet(stackSet.nameOrId()).describe().getNow(null))
                    .cause()
                    .isInstanceOf(StackSetsException.class)
                    .hasMessageContaining(why);
        }
        assertThat(facade.aws.calls().count("CreateStackInstances")).isZero();
    }

    @Test
    void gateThatNeverOpens_isEndedByClosing() {
        StackSets gated = connected(b -> b.callGate(call -> new CompletableFuture<>()));
        OperationHandle handle = deployed(gated);
        CompletableFuture<StackSetDescription> description =
                gated.stackSet(stackSet.nameOrId()).describe();
        assertThat(handle.accepted()).isNotDone();

        gated.close();

        assertThatThrownBy(() -> handle.accepted().getNow(null)).hasCauseInstanceOf(OperationTrackingException.class);
        assertThat(description).isCompletedExceptionally();
    }

    @Test
    void permitThatThrows_losesNoAnswer() {
        CallGate gate = call -> CompletableFuture.completedFuture(answer -> {
            throw new IllegalStateException("theirs");
        });
        try (StackSets gated = connected(b -> b.callGate(gate))) {
            assertThat(facade.finish(deployed(gated)).status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    @Test
    void breakerWhoseListenerThrows_losesNoAnswer() {
        CircuitBreaker breaker = CircuitBreaker.ofDefaults("theirs");
        breaker.getEventPublisher().onSuccess(event -> {
            throw new IllegalStateException("theirs");
        });
        try (StackSets guarded = connected(b -> b.circuitBreaker(breaker))) {
            assertThat(facade.finish(deployed(guarded)).status()).isEqualTo(OperationStatus.SUCCEEDED);
        }
    }

    @Test
    void noGateAtAll_waitsBetweenRefusalsAllTheSame() {
        facade.aws.faults().on("DescribeStackSet").everyCall().throttles();
        try (StackSets ungated = connected(b -> b.callGate(CallGates.unlimited()))) {
            CompletableFuture<StackSetDescription> description =
                    ungated.stackSet(stackSet.nameOrId()).describe();

            facade.aws.time().advance(Duration.ofMinutes(10));

            assertThatThrownBy(() -> description.getNow(null)).hasCauseInstanceOf(ThrottledException.class);
            assertThat(facade.aws.calls().count("DescribeStackSet")).isLessThan(20);
        }
    }

    private OperationHandle deployed(StackSets stackSets) {
        return stackSets
                .stackSet(stackSet.nameOrId())
                .deploy(d -> d.accounts(ONE).regions(VIRGINIA));
    }

    private StackSets connected(Consumer<StackSets.Builder> settings) {
        StackSets.Builder builder = StackSets.builder()
                .client(facade.aws.asyncClient())
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run);
        settings.accept(builder);
        return builder.build();
    }
}
