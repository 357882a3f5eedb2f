package dev.stacksets.testing.internal.engine;

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
final class Instance {

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
    Optional<InstanceState> at(Instant seen) {
        return history.at(seen).filter(state -> !state.removed);
    }

    void add() {
        history.set(new InstanceState(), clock.instant());
    }

    void remove() {
        change(next -> next.removed = true);
    }

    boolean isRemoved() {
        return now().removed;
    }

    /** Whether it was removed so long ago that no read sees it any more. */
    boolean isForgotten() {
        return isRemoved() && history.since().isBefore(clock.instant().minus(History.KNOWN));
    }

    void addressedBy(String operationId) {
        change(next -> {
            next.lastOperationId = operationId;
            next.detailed(StackInstanceDetailedStatus.PENDING, "User Initiated");
        });
    }

    /** The definition moved on; work on this instance is nobody's plan yet. */
    void markOutdated() {
        if (!isInoperable()) {
            change(next -> next.standing(StackInstanceStatus.OUTDATED, StackInstanceDetailedStatus.PENDING, null));
        }
    }

    void running() {
        change(next -> next.detailed(StackInstanceDetailedStatus.RUNNING, null));
    }

    void deployed(String stack) {
        change(next -> {
            next.standing(StackInstanceStatus.CURRENT, StackInstanceDetailedStatus.SUCCEEDED, null);
            next.stackId = stack;
        });
    }

    void failed(String why) {
        if (isInoperable()) {
            broken(why);
        } else {
            change(next -> next.standing(StackInstanceStatus.OUTDATED, StackInstanceDetailedStatus.FAILED, why));
        }
    }

    void broken(String why) {
        change(next -> next.standing(StackInstanceStatus.INOPERABLE, StackInstanceDetailedStatus.INOPERABLE, why));
    }

    void importFailed(String why) {
        change(next -> next.standing(StackInstanceStatus.INOPERABLE, StackInstanceDetailedStatus.FAILED_IMPORT, why));
    }

    void checkedBy(String operationId) {
        change(next -> next.lastOperationId = operationId);
    }

    void checked(StackDriftStatus found, Instant at) {
        change(next -> {
            next.driftStatus = found;
            next.driftCheckedAt = at;
        });
    }

    void cancelled(String why) {
        change(next -> next.detailed(StackInstanceDetailedStatus.CANCELLED, why));
    }

    void skippedSuspended(String why) {
        change(next -> next.detailed(StackInstanceDetailedStatus.SKIPPED_SUSPENDED_ACCOUNT, why));
    }

    void unit(String id) {
        change(next -> next.unit = id);
    }

    void override(Map<String, String> values) {
        change(next -> next.overrides = values);
    }

    boolean isInoperable() {
        return now().status == StackInstanceStatus.INOPERABLE;
    }

    InstanceKey key() {
        return key;
    }

    String account() {
        return key.account();
    }

    String region() {
        return key.region();
    }

    /** The unit through which it is a target, empty for self-managed sets. */
    String unit() {
        return now().unit;
    }

    StackInstanceStatus status() {
        return now().status;
    }

    StackInstanceDetailedStatus detailedStatus() {
        return now().detailedStatus;
    }

    Optional<String> reason() {
        return now().reason();
    }

    Optional<String> stackId() {
        return now().stackId();
    }

    Map<String, String> overrides() {
        return now().overrides;
    }
}
