package dev.stacksets.internal.resilience;

import dev.stacksets.internal.Futures;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.CallGate.Answer;
import dev.stacksets.spi.CallGate.Permit;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The calls that draw on one rate: lets the next one go when the rate allows, with one timer at the most. Nothing is
 * completed under its lock.
 */
abstract class Lane {
    /** A call and the future of its permit. */
    private final class Waiter extends CompletableFuture<Permit> {
        private final ApiCall call;
        private @Nullable Permit permit;

        Waiter(ApiCall call) {
            this.call = call;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            remove(this);
            return cancelled;
        }
    }

    private final TimeSource time;
    private final WaitingCalls<Waiter> waiting = new WaitingCalls<>();
    private @Nullable Future<?> timer;
    private long timerAt;
    private boolean lettingGo;
    private boolean again;

    Lane(TimeSource time) {
        this.time = time;
    }

    /** How long until the next call may go, in nanoseconds; {@link Long#MAX_VALUE} until an answer comes. */
    abstract long delay(long now);

    /** A call goes now. */
    abstract Permit grant(long now);

    final CompletableFuture<Permit> acquire(ApiCall call) {
        Waiter waiter = new Waiter(call);
        synchronized (waiting) {
            waiting.add(call, waiter);
        }
        letGo();
        return waiter;
    }

    private void remove(Waiter waiter) {
        synchronized (waiting) {
            waiting.remove(waiter.call, waiter);
        }
    }

    /**
     * Lets go whoever may, and sets the timer for the next one. An answer that comes while a call is being sent, as from a
     * client in the same process, comes back here: then the round that is under way goes on, instead of one inside it.
     */
    final void letGo() {
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return;
            }
            if (lettingGo) {
                again = true;
                return;
            }
            lettingGo = true;
        }
        do {
            round();
        } while (isAgain());
    }

    private boolean isAgain() {
        synchronized (waiting) {
            lettingGo = again;
            again = false;
            return lettingGo;
        }
    }

    private void round() {
        @Nullable Waiter next = next();
        while (next != null) {
            hand(next);
            next = next();
        }
    }

    /** Who may go now; null if nobody may, and then the timer is set. */
    private @Nullable Waiter next() {
        @Nullable RejectedExecutionException noTimer = null;
        synchronized (waiting) {
            if (waiting.isEmpty()) {
                return null;
            }
            long now = time.nanoTime();
            long delay = 0;
            while (!waiting.isEmpty() && (delay = delay(now)) == 0) {
                Waiter next = Objects.requireNonNull(waiting.next());
                if (!next.isDone()) {
                    next.permit = grant(now);
                    return next;
                }
            }
            if (!waiting.isEmpty() && delay != Long.MAX_VALUE) {
                noTimer = arm(now, delay);
            }
        }
        if (noTimer != null) {
            failAll(noTimer);
        }
        return null;
    }

    /** Somebody who cancels in this moment has no use for the permit. */
    private void hand(Waiter next) {
        Permit permit = Objects.requireNonNull(next.permit);
        if (!next.complete(permit)) {
            permit.answered(Answer.NOT_SENT);
        }
    }

    private @Nullable RejectedExecutionException arm(long now, long delay) {
        Future<?> armed = timer;
        if (armed != null && !armed.isDone() && timerAt <= now + delay) {
            return null;
        }
        if (armed != null) {
            armed.cancel(false);
        }
        timerAt = now + delay;
        try {
            timer = Futures.later(time, Duration.ofNanos(delay), this::due);
            return null;
        } catch (RejectedExecutionException closed) {
            return closed;
        }
    }

    private void due() {
        synchronized (waiting) {
            timer = null;
        }
        letGo();
    }

    /** Nobody will ever be let go: whoever waits must be told. */
    private void failAll(RejectedExecutionException noTimer) {
        List<Waiter> all = new ArrayList<>();
        synchronized (waiting) {
            for (Waiter next = waiting.next(); next != null; next = waiting.next()) {
                all.add(next);
            }
        }
        all.forEach(waiter -> waiter.completeExceptionally(noTimer));
    }

    final TimeSource time() {
        return time;
    }
}
