package dev.stacksets.internal.resilience;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.spi.TimeSource;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Repeats calls that are safe to repeat, as long as their failures pass by themselves. The only retries there are: SDK
 * retries are off on clients the library builds.
 */
public final class RetryingCalls {
    private final Retry retry;
    private final TimeSource time;
    private final Set<Runnable> closings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public RetryingCalls(TimeSource time) {
        this.time = time;
        this.retry = Retry.of(
                "stacksets",
                RetryConfig.<Object>custom()
                        .maxAttempts(Backoff.ATTEMPTS)
                        .intervalBiFunction((attempt, outcome) ->
                                Backoff.after(attempt, time).toMillis())
                        .retryOnException(failure -> ErrorKind.of(failure).isPassing()
                                && !time.scheduler().isShutdown())
                        .build());
    }

    /**
     * Calls until an answer stands or patience ends. Completing the returned future, as cancelling and {@link #close()}
     * do, ends the attempts.
     */
    public <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> attempt) {
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicReference<Future<T>> running = new AtomicReference<>(result);
        Runnable closing = () -> result.completeExceptionally(
                new StackSetsException("This StackSets was closed before AWS answered.", null, null));
        closings.add(closing);
        Futures.onEnd(result, (value, failure) -> {
            closings.remove(closing);
            Objects.requireNonNull(running.get()).cancel(true);
        });
        if (closed) {
            closing.run();
        }
        CompletionStage<T> attempts = retry.executeCompletionStage(time.scheduler(), () -> {
            CompletableFuture<T> next = result.isDone()
                    ? CompletableFuture.failedFuture(new CancellationException("ended between attempts"))
                    : guarded(attempt);
            running.set(next);
            return next;
        });
        Futures.onEnd(attempts.toCompletableFuture(), (value, failure) -> Futures.settle(result, value, failure));
        return result;
    }

    /** Fails the open calls: the timer that would repeat them may stop now. */
    public void close() {
        closed = true;
        closings.forEach(Runnable::run);
    }

    /** Resilience4j never completes a call whose supplier throws on a later attempt, so none may throw. */
    public static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }
}
