package dev.stacksets.internal.tracking;

import dev.stacksets.TrackingOptions;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.resilience.ErrorTranslator;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollContext;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.target.InstanceId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks AWS about one operation again and again until it ends. At most one poll is in flight; who asks meanwhile joins
 * it. Poll failures are counted, not thrown: only a run of them, or one that cannot heal, ends the watching.
 */
final class PollLoop {
    /** Right after a start AWS may not find the operation yet. */
    private static final int NOT_FOUND_LIMIT = 3;

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final TrackedOperation operation;
    private final OperationToken token;
    private final OptionalInt instances;
    private final TrackingOptions options;
    private final OperationReads reads;
    private final ResultCollector collector;
    private final TimeSource time;
    private final long beganNanos;
    private final AtomicReference<@Nullable CompletableFuture<OperationProgress>> inFlight = new AtomicReference<>();
    private final Set<InstanceId> told = new HashSet<>();
    private volatile @Nullable Intent adoptedFor;
    private int notFoundInARow;
    private volatile OperationProgress last;
    private volatile Future<?> asking = CompletableFuture.completedFuture(null);
    private @Nullable Future<?> timer;

    PollLoop(
            TrackedOperation operation,
            OperationToken token,
            OptionalInt instances,
            TrackingOptions options,
            OperationReads reads,
            TimeSource time) {
        this.operation = operation;
        this.token = token;
        this.instances = instances;
        this.options = options;
        this.reads = reads;
        this.collector = new ResultCollector(reads, time, options.keepsAllResults(), operation::isEnded);
        this.time = time;
        this.beganNanos = time.nanoTime();
        this.last = new OperationProgress(
                OperationStatus.UNKNOWN,
                "",
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                instances,
                Optional.empty(),
                time.now(),
                0,
                0,
                Optional.empty());
    }

    OperationProgress last() {
        return last;
    }

    /** Polls now, or joins the poll in flight. Never fails: a failed poll is a snapshot that says so. */
    CompletableFuture<OperationProgress> now() {
        CompletableFuture<OperationProgress> mine = new CompletableFuture<>();
        CompletableFuture<OperationProgress> running = inFlight.compareAndExchange(null, mine);
        if (running != null) {
            return running;
        }
        disarm();
        Futures.onEnd(poll(), (again, failure) -> {
            inFlight.set(null);
            if (failure != null) {
                broken(failure);
            } else if (again) {
                arm();
            }
            mine.complete(last);
        });
        return mine;
    }

    /** Polls now, for whoever hears of it by other ways. */
    void poke() {
        var unused = now();
    }

    /** As {@link #arm()}, for an operation that has yet to prove to be the one meant. */
    void arm(Intent intent) {
        adoptedFor = intent;
        arm();
    }

    /** Sets the timer for the next poll. The policy is the user's: if it throws, watching ends and says so. */
    void arm() {
        try {
            schedule(options.pollPolicy()
                    .nextDelay(new PollContext(last.polls(), age(), last, isThrottled(), List.of())));
        } catch (RuntimeException | Error thrown) {
            broken(thrown);
        }
    }

    /** One timer at the most, and none after the end. */
    private synchronized void schedule(Duration delay) {
        disarm();
        if (!operation.isEnded()) {
            timer = Futures.later(time, delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay, this::poke);
        }
    }

    /** Nobody waits for an answer any more: a poll that waits for its turn gives it up. */
    void end() {
        disarm();
        asking.cancel(true);
    }

    synchronized void disarm() {
        Future<?> armed = timer;
        if (armed != null) {
            armed.cancel(false);
        }
    }

    /** One poll with all that follows from its answer; gives whether to poll again. */
    private CompletableFuture<Boolean> poll() {
        if (operation.isEnded()) {
            return CompletableFuture.completedFuture(false);
        }
        CompletableFuture<OperationDescription> asked = reads.poll(token, Priority.WATCH);
        asking = asked;
        return asked.thenCompose(this::withInstances)
                .thenCompose(this::answered)
                .exceptionally(failure -> failed(ErrorKind.unwrap(failure)));
    }

    /** What one poll learned: of the operation in any case, of its instances if they could be read. */
    private record Described(
            OperationDescription operation, Optional<List<InstanceResult>> instances, Optional<Throwable> unread) {}

    private CompletableFuture<Described> withInstances(OperationDescription described) {
        if (options.detail() == TrackingOptions.Detail.STATUS
                || described.status().isTerminal()) {
            return CompletableFuture.completedFuture(new Described(described, Optional.empty(), Optional.empty()));
        }
        return reads.results(token)
                .collect()
                .handle((all, failure) -> failure == null
                        ? new Described(described, Optional.of(all), Optional.empty())
                        : new Described(described, Optional.empty(), Optional.of(ErrorKind.unwrap(failure))));
    }

