package dev.stacksets.internal.tracking;

import dev.stacksets.internal.CallersFuture;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A caller's own future of a fact. It is its own place in the fact's list, and leaves it when its holder ends it:
 * {@code CompletableFuture.copy()} would leave a dependent behind for each cancelled copy, and a callback to notice would
 * cost three times the memory.
 *
 * @param <T> what becomes known
 * @param <R> what the caller sees of it
 */
abstract class View<T, R> extends CallersFuture<R> {
    private final Fact<T> fact;

    /** Guarded by the fact. */
    @Nullable
    View<T, ?> next;

    View(Fact<T> fact) {
        this.fact = fact;
    }

    /** What the caller is shown, or what is thrown at it. */
    abstract R read(T value);

    /** The fact as it is. */
    static final class Plain<T> extends View<T, T> {
        Plain(Fact<T> fact) {
            super(fact);
        }

        @Override
        T read(T value) {
            return value;
        }
    }

    /** The fact as somebody's function reads it. */
    static class Reading<T, R> extends View<T, R> {
        private final Function<T, R> reading;

        Reading(Fact<T> fact, Function<T, R> reading) {
            super(fact);
            this.reading = reading;
        }

        @Override
        final R read(T value) {
            return reading.apply(value);
        }
    }

    /** A view that is no user's: it follows at once. */
    static final class Inside<T, R> extends Reading<T, R> {
        Inside(Fact<T> fact, Function<T, R> reading) {
            super(fact, reading);
        }

        @Override
        void shown(CompletableFuture<T> known) {
            show(known);
        }

        @Override
        protected boolean comesByCallback() {
            return false;
        }
    }

    /** Shows what became known where whoever waits for it goes on. */
    void shown(CompletableFuture<T> known) {
        fact.callbacks().end(fact.owner(), () -> show(known));
    }

    void show(CompletableFuture<T> known) {
        Futures.onEnd(known.thenApply(this::read), (value, failure) -> Futures.settle(this, value, failure));
    }

    @Override
    protected final Origin origin() {
        return fact;
    }

    @Override
    public boolean complete(R value) {
        fact.left(this);
        return super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        fact.left(this);
        return super.completeExceptionally(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        fact.left(this);
        return super.cancel(mayInterruptIfRunning);
    }
}
