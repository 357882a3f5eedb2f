package dev.stacksets.testing.internal.engine.record;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AccountGateResult;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;

/** One line of an operation's results; terminal means terminal. */
public final class Target {

    private final Instance instance;
    private final Instant createdAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private StackSetOperationResultStatus status = StackSetOperationResultStatus.PENDING;
    private @Nullable String reason;
    private @Nullable AccountGateResult gate;

    public Target(Instance instance, Instant createdAt) {
        this.instance = instance;
        this.createdAt = createdAt;
    }

    public void start(Instant now) {
        require(StackSetOperationResultStatus.PENDING);
        status = StackSetOperationResultStatus.RUNNING;
        startedAt = now;
    }

    public void gate(AccountGateResult result) {
        gate = result;
    }

    public void succeed(Instant now) {
        require(StackSetOperationResultStatus.RUNNING);
        end(StackSetOperationResultStatus.SUCCEEDED, now, null);
    }

    public void skip(Instant now, String why) {
        require(StackSetOperationResultStatus.RUNNING);
        end(StackSetOperationResultStatus.SUCCEEDED, now, why);
    }

    public void fail(Instant now, String why) {
        require(StackSetOperationResultStatus.RUNNING);
        end(StackSetOperationResultStatus.FAILED, now, why);
    }

    public void cancel(Instant now, String why) {
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
    public Optional<StackSetOperationResultStatus> statusAt(Instant at) {
        if (createdAt.isAfter(at)) {
            return Optional.empty();
        }
        if (endedAt != null && !endedAt.isAfter(at)) {
            return Optional.of(status);
        }
        boolean started = startedAt != null && !startedAt.isAfter(at);
        return Optional.of(started ? StackSetOperationResultStatus.RUNNING : StackSetOperationResultStatus.PENDING);
    }

    public Instance instance() {
        return instance;
    }

    public StackSetOperationResultStatus status() {
        return status;
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    public Optional<AccountGateResult> gate() {
        return Optional.ofNullable(gate);
    }

    @Override
    public String toString() {
        return "instance " + instance.key() + " " + status;
    }
}
