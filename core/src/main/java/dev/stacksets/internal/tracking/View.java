package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A caller's own future of a fact. It is its own place in the fact's list, and leaves it when its holder ends it:
 * {@code CompletableFuture.copy()} would leave a dependent behind for each cancelled copy, and a callback to notice would
 * cost three times the memory. What is derived from it is of the time source's futures; blocking on it blocks on one.
 *
 * @param <T> what becomes known
 * @param <R> what the caller sees of it
 */
abstract class View<T, R> extends CompletableFuture<R> {
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
    static class Plain<T> extends View<T, T> {
        Plain(Fact<T> fact) {
            super(fact);
        }

        @Override
        final T read(T value) {
            return value;
        }
    }

    /** The fact as somebody's function reads it. */
    static final class Reading<T, R> extends View<T, R> {
        private final Function<T, R> reading;

        Reading(Fact<T> fact, Function<T, R> reading) {
            super(fact);
            this.reading = reading;
        }

        @Override
        R read(T value) {
            return reading.apply(value);
        }
    }

    /** A view that is no user's. */
    static final class Inside<T> extends Plain<T> {
        Inside(Fact<T> fact) {
            super(fact);
        }

        @Override
        Executor executor() {
            return Runnable::run;
        }
    }

    /** Where whoever waits for it goes on. */
    Executor executor() {
        return fact.callbacks();
    }

    void show(CompletableFuture<T> known) {
        Futures.onEnd(known.thenApply(this::read), (value, failure) -> Futures.settle(this, value, failure));
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return fact.callbacks().newFuture();
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

    @Override
    public R get() throws InterruptedException, ExecutionException {
        return blocksAsUsual() ? super.get() : blocking().get();
    }

    @Override
    public R get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return blocksAsUsual() ? super.get(timeout, unit) : blocking().get(timeout, unit);
    }

    @Override
    public R join() {
        return blocksAsUsual() ? super.join() : blocking().join();
    }

    private boolean blocksAsUsual() {
        return isDone() || fact.callbacks().blockAsUsual();
    }

    private CompletableFuture<R> blocking() {
        CompletableFuture<R> waiting = fact.callbacks().newFuture();
        Futures.onEnd(this, (value, failure) -> Futures.settle(waiting, value, failure));
        return waiting;
    }
}
