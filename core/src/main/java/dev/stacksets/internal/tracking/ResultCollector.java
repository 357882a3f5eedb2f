package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how an ended operation went for each instance. AWS lists that with a delay (API page
 * {@code ListStackSetOperationResults}), so the list is read again, a few times, until it agrees with the operation.
 */
final class ResultCollector {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCollector.class);
    private static final int READS = 4;

    /**
     * What was read.
     *
     * @param result the operation's result, which keeps only what did not succeed
     * @param instances all instances, to tell listeners of and then forget
     */
    record Collected(OperationResult result, List<InstanceResult> instances) {}

    private final OperationReads reads;
    private final TimeSource time;

    ResultCollector(OperationReads reads, TimeSource time) {
        this.reads = reads;
        this.time = time;
    }

    /** Never fails: what cannot be read makes an incomplete result, since the operation's own verdict is known. */
    CompletableFuture<Collected> collect(OperationToken token, OperationDescription ended) {
        CompletableFuture<Collected> result = new CompletableFuture<>();
        read(token, ended, 1, result);
        return result;
    }

    private void read(OperationToken token, OperationDescription ended, int read, CompletableFuture<Collected> result) {
        Futures.onEnd(reads.results(token).collect(), (instances, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "The results of operation {} cannot be read; its status is {}.",
                        token,
                        ended.rawStatus(),
                        failure);
                result.complete(resultOf(token, ended, List.of(), false));
            } else if (agree(instances, ended) || read == READS) {
                result.complete(resultOf(token, ended, instances, mayBeAll(instances, ended)));
            } else {
                try {
                    var unused = Futures.later(
                            time, Duration.ofSeconds(1L << read), () -> read(token, ended, read + 1, result));
                } catch (RejectedExecutionException noTimer) {
                    result.complete(resultOf(token, ended, instances, false));
                }
            }
        });
    }

    private static boolean agree(List<InstanceResult> instances, OperationDescription ended) {
        return !instances.isEmpty() && mayBeAll(instances, ended);
    }

    /** An empty list is right for an operation without targets. */
    private static boolean mayBeAll(List<InstanceResult> instances, OperationDescription ended) {
        InstanceCounts counts = InstanceCounts.of(instances);
        return counts.pending() + counts.running() == 0
                && counts.failed() == ended.failedInstances().orElse(counts.failed());
    }

    private static Collected resultOf(
            OperationToken token, OperationDescription ended, List<InstanceResult> instances, boolean complete) {
        OperationResult result = new OperationResult(
                token,
                ended.action(),
                ended.status(),
                ended.statusReason(),
                ended.createdAt(),
                ended.endedAt(),
                InstanceCounts.of(instances),
                sorted(instances, InstanceOutcome.FAILED),
                sorted(instances, InstanceOutcome.CANCELLED),
                complete);
        return new Collected(result, instances);
    }

    private static List<InstanceResult> sorted(List<InstanceResult> instances, InstanceOutcome outcome) {
        return instances.stream()
                .filter(instance -> instance.outcome() == outcome)
                .sorted(Comparator.comparing(InstanceResult::instance))
                .toList();
    }
}
