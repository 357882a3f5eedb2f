package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how an ended operation went for each instance. AWS lists that with a delay (API page
 * {@code ListStackSetOperationResults}), so the list is read again, a few times, until it agrees with the operation.
 */
final class ResultCollector {
    private static final Logger LOG = LoggerFactory.getLogger(ResultCollector.class);
    private static final int READS = 4;

    /** An operation may have no instance at all; if the request did not say, an empty list is believed soon. */
    private static final int READS_OF_NOTHING = 2;

    /**
     * What was read.
     *
     * @param result the operation's result, which keeps what did not succeed, and the rest if it was told to
     * @param instances all instances, to tell listeners of and then forget
     */
    record Collected(OperationResult result, List<InstanceResult> instances) {}

    private final OperationReads reads;
    private final TimeSource time;

    ResultCollector(OperationReads reads, TimeSource time) {
        this.reads = reads;
        this.time = time;
    }

    /** The result of a removal of what was not there. */
    static OperationResult nothingToDo(OperationToken token) {
        return new OperationResult(
                token,
                OperationAction.DELETE,
                OperationStatus.SUCCEEDED,
                Optional.of("There was no instance to remove; AWS has no operation of this id."),
                Optional.empty(),
                Optional.empty(),
                InstanceCounts.NONE,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                true,
                Optional.empty());
    }

    /**
     * Never fails: what cannot be read makes an incomplete result, since the operation's own verdict is known.
     *
     * @param expected how many instances the operation has, if its request said so
     * @param least how many of them the list must have if all went well
     * @param keepsAll whether the result keeps all of them
     * @param unwanted whether nobody waits for it any more
     */
    CompletableFuture<Collected> collect(
            OperationToken token,
            OperationDescription ended,
            OptionalInt expected,
            int least,
            boolean keepsAll,
            BooleanSupplier unwanted) {
        Reading reading = new Reading(
                token,
                ended,
                expected.orElse(0) > 0,
                ended.status() == OperationStatus.SUCCEEDED ? least : 0,
                keepsAll,
                unwanted);
        reading.read(1);
        return reading.collected;
    }

    /** The reads for one operation. */
    private final class Reading {
        private final CompletableFuture<Collected> collected = new CompletableFuture<>();
        private final OperationToken token;
        private final OperationDescription ended;
        private final boolean hasInstances;
        private final int least;
        private final boolean keepsAll;
        private final BooleanSupplier unwanted;

        Reading(
                OperationToken token,
                OperationDescription ended,
                boolean hasInstances,
                int least,
                boolean keepsAll,
                BooleanSupplier unwanted) {
            this.token = token;
            this.ended = ended;
            this.hasInstances = hasInstances;
            this.least = least;
            this.keepsAll = keepsAll;
            this.unwanted = unwanted;
        }

        void read(int read) {
            if (unwanted.getAsBoolean()) {
                collected.complete(resultOf(List.of(), false));
                return;
            }
            Futures.onEnd(reads.results(token).collect(), (instances, failure) -> {
                if (failure != null && unwanted.getAsBoolean()) {
                    collected.complete(resultOf(List.of(), false));
                } else if (failure != null && ErrorKind.of(failure) == ErrorKind.NOT_FOUND && read < READS) {
                    again(List.of(), read);
                } else if (failure != null) {
                    LOG.warn("The results of operation {} ({}) cannot be read.", token, ended.rawStatus(), failure);
                    collected.complete(resultOf(List.of(), false));
                } else if (read >= (instances.isEmpty() && !hasInstances ? READS_OF_NOTHING : READS)
                        || (agree(instances) && !instances.isEmpty())) {
                    collected.complete(resultOf(instances, agree(instances)));
                } else {
                    again(instances, read);
                }
            });
        }

        private void again(List<InstanceResult> instances, int read) {
            try {
                var unused = Futures.later(time, Duration.ofSeconds(1L << read), () -> read(read + 1));
            } catch (RejectedExecutionException noTimer) {
                collected.complete(resultOf(instances, false));
            }
        }

        private Collected resultOf(List<InstanceResult> instances, boolean complete) {
            OperationResult result = new OperationResult(
                    token,
                    ended.action(),
                    ended.status(),
                    ended.statusReason(),
                    ended.createdAt(),
                    ended.endedAt(),
                    InstanceCounts.of(instances),
                    sorted(instances, instance -> instance.outcome() == InstanceOutcome.FAILED),
                    sorted(instances, instance -> instance.outcome() == InstanceOutcome.CANCELLED),
                    sorted(instances, instance -> instance.outcome() == InstanceOutcome.SKIPPED),
                    keepsAll ? Optional.of(sorted(instances, instance -> true)) : Optional.empty(),
                    complete,
                    ended.drift());
            return new Collected(result, instances);
        }

        private boolean agree(List<InstanceResult> instances) {
            InstanceCounts counts = InstanceCounts.of(instances);
            return !(hasInstances && instances.isEmpty())
                    && instances.size() >= least
                    && counts.pending() + counts.running() == 0
                    && counts.failed() == ended.failedInstances().orElse(counts.failed());
        }
    }

    private static List<InstanceResult> sorted(List<InstanceResult> instances, Predicate<InstanceResult> wanted) {
        return instances.stream()
                .filter(wanted)
                .sorted(Comparator.comparing(InstanceResult::instance))
                .toList();
    }
}
