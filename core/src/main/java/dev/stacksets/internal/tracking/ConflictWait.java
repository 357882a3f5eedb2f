package dev.stacksets.internal.tracking;

import dev.stacksets.OnConflict;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits, on behalf of one start, for the operations in its way. Its patience is one for all of them together, so that a
 * busy stack set cannot keep a start waiting for ever.
 */
final class ConflictWait {
    private static final Duration SHORTEST = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final OperationToken token;
    private final OnConflict patience;
    private final OperationReads reads;
    private final TimeSource time;
    private final BooleanSupplier abandoned;
    private long beganNanos;
    private boolean began;

    ConflictWait(
            OperationToken token,
            OnConflict patience,
            OperationReads reads,
            TimeSource time,
            BooleanSupplier abandoned) {
        this.token = token;
        this.patience = patience;
        this.reads = reads;
        this.time = time;
        this.abandoned = abandoned;
    }

    /** Whether to wait for this conflict: there was patience, and some is left. */
    boolean isPatient() {
        return patience.patience()
                .filter(limit -> waited().compareTo(limit) < 0)
                .isPresent();
    }

    /** What to tell whoever waited in vain, or did not want to. */
    String verdict() {
        return patience.patience()
                .map(limit -> " Waited " + limit + " for it, as onConflict says.")
                .orElse(" Waiting is on by default; onConflict(OnConflict.fail()) turned it off.");
    }

    private Duration waited() {
        return began ? Duration.ofNanos(time.nanoTime() - beganNanos) : Duration.ZERO;
    }

    /**
     * Waits until another attempt may succeed, or patience ends.
     *
     * @return completes when to try again; fails only when the timer takes nothing more
     */
    CompletableFuture<@Nullable Void> passed(ServiceException conflict) {
        if (!began) {
            began = true;
            beganNanos = time.nanoTime();
        }
        CompletableFuture<@Nullable Void> passed = new CompletableFuture<>();
        Optional<String> named =
                conflict instanceof OperationInProgressException busy ? busy.blockingOperationId() : Optional.empty();
        if (named.isPresent()) {
            watch(new OperationToken(token.region(), token.stackSet(), named.get()), time.nanoTime(), passed);
        } else if (conflict instanceof OperationInProgressException) {
            search(passed);
        } else {
            later(SHORTEST, passed, () -> passed.complete(null));
        }
        return passed;
    }

    /** Looks for the operation in the way, which AWS did not name. */
    private void search(CompletableFuture<@Nullable Void> passed) {
        Futures.onEnd(
                reads.operations(token.stackSet())
                        .search(found -> !found.status().isTerminal()),
                (found, failure) -> {
                    if (failure == null && found.isPresent()) {
                        watch(
                                new OperationToken(
                                        token.region(),
                                        token.stackSet(),
                                        found.get().operationId()),
                                time.nanoTime(),
                                passed);
                    } else {
                        // The list lags: what runs may not be in it yet.
                        later(SHORTEST, passed, () -> passed.complete(null));
                    }
                });
    }

    private void watch(OperationToken blocking, long sinceNanos, CompletableFuture<@Nullable Void> passed) {
        Duration age = Duration.ofNanos(time.nanoTime() - sinceNanos);
        later(interval(age), passed, () -> look(blocking, sinceNanos, passed));
    }

    private static Duration interval(Duration age) {
        Duration share = age.dividedBy(20);
        return share.compareTo(SHORTEST) < 0 ? SHORTEST : share.compareTo(LONGEST) > 0 ? LONGEST : share;
    }

    /** What cannot be asked about may as well have ended: the next attempt shows. */
    private void look(OperationToken blocking, long sinceNanos, CompletableFuture<@Nullable Void> passed) {
        if (abandoned.getAsBoolean()) {
            return;
        }
        Futures.onEnd(reads.poll(blocking, Priority.WATCH), (found, failure) -> {
            boolean goesOn =
                    failure == null ? isUnderWay(found) : ErrorKind.of(failure).isPassing();
            if (goesOn && isPatient()) {
                watch(blocking, sinceNanos, passed);
            } else {
                passed.complete(null);
            }
        });
    }

    private static boolean isUnderWay(OperationDescription found) {
        return !found.status().isTerminal();
    }

    private void later(Duration delay, CompletableFuture<@Nullable Void> passed, Runnable next) {
        try {
            var unused = Futures.later(time, withinPatience(delay), next);
        } catch (RejectedExecutionException noTimer) {
            passed.completeExceptionally(noTimer);
        }
    }

    /** Never sleeps past the end of patience: at least one attempt is made at that moment. */
    private Duration withinPatience(Duration delay) {
        Duration left = patience.patience().orElse(Duration.ZERO).minus(waited());
        return delay.compareTo(left) < 0 ? delay : left.isNegative() ? Duration.ZERO : left;
    }
}