    private CompletableFuture<Boolean> answered(Described described) {
        notFoundInARow = 0;
        OperationDescription now = described.operation();
        Optional<InstanceCounts> counts =
                described.instances().map(InstanceCounts::of).or(last::counts);
        Optional<Throwable> unread = described
                .unread()
                .map(failure ->
                        ErrorTranslator.translate(failure, CallContext.of("ListStackSetOperationResults", token)));
        last = snapshot(now, counts, last.polls() + 1, unread);
        operation.acknowledged();
        if (!isMeant(intent -> intent.difference(now))) {
            return CompletableFuture.completedFuture(false);
        }
        described.instances().ifPresent(this::tellInstances);
        if (now.status().isTerminal()) {
            return collector.collect(token, now, instances).thenApply(collected -> ended(now, collected));
        }
        operation.observed(last);
        return CompletableFuture.completedFuture(true);
    }

    private boolean ended(OperationDescription now, ResultCollector.Collected collected) {
        last = snapshot(now, Optional.of(collected.result().counts()), last.polls(), Optional.empty());
        if (options.detail() == TrackingOptions.Detail.INSTANCES) {
            tellInstances(collected.instances());
        }
        operation.observed(last);
        if (isMeant(intent -> Adoption.difference(intent, collected.instances(), true))) {
            operation.ended(collected.result());
        }
        return false;
    }

    /** Ends the watching of an operation that proves to be another than the one meant. */
    private boolean isMeant(Function<Intent, Optional<String>> comparison) {
        Intent intent = adoptedFor;
        Optional<String> difference = intent == null ? Optional.empty() : comparison.apply(intent);
        difference.ifPresent(other -> operation.end(Adoption.refusal(token, other, null)));
        return difference.isEmpty();
    }

    private void tellInstances(List<InstanceResult> results) {
        results.stream()
                .filter(result -> result.outcome().isFinal() && told.add(result.instance()))
                .forEach(operation::instanceEnded);
    }

    private boolean failed(Throwable failure) {
        if (operation.isEnded()) {
            return false;
        }
        last = new OperationProgress(
                last.status(),
                last.rawStatus(),
                last.statusReason(),
                last.counts(),
                last.failedInstances(),
                last.totalInstances(),
                last.milestone(),
                last.observedAt(),
                last.polls() + 1,
                last.consecutivePollFailures() + 1,
                Optional.of(ErrorTranslator.translate(failure, CallContext.of("DescribeStackSetOperation", token))));
        operation.observed(last);
        return canGoOn(failure);
    }

    private boolean canGoOn(Throwable failure) {
        String why = last.lastPollFailure().map(Throwable::getMessage).orElse("");
        boolean notFound = ErrorKind.of(failure) == ErrorKind.NOT_FOUND;
        notFoundInARow = notFound ? notFoundInARow + 1 : 0;
        if (notFoundInARow >= NOT_FOUND_LIMIT) {
            operation.lost(Reason.OPERATION_NOT_FOUND, "AWS does not know it (any more): " + why, failure);
        } else if (!notFound && !canHeal(failure)) {
            operation.lost(Reason.POLL_FAILURES, "AWS cannot be asked how it stands: " + why, failure);
        } else if (last.consecutivePollFailures() >= options.pollFailureLimit()) {
            operation.lost(
                    Reason.POLL_FAILURES,
                    "asking AWS failed " + last.consecutivePollFailures() + " times in a row: " + why,
                    failure);
        } else {
            return true;
        }
        return false;
    }

    /** Credentials that expired or could not be had may come back; what AWS refuses for good stays refused. */
    private static boolean canHeal(Throwable failure) {
        return ErrorKind.of(failure) != ErrorKind.REFUSED
                || ErrorKind.codeOf(failure)
                        .filter(code -> code.startsWith("ExpiredToken"))
                        .isPresent();
    }

    private void broken(Throwable thrown) {
        operation.lost(Reason.POLL_FAILURES, "polling broke with " + thrown + ".", thrown);
    }

    private boolean isThrottled() {
        return last.lastPollFailure()
                .filter(ThrottledException.class::isInstance)
                .isPresent();
    }

    private Duration age() {
        return Duration.ofNanos(time.nanoTime() - beganNanos);
    }

    private OperationProgress snapshot(
            OperationDescription now, Optional<InstanceCounts> counts, int polls, Optional<Throwable> failure) {
        return new OperationProgress(
                now.status(),
                now.rawStatus(),
                now.statusReason(),
                counts,
                now.failedInstances(),
                total(counts, now.status()),
                Optional.empty(),
                time.now(),
                polls,
                0,
                failure);
    }

    /** While it runs its list may not hold all of it yet. */
    private OptionalInt total(Optional<InstanceCounts> counts, OperationStatus status) {
        int listed = counts.map(InstanceCounts::total).orElse(0);
        boolean whole = listed > 0 && (status.isTerminal() || listed >= instances.orElse(0));
        return whole ? OptionalInt.of(listed) : instances;
    }
}
