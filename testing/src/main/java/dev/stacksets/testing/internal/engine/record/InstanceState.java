package dev.stacksets.testing.internal.engine.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;

/** A stack instance as a read shows it at some time. Changed by {@link Instance} only, and only before anyone sees it. */
public final class InstanceState {

    StackInstanceStatus status = StackInstanceStatus.OUTDATED;
    StackInstanceDetailedStatus detailedStatus = StackInstanceDetailedStatus.PENDING;

    @Nullable
    String reason;

    @Nullable
    String stackId;

    @Nullable
    String lastOperationId;

    String unit = "";
    Map<String, String> overrides = Map.of();
    StackDriftStatus driftStatus = StackDriftStatus.NOT_CHECKED;

    @Nullable
    Instant driftCheckedAt;

    boolean removed;

    InstanceState() {}

    InstanceState copy() {
        InstanceState copy = new InstanceState();
        copy.status = status;
        copy.detailedStatus = detailedStatus;
        copy.reason = reason;
        copy.stackId = stackId;
        copy.lastOperationId = lastOperationId;
        copy.unit = unit;
        copy.overrides = overrides;
        copy.driftStatus = driftStatus;
        copy.driftCheckedAt = driftCheckedAt;
        copy.removed = removed;
        return copy;
    }

    void standing(StackInstanceStatus next, StackInstanceDetailedStatus detail, @Nullable String why) {
        status = next;
        detailed(detail, why);
    }

    void detailed(StackInstanceDetailedStatus detail, @Nullable String why) {
        detailedStatus = detail;
        reason = why;
    }

    public StackInstanceStatus status() {
        return status;
    }

    public StackInstanceDetailedStatus detailedStatus() {
        return detailedStatus;
    }

    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    public Optional<String> stackId() {
        return Optional.ofNullable(stackId);
    }

    public Optional<String> lastOperationId() {
        return Optional.ofNullable(lastOperationId);
    }

    public String unit() {
        return unit;
    }

    public Map<String, String> overrides() {
        return overrides;
    }

    public StackDriftStatus driftStatus() {
        return driftStatus;
    }

    public Optional<Instant> driftCheckedAt() {
        return Optional.ofNullable(driftCheckedAt);
    }
}
