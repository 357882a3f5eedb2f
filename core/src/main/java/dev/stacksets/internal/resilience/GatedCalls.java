package dev.stacksets.internal.resilience;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.Attempt;
import dev.stacksets.spi.CallGate;
import dev.stacksets.spi.CallGate.Answer;
import dev.stacksets.spi.EventSink;
import dev.stacksets.spi.TimeSource;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private final Settings settings;
    private final TimeSource time;
    private final Callbacks callbacks;
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
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

    /**
     * One attempt that AWS has judged, failing with what the SDK failed with. Completing the returned future, as cancelling
     * and closing do, ends it.
     */
    public <T> CompletableFuture<T> attempt(ApiCall call, Supplier<CompletableFuture<T>> request) {
        return begun(new GatedCall.Once<>(this, call, request));
    }

    /**
     * Attempts until an answer stands or patience ends, for requests that are safe to repeat. Gives what is read out of the
     * answer and fails with a typed exception. Completing the returned future ends it.
     */
    public <S, T> CompletableFuture<T> call(
            ApiCall call, CallContext context, Supplier<CompletableFuture<S>> request, Function<S, T> reading) {
        return begun(new GatedCall.Repeated<>(
                this, call, request, reading, context, settings.retry().asyncContext()));
    }

    private <S, T> CompletableFuture<T> begun(GatedCall<S, T> gated) {
        track(gated.result(), gated);
        gated.begin();
        return gated.result();
    }

    /** Work that AWS does not do, and which no rate is spent on. Closing ends it as it ends calls, and after that none begins. */
    public <T> CompletableFuture<T> unmetered(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        track(result, () -> {});
        if (!result.isDone()) {
            Futures.onEnd(Futures.guarded(work), (value, failure) -> Futures.settle(result, value, failure));
        }
        return result;
    }

    /** Closing ends what is open. */
    @SuppressWarnings("CollectionUndefinedEquality") // each future is itself only
    private void track(CompletableFuture<?> call, Runnable ended) {
        open.add(call);
        Futures.onEnd(call, (value, failure) -> {
            open.remove(call);
            ended.run();
        });
        if (closed) {
            fail(call);
        }
    }

    private static void fail(CompletableFuture<?> call) {
        call.completeExceptionally(
                new StackSetsException("This StackSets was closed before AWS answered.", null, null));
    }

    /** Fails the open calls: the timer that would repeat them may stop now. */
    public void close() {
        closed = true;
        open.forEach(GatedCalls::fail);
    }

    Settings settings() {
        return settings;
    }

    TimeSource time() {
        return time;
    }

    /** Tells the event sink of an attempt. */
    void report(ApiCall call, long waited, long took, Answer answer, @Nullable Throwable failure) {
        if (settings.sink().isPresent()) {
            EventSink sink = settings.sink().get();
            Attempt attempt = new Attempt(
                    call,
                    Duration.ofNanos(waited),
                    Duration.ofNanos(took),
                    answer,
                    failure == null ? Optional.empty() : ErrorKind.codeOf(failure));
            callbacks.execute(() -> safely(() -> sink.onAttempt(attempt)));
        }
    }

    /** Tells somebody else's code what came of a call, which goes on whatever that throws. */
    void safely(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | Error thrown) {
            threw(thrown);
        }
    }

    void threw(Throwable thrown) {
        if (reported.compareAndSet(false, true)) {
            LOG.warn(
                    "A call gate, retry, circuit breaker or event sink threw; it goes on being told, this is said once.",
                    thrown);
        }
    }
}
