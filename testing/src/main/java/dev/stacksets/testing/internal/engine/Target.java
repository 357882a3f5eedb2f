package dev.stacksets.testing.internal.engine;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AccountGateResult;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;

/** One line of an operation's results; terminal means terminal. */
final class Target {

    private final Instance instance;
    private final Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private StackSetOperationResultStatus status = StackSetOperationResultStatus.PENDING;
    private @Nullable String reason;
    private @Nullable AccountGateResult gate;

    Target(Instance instance, Instant createdAt) {
        this.instance = instance;
        this.createdAt = createdAt;
    }

    void start(Instant now) {
        require(StackSetOperationResultStatus.PENDING);
        status = StackSetOperationResultStatus.RUNNING;
        startedAt = now;
    }

    void gate(AccountGateResult result) {
        gate = result;
    }

    void succeed(Instant now) {
        require(StackSetOperationResultStatus.RUNNING);
        end(StackSetOperationResultStatus.SUCCEEDED, now, null);
    }

    void skip(Instant now, String why) {
        require(StackSetOperationResultStatus.RUNNING);
        end(StackSetOperationResultStatus.SUCCEEDED, now, why);
    }

    void fail(Instant now, String why) {
        require(StackSetOperationResultStatus.RUNNING);
        end(StackSetOperationResultStatus.FAILED, now, why);
    }

    void cancel(Instant now, String why) {
        require(StackSetOperationResultStatus.PENDING);
        end(StackSetOperationResultStatus.CANCELLED, now, why);
    }

    private void end(StackSetOperationResultStatus outcome, Instant now, @Nullable String why) {
        status = outcome;
        endedAt = now;
        reason = why;
    }

    private void require(StackSetOperationResultStatus expected) {
        if (status != expected) {
            throw new IllegalStateException(instance.key() + " is " + status + ", expected " + expected);
        }
    }

    /** The status as it was at an instant, empty before the line existed. */
    Optional<StackSetOperationResultStatus> statusAt(Instant at) {
        if (createdAt.isAfter(at)) {
            return Optional.empty();
        }
        if (endedAt != null && !endedAt.isAfter(at)) {
            return Optional.of(status);
        }
        boolean started = startedAt != null && !startedAt.isAfter(at);
        return Optional.of(started ? StackSetOperationResultStatus.RUNNING : StackSetOperationResultStatus.PENDING);
    }

    Instance instance() {
        return instance;
    }

    StackSetOperationResultStatus status() {
        return status;
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    Optional<AccountGateResult> gate() {
        return Optional.ofNullable(gate);
    }

    @Override
    public String toString() {
        return "instance " + instance.key() + " " + status;
    }
}
