package dev.stacksets.testing.internal.engine;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;

/**
 * One stack instance record: how it stands to the definition ({@code status}) and how its last operation went
 * ({@code detailedStatus}). An INOPERABLE record leaves that state only by being deleted.
 */
final class Instance {

    private final InstanceKey key;
    private StackInstanceStatus status = StackInstanceStatus.OUTDATED;
    private StackInstanceDetailedStatus detailedStatus = StackInstanceDetailedStatus.PENDING;
    private @Nullable String reason;
    private @Nullable String stackId;
    private @Nullable String lastOperationId;
    private String unit = "";
    private Map<String, String> overrides = Map.of();
    private StackDriftStatus driftStatus = StackDriftStatus.NOT_CHECKED;
    private @Nullable Instant driftCheckedAt;

    Instance(InstanceKey key) {
        this.key = key;
    }

    void addressedBy(String operationId) {
        lastOperationId = operationId;
        detailedStatus = StackInstanceDetailedStatus.PENDING;
        reason = "User Initiated";
    }

    /** The definition moved on; work on this instance is nobody's plan yet. */
    void markOutdated() {
        if (!isInoperable()) {
            status = StackInstanceStatus.OUTDATED;
            detailedStatus = StackInstanceDetailedStatus.PENDING;
            reason = null;
        }
    }

    void running() {
        detailedStatus = StackInstanceDetailedStatus.RUNNING;
        reason = null;
    }

    void deployed(String stack) {
        status = StackInstanceStatus.CURRENT;
        detailedStatus = StackInstanceDetailedStatus.SUCCEEDED;
        stackId = stack;
        reason = null;
    }

    void failed(String why) {
        if (isInoperable()) {
            broken(why);
        } else {
            status = StackInstanceStatus.OUTDATED;
            detailedStatus = StackInstanceDetailedStatus.FAILED;
            reason = why;
        }
    }

    void broken(String why) {
        status = StackInstanceStatus.INOPERABLE;
        detailedStatus = StackInstanceDetailedStatus.INOPERABLE;
        reason = why;
    }

    void importFailed(String why) {
        status = StackInstanceStatus.INOPERABLE;
        detailedStatus = StackInstanceDetailedStatus.FAILED_IMPORT;
        reason = why;
    }

    void checkedBy(String operationId) {
        lastOperationId = operationId;
    }

    void checked(StackDriftStatus found, Instant at) {
        driftStatus = found;
        driftCheckedAt = at;
    }

    void cancelled(String why) {
        detailedStatus = StackInstanceDetailedStatus.CANCELLED;
        reason = why;
    }

    boolean isInoperable() {
        return status == StackInstanceStatus.INOPERABLE;
    }

    void skippedSuspended(String why) {
        detailedStatus = StackInstanceDetailedStatus.SKIPPED_SUSPENDED_ACCOUNT;
        reason = why;
    }

    void unit(String id) {
        unit = id;
    }

    /** The unit through which it is a target, empty for self-managed sets. */
    String unit() {
        return unit;
    }

    void override(Map<String, String> values) {
        overrides = values;
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

    StackInstanceStatus status() {
        return status;
    }

    StackInstanceDetailedStatus detailedStatus() {
        return detailedStatus;
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    Optional<String> stackId() {
        return Optional.ofNullable(stackId);
    }

    Optional<String> lastOperationId() {
        return Optional.ofNullable(lastOperationId);
    }

    StackDriftStatus driftStatus() {
        return driftStatus;
    }

    Optional<Instant> driftCheckedAt() {
        return Optional.ofNullable(driftCheckedAt);
    }

    Map<String, String> overrides() {
        return overrides;
    }
}
