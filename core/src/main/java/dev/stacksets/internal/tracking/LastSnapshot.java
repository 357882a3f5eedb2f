package dev.stacksets.internal.tracking;

import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.Milestone;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one operation, and in the end its outcome, in little space: there may be a hundred thousand, and most have
 * nothing to say beyond their status. A snapshot for users is made when one asks.
 */
abstract class LastSnapshot extends Fact<OperationResult> {
    private static final int UNKNOWN = -1;

    private final int instances;
    private OperationStatus status = OperationStatus.UNKNOWN;
    private OperationAction action;
    private int failedInstances = UNKNOWN;
    private int polls;
    private long observedAtMillis;
    private @Nullable Unusual unusual;

    /** What most snapshots do not have. */
    private record Unusual(
            String rawStatus,
            Optional<String> statusReason,
            Optional<InstanceCounts> counts,
            Optional<Milestone> milestone,
            Optional<Throwable> failure,
            int failuresInARow,
            int notFoundInARow) {
        static final Unusual NOTHING =
                new Unusual("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0);

        boolean isNothing(OperationStatus status) {
            return (rawStatus.isEmpty() || (status != OperationStatus.UNKNOWN && rawStatus.equals(status.name())))
                    && statusReason.isEmpty()
                    && counts.isEmpty()
                    && milestone.isEmpty()
                    && failure.isEmpty();
        }
    }

    LastSnapshot(OptionalInt instances, OperationAction action, Instant now) {
        this.instances = instances.orElse(UNKNOWN);
        this.action = action;
        this.observedAtMillis = now.toEpochMilli();
    }

    /** How old it was at a moment that is not long ago. */
    abstract Duration age(Instant at);

    /** Whether its watching ended, however. */
    public final boolean isEnded() {
        return isKnown();
    }

    /** How many instances the operation has, if its request said so. */
    final OptionalInt instances() {
        return known(instances);
    }

    /** What it does; {@code UNKNOWN} if neither its request nor AWS has said so. */
    final synchronized OperationAction action() {
        return action;
    }

    /** AWS answered a poll. */
    final synchronized void hold(
            OperationDescription now,
            Optional<InstanceCounts> counts,
            Optional<Milestone> milestone,
            Optional<Throwable> unread,
            Instant at) {
        polls++;
        set(now, counts.or(unusual()::counts), milestone, unread, at);
    }

    /** How the operation ended is known instance by instance; no other poll was needed for that. */
    final synchronized void holdEnd(OperationDescription now, InstanceCounts counts, Instant at) {
        set(now, Optional.of(counts), unusual().milestone(), Optional.empty(), at);
    }

    private void set(
            OperationDescription now,
            Optional<InstanceCounts> counts,
            Optional<Milestone> milestone,
            Optional<Throwable> failure,
            Instant at) {
        status = now.status();
        action = now.action();
        failedInstances = now.failedInstances().orElse(UNKNOWN);
        observedAtMillis = at.toEpochMilli();
        keep(new Unusual(now.rawStatus(), now.statusReason(), counts, milestone, failure, 0, 0));
    }

    /** AWS did not answer a poll, or not well. */
    final synchronized void holdFailure(Throwable failure, boolean notFound) {
        polls++;
        Unusual before = unusual();
        keep(new Unusual(
                before.rawStatus(),
                before.statusReason(),
                before.counts(),
                before.milestone(),
                Optional.of(failure),
                before.failuresInARow() + 1,
                notFound ? before.notFoundInARow() + 1 : 0));
    }

    /** How many times AWS did not know it, if that was its last answer. */
    final synchronized int notFoundInARow() {
        return unusual().notFoundInARow();
    }

    private void keep(Unusual now) {
        unusual = now.isNothing(status) ? null : now;
    }

    private Unusual unusual() {
        return unusual == null ? Unusual.NOTHING : unusual;
    }

    /** The last snapshot, no I/O. */
    public final synchronized OperationProgress progress() {
        Unusual more = unusual();
        return new OperationProgress(
                status,
                rawStatus(),
                more.statusReason(),
                more.counts(),
                known(failedInstances),
                total(more.counts()),
                more.milestone(),
                Instant.ofEpochMilli(observedAtMillis),
                rawStatus().isEmpty() ? Optional.empty() : Optional.of(age(Instant.ofEpochMilli(observedAtMillis))),
                polls,
                more.failuresInARow(),
                more.failure());
    }

    private String rawStatus() {
        String raw = unusual().rawStatus();
        return raw.isEmpty() && status != OperationStatus.UNKNOWN ? status.name() : raw;
    }

    /** While it runs its list may not hold all of it yet. */
    private OptionalInt total(Optional<InstanceCounts> counts) {
        int listed = counts.map(InstanceCounts::total).orElse(0);
        boolean whole = listed > 0 && (status.isTerminal() || listed >= instances);
        return whole ? OptionalInt.of(listed) : known(instances);
    }

    private static OptionalInt known(int number) {
        return number == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
