package dev.stacksets.testing.internal.engine.record;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;

/**
 * One stack instance record: how it stands to the definition ({@code status}) and how its last operation went
 * ({@code detailedStatus}), now and a while ago. An INOPERABLE record leaves that state only by being deleted; a deleted
 * one begins anew when it is added again.
 */
public final class Instance {

    private final InstanceKey key;
    private final InstantSource clock;
    private final History<InstanceState> history;

    Instance(InstanceKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
        this.history = new History<>(new InstanceState(), clock.instant());
    }

    private void change(Consumer<InstanceState> change) {
        InstanceState next = history.latest().copy();
        change.accept(next);
        history.set(next, clock.instant());
    }

    private InstanceState now() {
        return history.latest();
    }

    /** What it was at an instant, empty when it was not there. */
    public Optional<InstanceState> at(Instant seen) {
        return history.at(seen).filter(state -> !state.removed);
    }

    public void add() {
        history.set(new InstanceState(), clock.instant());
    }

    public void remove() {
        change(next -> next.removed = true);
    }

    boolean isRemoved() {
        return now().removed;
    }

    /** Whether it was removed so long ago that no read sees it any more. */
    boolean isForgotten() {
        return isRemoved() && history.since().isBefore(clock.instant().minus(History.KNOWN));
    }

    public void addressedBy(String operationId) {
        change(next -> {
            next.lastOperationId = operationId;
            next.detailed(StackInstanceDetailedStatus.PENDING, "User Initiated");
        });
    }

    /** The definition moved on; work on this instance is nobody's plan yet. */
    public void markOutdated() {
        if (!isInoperable()) {
            change(next -> next.standing(StackInstanceStatus.OUTDATED, StackInstanceDetailedStatus.PENDING, null));
        }
    }

    public void running() {
        change(next -> next.detailed(StackInstanceDetailedStatus.RUNNING, null));
    }

    public void deployed(String stack) {
        change(next -> {
            next.standing(StackInstanceStatus.CURRENT, StackInstanceDetailedStatus.SUCCEEDED, null);
            next.stackId = stack;
        });
    }

    public void failed(String why) {
        if (isInoperable()) {
            broken(why);
        } else {
            change(next -> next.standing(StackInstanceStatus.OUTDATED, StackInstanceDetailedStatus.FAILED, why));
        }
    }

    public void broken(String why) {
        change(next -> next.standing(StackInstanceStatus.INOPERABLE, StackInstanceDetailedStatus.INOPERABLE, why));
    }

    public void importFailed(String why) {
        change(next -> next.standing(StackInstanceStatus.INOPERABLE, StackInstanceDetailedStatus.FAILED_IMPORT, why));
    }

    public void checkedBy(String operationId) {
        change(next -> next.lastOperationId = operationId);
    }

    public void checked(StackDriftStatus found, Instant at) {
        change(next -> {
            next.driftStatus = found;
            next.driftCheckedAt = at;
        });
    }

    public void cancelled(String why) {
        change(next -> next.detailed(StackInstanceDetailedStatus.CANCELLED, why));
    }

    public void skippedSuspended(String why) {
        change(next -> next.detailed(StackInstanceDetailedStatus.SKIPPED_SUSPENDED_ACCOUNT, why));
    }

    public void unit(String id) {
        change(next -> next.unit = id);
    }

    public void override(Map<String, String> values) {
        change(next -> next.overrides = values);
    }

    public boolean isInoperable() {
        return now().status == StackInstanceStatus.INOPERABLE;
    }

    public InstanceKey key() {
        return key;
    }

    public String account() {
        return key.account();
    }

    public String region() {
        return key.region();
    }

    /** The unit through which it is a target, empty for self-managed sets. */
    public String unit() {
        return now().unit;
    }

    public StackInstanceStatus status() {
        return now().status;
    }

    public StackInstanceDetailedStatus detailedStatus() {
        return now().detailedStatus;
    }

    public Optional<String> reason() {
        return now().reason();
    }

    public Optional<String> stackId() {
        return now().stackId();
    }

    public Map<String, String> overrides() {
        return now().overrides;
    }
}
