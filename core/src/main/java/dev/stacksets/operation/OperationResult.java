package dev.stacksets.operation;

import dev.stacksets.definition.DriftSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How an operation ended. Immutable.
 *
 * <p>{@code SUCCEEDED} does not mean that every instance did: look at {@link #failures()}. Root causes are in
 * {@code failures}, their fallout (instances never begun) in {@code cancelled}.
 *
 * @param token the operation
 * @param action what it did
 * @param status {@code SUCCEEDED}, {@code FAILED} or {@code STOPPED}
 * @param statusReason why, if AWS says
 * @param startedAt when AWS accepted it, if AWS says
 * @param endedAt when it ended, if AWS says
 * @param counts instances by outcome
 * @param failures instances that failed for a reason of their own, by account and Region
 * @param cancelled instances that were never begun, by account and Region
 * @param skipped instances that were passed over because their accounts are suspended, by account and Region: neither done
 *     nor failed
 * @param instances how it went for every instance, by account and Region; empty unless the tracking options keep them
 * @param complete false if AWS's per-instance results could not be read or had not yet caught up with the operation;
 *     then counts and lists may miss instances
 * @param drift what a drift detection found; empty for other actions
 */
public record OperationResult(
        OperationToken token,
        OperationAction action,
        OperationStatus status,
        Optional<String> statusReason,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        InstanceCounts counts,
        List<InstanceResult> failures,
        List<InstanceResult> cancelled,
        List<InstanceResult> skipped,
        Optional<List<InstanceResult>> instances,
        boolean complete,
        Optional<DriftSummary> drift) {

    /**
     * Copies the lists.
     *
     * @param token the operation
     * @param action what it did
     * @param status how it ended
     * @param statusReason why, if AWS says
     * @param startedAt when AWS accepted it, if AWS says
     * @param endedAt when it ended, if AWS says
     * @param counts instances by outcome
     * @param failures instances that failed for a reason of their own
     * @param cancelled instances that were never begun
     * @param skipped instances in suspended accounts
     * @param instances how it went for every instance, if kept
     * @param complete whether AWS's per-instance results agree with the operation
     * @param drift what a drift detection found
     */
    public OperationResult {
        failures = List.copyOf(failures);
        cancelled = List.copyOf(cancelled);
        skipped = List.copyOf(skipped);
        instances = instances.map(List::copyOf);
    }

    /**
     * Failures grouped by what AWS said: one cause in 800 accounts is one entry. Account ids inside a reason are folded.
     *
     * @return instances by reason, sorted by reason
     */
    public Map<String, List<InstanceResult>> failuresByReason() {
        return failures.stream()
                .collect(Collectors.groupingBy(
                        failure -> failure.reason()
                                .orElse("no reason given")
                                .replace(failure.account(), "ACCOUNT")
                                .replace(failure.region(), "REGION"),
                        TreeMap::new,
                        Collectors.toList()));
    }
}
