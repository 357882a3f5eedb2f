package dev.stacksets.internal.resilience;

import dev.stacksets.internal.Futures;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.CallGate.Answer;
import dev.stacksets.spi.CallGate.Permit;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way through the gate, again if it came too fast. Whoever completes its result ends it. One object for
 * all of it, since every call has one: what is allocated here is the library's share of a call.
 *
 * @param <S> AWS's answer
 * @param <T> what the caller gets
 */
abstract class GatedCall<S, T> implements Runnable {
    /** A call is refused as too fast at least this often, and for this long, before it gives up. */
    private static final int REFUSALS = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final GatedCalls calls;
    private final ApiCall call;
    private final Supplier<CompletableFuture<S>> request;
    private volatile Future<?> underWay = result;
    private @Nullable Throwable lastRefusal;
    private int refusals;
    private long firstRefused;

    private GatedCall(GatedCalls calls, ApiCall call, Supplier<CompletableFuture<S>> request) {
        this.calls = calls;
        this.call = call;
        this.request = request;
    }

    /** One attempt that AWS judges: its failure is the SDK's. */
    static final class Once<T> extends GatedCall<T, T> {
        Once(GatedCalls calls, ApiCall call, Supplier<CompletableFuture<T>> request) {
            super(calls, call, request);
        }

        @Override
        void answered(T answer) {
            result().complete(answer);
        }

        @Override
        void failed(Throwable failure) {
            result().completeExceptionally(failure);
        }
    }

    /** Attempts until an answer stands: a value, or a failure that would come again. Its failure is typed. */
    static final class Repeated<S, T> extends GatedCall<S, T> {
        private final Function<S, T> reading;
        private final CallContext context;
        private final Retry.AsyncContext<?> retry;

        Repeated(
                GatedCalls calls,
                ApiCall call,
                Supplier<CompletableFuture<S>> request,
                Function<S, T> reading,
                CallContext context,
                Retry.AsyncContext<?> retry) {
            super(calls, call, request);
            this.reading = reading;
            this.context = context;
            this.retry = retry;
        }

        @Override
        void answered(S answer) {
            stands();
            T read;
            try {
                read = reading.apply(answer);
            } catch (RuntimeException | Error unreadable) {
                fail(unreadable);
                return;
            }
            result().complete(read);
        }

        @Override
        void failed(Throwable failure) {
            if (!ErrorKind.of(failure).isPassing()) {
                stands();
                fail(failure);
            } else if (!isRepeated(failure)) {
                fail(failure);
            }
        }

        private boolean isRepeated(Throwable failure) {
            try {
                long delay = retry.onError(failure);
                if (delay > 0) {
                    beginAfter(Duration.ofMillis(delay));
                }
                return delay > 0;
            } catch (RejectedExecutionException noTimer) {
                return false;
            } catch (RuntimeException | Error thrown) {
                calls().threw(Objects.requireNonNull(CleanCause.of(thrown, context.redaction())));
                return false;
            }
        }

        /** To the retry, whose events and figures are about repeating, this is a success. */
        private void stands() {
            calls().safely(retry::onComplete);
        }

        private void fail(Throwable failure) {
            result().completeExceptionally(ErrorTranslator.translate(failure, context));
        }
    }

    /** What AWS answered. */
    abstract void answered(S answer);

    /** What the attempt failed with, other than patience with calls that come too fast can mend. */
    abstract void failed(Throwable failure);

    final CompletableFuture<T> result() {
        return result;
    }

    final GatedCalls calls() {
        return calls;
    }

    final void begin() {
        refusals = 0;
        lastRefusal = null;
        next(call);
    }

    final void beginAfter(Duration delay) {
        underWay = Futures.later(calls.time(), delay, this::begin);
    }

    /** The result is there, whoever it is from. */
    @Override
    public final void run() {
        underWay.cancel(true);
    }

    private void next(ApiCall attempt) {
        if (result.isDone()) {
            return;
        }
        long asked = calls.time().nanoTime();
        CompletableFuture<Permit> permit = permit(attempt);
        underWay = permit;
        Futures.onEnd(permit, (granted, failure) -> {
            long waited = calls.time().nanoTime() - asked;
            if (failure != null) {
                failed(lastRefusal == null ? failure : lastRefusal);
            } else if (attempt.repeated() && waited < AT_ONCE.toNanos()) {
                pause(granted, () -> send(attempt, granted, waited));
            } else {
                send(attempt, granted, waited);
            }
        });
    }

    /** What came too fast would do so again at once, if the gate does not slow down. */
    private void pause(Permit permit, Runnable next) {
        try {
            var unused = Futures.later(calls.time(), Backoff.after(refusals, calls.time()), next);
        } catch (RejectedExecutionException noTimer) {
            tell(permit, Answer.NOT_SENT);
            failed(lastRefusal == null ? noTimer : lastRefusal);
        }
    }

    private void send(ApiCall attempt, Permit permit, long waited) {
        Optional<CircuitBreaker> breaker = calls.settings().breaker();
        if (result.isDone()) {
            tell(permit, Answer.NOT_SENT);
            return;
        }
        if (breaker.isPresent() && !breaker.get().tryAcquirePermission()) {
            tell(permit, Answer.NOT_SENT);
            failed(CallNotPermittedException.createCallNotPermittedException(breaker.get()));
            return;
        }
        long sent = calls.time().nanoTime();
        CompletableFuture<S> answer = Futures.guarded(request);
        underWay = answer;
        Futures.onEnd(answer, (value, failed) -> {
            Throwable failure = failed == null ? ProxyPage.insteadOf(value) : failed;
            long took = calls.time().nanoTime() - sent;
            Answer judged = judged(failure);
            tell(permit, judged);
            if (breaker.isPresent()) {
                calls.safely(() -> tell(breaker.get(), took, failure));
            }
            calls.report(attempt, waited, took, judged, failure);
            if (failure == null) {
                answered(value);
            } else if (judged == Answer.THROTTLED && isPatient()) {
                lastRefusal = failure;
                next(attempt.again());
            } else {
                failed(failure);
            }
        });
    }

    /** By hand, as below: a lambda for each call is what this class spares. */
    private void tell(Permit permit, Answer answer) {
        try {
            permit.answered(answer);
        } catch (RuntimeException | Error thrown) {
            calls.threw(thrown);
        }
    }

    private CompletableFuture<Permit> permit(ApiCall attempt) {
        try {
            return Objects.requireNonNull(calls.settings().gate().acquire(attempt), "the gate gave no future");
        } catch (RuntimeException | Error thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    private boolean isPatient() {
        long now = calls.time().nanoTime();
        firstRefused = refusals == 0 ? now : firstRefused;
        refusals++;
        return refusals < REFUSALS || now - firstRefused < PATIENCE.toNanos();
    }

    private static Answer judged(@Nullable Throwable failure) {
        if (failure == null) {
            return Answer.TAKEN;
        }
        return switch (ErrorKind.of(failure)) {
            case THROTTLED -> Answer.THROTTLED;
            case LOCAL -> Answer.NOT_SENT;
            default -> Answer.TAKEN;
        };
    }

    /** What AWS refuses for good is an answer like any other to a breaker; so is a call that came too fast. */
    private static void tell(CircuitBreaker breaker, long took, @Nullable Throwable failure) {
        if (failure != null && ErrorKind.of(failure).isPassing()) {
            breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        } else {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
    }
}
