package dev.stacksets.internal.resilience;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.Attempt;
import dev.stacksets.spi.CallGate;
import dev.stacksets.spi.CallGate.Answer;
import dev.stacksets.spi.CallGate.Permit;
import dev.stacksets.spi.EventSink;
import dev.stacksets.spi.TimeSource;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every attempt of every call goes through here: it waits for its turn at the gate, and goes back to the head of the queue
 * if AWS refuses it as too fast. The only retries there are; those of the SDK are off on clients the library builds.
 */
public final class GatedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(GatedCalls.class);

    /** A call is refused as too fast at least this often, and for this long, before it gives up. */
    private static final int REFUSALS = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Settings settings;
    private final TimeSource time;
    private final Callbacks callbacks;
    private final Set<Runnable> closings = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * How calls are metered and repeated.
     *
     * @param gate meters every attempt
     * @param retry repeats calls whose failure passes by itself, other than those that came too fast
     * @param breaker forbids attempts while AWS has trouble
     * @param sink is told of every attempt
     */
    public record Settings(CallGate gate, Retry retry, Optional<CircuitBreaker> breaker, Optional<EventSink> sink) {
        /** The same for services whose troubles are none of the breaker's. */
        public Settings withoutBreaker() {
            return new Settings(gate, retry, Optional.empty(), sink);
        }
    }

    public GatedCalls(Settings settings, TimeSource time, Callbacks callbacks) {
        this.settings = settings;
        this.time = time;
        this.callbacks = callbacks;
    }

    /** One attempt that AWS has judged. Completing the returned future, as cancelling and closing do, ends it. */
    public <T> CompletableFuture<T> attempt(ApiCall call, Supplier<CompletableFuture<T>> request) {
        Gated<T> gated = new Gated<>(request);
        track(gated.result);
        gated.next(call);
        return gated.result;
    }

    /** Attempts until an answer stands or patience ends. For requests that are safe to repeat. */
    public <T> CompletableFuture<T> call(ApiCall call, Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicReference<Future<T>> running = new AtomicReference<>(result);
        track(result);
        Futures.onEnd(
                result,
                (value, failure) -> Objects.requireNonNull(running.get()).cancel(true));
        CompletableFuture<Boolean> attempts = settings.retry()
                .executeCompletionStage(time.scheduler(), () -> {
                    CompletableFuture<T> next = result.isDone()
                            ? CompletableFuture.failedFuture(new CancellationException("ended between attempts"))
                            : attempt(call, request);
                    running.set(next);
                    return standing(next, result);
                })
                .toCompletableFuture();
        Futures.onEnd(attempts, (stands, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** As {@link #call(ApiCall, Supplier)}, giving what is read out of the answer and failing with a typed exception. */
    public <S, T> CompletableFuture<T> call(
            ApiCall call, CallContext context, Supplier<CompletableFuture<S>> request, Function<S, T> reading) {
        CompletableFuture<S> attempts = call(call, request);
        return Futures.cancelling(
                attempts.thenApply(reading)
                        .exceptionallyCompose(
                                failure -> CompletableFuture.failedFuture(ErrorTranslator.translate(failure, context))),
                attempts);
    }

    /** What stands goes to the result at once: a value, or a failure that would come again. The rest is the retry's. */
    private <T> CompletableFuture<Boolean> standing(CompletableFuture<T> attempt, CompletableFuture<T> result) {
        CompletableFuture<Boolean> stands = new CompletableFuture<>();
        Futures.onEnd(attempt, (value, failure) -> {
            if (failure != null
                    && ErrorKind.of(failure).isPassing()
                    && !time.scheduler().isShutdown()) {
                stands.completeExceptionally(failure);
            } else {
                Futures.settle(result, value, failure);
                stands.complete(true);
            }
        });
        return stands;
    }

    /** Work that AWS does not do, and which no rate is spent on. Closing ends it as it ends calls, and after that none begins. */
    public <T> CompletableFuture<T> unmetered(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        track(result);
        if (!result.isDone()) {
            Futures.onEnd(Futures.guarded(work), (value, failure) -> Futures.settle(result, value, failure));
        }
        return result;
    }

    private void track(CompletableFuture<?> call) {
        Runnable closing = () -> call.completeExceptionally(
                new StackSetsException("This StackSets was closed before AWS answered.", null, null));
        closings.add(closing);
        Futures.onEnd(call, (value, failure) -> closings.remove(closing));
        if (closed) {
            closing.run();
        }
    }

    /** Fails the open calls: the timer that would repeat them may stop now. */
    public void close() {
        closed = true;
        closings.forEach(Runnable::run);
    }

    /** One call on its way through the gate, again if it came too fast. */
    private final class Gated<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Supplier<CompletableFuture<T>> request;
        private volatile Future<?> underWay = result;
        private @Nullable Throwable lastRefusal;
        private int refusals;
        private long firstRefused;

        Gated(Supplier<CompletableFuture<T>> request) {
            this.request = request;
            Futures.onEnd(result, (value, failure) -> underWay.cancel(true));
        }

        void next(ApiCall call) {
            if (result.isDone()) {
                return;
            }
            long asked = time.nanoTime();
            CompletableFuture<Permit> permit =
                    Futures.guarded(() -> settings.gate().acquire(call));
            underWay = permit;
            Futures.onEnd(permit, (granted, failure) -> {
                long waited = time.nanoTime() - asked;
                if (failure != null) {
                    result.completeExceptionally(lastRefusal == null ? failure : lastRefusal);
                } else if (call.repeated() && waited < AT_ONCE.toNanos()) {
                    pause(granted, () -> send(call, granted, waited));
                } else {
                    send(call, granted, waited);
                }
            });
        }

        /** What came too fast would do so again at once, if the gate does not slow down. */
        private void pause(Permit permit, Runnable next) {
            try {
                var unused = Futures.later(time, Backoff.after(refusals, time), next);
            } catch (RejectedExecutionException noTimer) {
                safely(() -> permit.answered(Answer.NOT_SENT));
                result.completeExceptionally(lastRefusal == null ? noTimer : lastRefusal);
            }
        }

        private void send(ApiCall call, Permit permit, long waited) {
            Optional<CircuitBreaker> breaker = settings.breaker();
            if (result.isDone()) {
                safely(() -> permit.answered(Answer.NOT_SENT));
                return;
            }
            if (breaker.isPresent() && !breaker.get().tryAcquirePermission()) {
                safely(() -> permit.answered(Answer.NOT_SENT));
                result.completeExceptionally(CallNotPermittedException.createCallNotPermittedException(breaker.get()));
                return;
            }
            long sent = time.nanoTime();
            CompletableFuture<T> answer = Futures.guarded(() -> ProxyPage.refused(request.get()));
            underWay = answer;
            Futures.onEnd(answer, (value, failure) -> {
                long took = time.nanoTime() - sent;
                Answer judged = judged(failure);
                safely(() -> permit.answered(judged));
                breaker.ifPresent(watching -> safely(() -> tell(watching, took, failure)));
                report(call, waited, took, judged, failure);
                if (judged == Answer.THROTTLED && isPatient()) {
                    lastRefusal = failure;
                    next(call.again());
                } else {
                    Futures.settle(result, value, failure);
                }
            });
        }

        private boolean isPatient() {
            long now = time.nanoTime();
            firstRefused = refusals == 0 ? now : firstRefused;
            refusals++;
            return refusals < REFUSALS || now - firstRefused < PATIENCE.toNanos();
        }
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

    private void report(ApiCall call, long waited, long took, Answer answer, @Nullable Throwable failure) {
        settings.sink().ifPresent(sink -> {
            Attempt attempt = new Attempt(
                    call,
                    Duration.ofNanos(waited),
                    Duration.ofNanos(took),
                    answer,
                    failure == null ? Optional.empty() : ErrorKind.codeOf(failure));
            callbacks.execute(() -> safely(() -> sink.onAttempt(attempt)));
        });
    }

    /** Tells somebody else's code what came of a call, which goes on whatever that throws. */
    private void safely(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error thrown) {
            if (reported.compareAndSet(false, true)) {
                LOG.warn(
                        "A call gate, circuit breaker or event sink threw; it goes on being told, this is said once.",
                        thrown);
            }
        }
    }
}
