package dev.stacksets.internal;

import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ends of our chains of futures. */
public final class Futures {
    private static final Logger LOG = LoggerFactory.getLogger(Futures.class);

    private Futures() {}

    /**
     * Ends a chain: the action gets its value or its failure, unwrapped. Nothing hangs on the chain after that, so an
     * exception of the action itself, which would be a bug of ours, is logged here.
     */
    public static <T> void onEnd(CompletableFuture<T> chain, BiConsumer<T, @Nullable Throwable> action) {
        if (chain.isDone() && !chain.isCompletedExceptionally()) {
            end(chain.join(), null, action); // as handle() would, without a future for it
        } else {
            var unused = chain.handle((value, failure) -> {
                end(value, failure, action);
                return null;
            });
        }
    }

    private static <T> void end(T value, @Nullable Throwable failure, BiConsumer<T, @Nullable Throwable> action) {
        try {
            action.accept(value, failure == null ? null : ErrorKind.unwrap(failure));
        } catch (RuntimeException | Error bug) {
            broke(bug);
        }
    }

    /**
     * Does something later, on the timer. As with chains, what the action throws would be a bug of ours and is logged.
     * Throws {@link RejectedExecutionException} if the timer takes nothing more: whoever waits must be told.
     */
    public static Future<?> later(TimeSource time, Duration delay, Runnable action) {
        return time.scheduler().schedule(() -> logged(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What it throws would be a bug of ours. */
    static void logged(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error bug) {
            broke(bug);
        }
    }

    private static void broke(Throwable bug) {
        LOG.error("What follows a call or a timer broke; please report this.", bug);
    }

    /** Hands a value or failure on. */
    public static <T> void settle(CompletableFuture<T> target, T value, @Nullable Throwable failure) {
        if (failure == null) {
            target.complete(value);
        } else {
            target.completeExceptionally(failure);
        }
    }

    /**
     * What came of a source. Cancelling it cancels the source, which {@code thenApply} and its like do not do.
     *
     * @param derived made from the source
     * @param source where the work is done
     * @return {@code derived}
     */
    public static <T> CompletableFuture<T> cancelling(CompletableFuture<T> derived, Future<?> source) {
        if (!derived.isDone() || derived.isCancelled()) {
            onEnd(derived, (value, failure) -> {
                if (derived.isCancelled()) {
                    source.cancel(true);
                }
            });
        }
        return derived;
    }

    /** What a second call gives for the value of a first one. Cancelling it cancels the call that is under way. */
    public static <S, T> CompletableFuture<T> compose(
            CompletableFuture<S> source, Function<S, CompletableFuture<T>> next) {
        CompletableFuture<T> result = new CompletableFuture<>();
        onEnd(source, (value, failure) -> {
            if (failure == null && !result.isDone()) {
                CompletableFuture<T> second = guarded(() -> next.apply(value));
                onEnd(second, (answer, refusal) -> settle(result, answer, refusal));
                var unused = cancelling(result, second);
            } else if (failure != null) {
                result.completeExceptionally(failure);
            }
        });
        return cancelling(result, source);
    }

    /** A value made from another. Cancelling it cancels the source. */
    public static <S, T> CompletableFuture<T> map(CompletableFuture<S> source, Function<S, T> mapping) {
        return cancelling(source.thenApply(mapping), source);
    }

    /** What somebody else's code throws, or gives instead of a future. Resilience4j would never complete such a call. */
    public static <T> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> request) {
        try {
            return Objects.requireNonNull(request.get(), "no future was given");
        } catch (RuntimeException | Error thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }
}
