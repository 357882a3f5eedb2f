package dev.stacksets.internal.client;

import dev.stacksets.definition.DriftDetectionStatus;
import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.DriftSummary;
import dev.stacksets.drift.DriftReport;
import dev.stacksets.drift.InstanceDrift;
import dev.stacksets.drift.ResourceDriftStatus;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.FanOut;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.StackInstance;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * One reading of what a drift detection found: the operation, the instances it could not look at, those that drifted,
 * and only for these, one call each, their resources.
 */
final class DriftReading {
    /** AWS publishes no rates; a few at a time leave room for others. */
    private static final int AT_ONCE = 4;

    private static final Set<ResourceDriftStatus> CHANGED =
            Set.of(ResourceDriftStatus.MODIFIED, ResourceDriftStatus.DELETED);

    private final StackSetCalls calls;
    private final OperationToken token;

    DriftReading(StackSetCalls calls, OperationToken token) {
        this.calls = calls;
        this.token = token;
    }

    CompletableFuture<DriftReport> report() {
        return Futures.compose(
                calls.describeOperation(token),
                run -> run.action() == OperationAction.DETECT_DRIFT
                        ? report(run)
                        : CompletableFuture.failedFuture(new StackSetsException(
                                "Stack set '" + token.stackSet() + "', operation " + token.operationId() + " is a "
                                        + run.action() + " and looked for no drift. Start one that does with"
                                        + " detectDrift(), or find one with listOperations().",
                                token,
                                null)));
    }

    private CompletableFuture<DriftReport> report(OperationDescription run) {
        return Futures.compose(
                unchecked(),
                unchecked -> Futures.compose(
                        drifted(),
                        drifted -> Futures.map(
                                FanOut.each(drifted, AT_ONCE, this::resources),
                                found -> assembled(run, unchecked, drifted, found))));
    }

    private CompletableFuture<List<InstanceResult>> unchecked() {
        return Futures.compose(
                calls.operations().results(token, InstanceOutcome.FAILED).collect(),
                failed -> Futures.map(
                        calls.operations()
                                .results(token, InstanceOutcome.CANCELLED)
                                .collect(),
                        cancelled -> Stream.concat(failed.stream(), cancelled.stream())
                                .sorted(Comparator.comparing(InstanceResult::instance))
                                .toList()));
    }

    private CompletableFuture<List<StackInstance>> drifted() {
        return Futures.map(
                calls.listInstances(
                                token.stackSet(),
                                InstanceFilter.builder()
                                        .driftStatus(DriftStatus.DRIFTED)
                                        .build())
                        .collect(),
                instances -> instances.stream()
                        .sorted(Comparator.comparing(StackInstance::id))
                        .toList());
    }

    /** Nothing for an instance that was removed meanwhile. */
    private CompletableFuture<InstanceDrift> resources(StackInstance drifted) {
        CompletableFuture<InstanceDrift> found = Futures.map(
                calls.listResourceDrifts(token, drifted.id(), CHANGED).collect(),
                resources -> new InstanceDrift(drifted.id(), drifted.stackId(), resources));
        return Futures.cancelling(
                found.exceptionallyCompose(
                        failure -> ErrorKind.unwrap(failure) instanceof StackInstanceNotFoundException
                                ? CompletableFuture.completedFuture(
                                        new InstanceDrift(drifted.id(), drifted.stackId(), List.of()))
                                : CompletableFuture.failedFuture(failure)),
                found);
    }

    private DriftReport assembled(
            OperationDescription run,
            List<InstanceResult> unchecked,
            List<StackInstance> drifted,
            List<InstanceDrift> found) {
        DriftSummary summary = run.drift().orElseGet(DriftReading::unsaid);
        List<InstanceDrift> ofThisRun =
                found.stream().filter(each -> !each.resources().isEmpty()).toList();
        boolean complete = run.status().isTerminal()
                && agree(summary, ofThisRun, unchecked)
                && drifted.stream().noneMatch(instance -> isNewer(instance.driftCheckedAt(), run.endedAt()));
        return new DriftReport(token, summary, ofThisRun, unchecked, complete);
    }

    /** For endpoints that do not say. */
    private static DriftSummary unsaid() {
        return new DriftSummary(
                DriftStatus.UNKNOWN, DriftDetectionStatus.UNKNOWN, "", Optional.empty(), Optional.empty());
    }

    private static boolean agree(DriftSummary summary, List<InstanceDrift> drifted, List<InstanceResult> unchecked) {
        long failed = unchecked.stream()
                .filter(each -> each.outcome() == InstanceOutcome.FAILED)
                .count();
        return summary.counts()
                .map(counts -> counts.drifted() == drifted.size() && counts.failed() == failed)
                .orElse(true);
    }

    private static boolean isNewer(Optional<Instant> checked, Optional<Instant> ended) {
        return checked.isPresent() && ended.isPresent() && checked.get().isAfter(ended.get());
    }
}
