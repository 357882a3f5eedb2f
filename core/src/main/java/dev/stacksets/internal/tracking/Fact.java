package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something about AWS that becomes known once. Callers get views: what they do to one changes neither the fact nor other
 * views. {@code CompletableFuture.copy()} would do that too, but leaves a dependent behind for each cancelled copy; views
 * are taken off when they end.
 *
 * @param <T> what becomes known
 */
public final class Fact<T> {
    private final CompletableFuture<T> future;
    private final Set<Runnable> views = ConcurrentHashMap.newKeySet();
    private final Callbacks callbacks;

    public Fact(Callbacks callbacks) {
        this.callbacks = callbacks;
        this.future = callbacks.newFuture();
    }

    public boolean isKnown() {
        return future.isDone();
    }

    /** Makes it known, unless it was. Views follow on the callback executor. */
    public boolean know(T value) {
        return settle(future.complete(value));
    }

    /** Makes it known that it cannot become known, unless it was. */
    public boolean fail(Throwable failure) {
        return settle(future.completeExceptionally(failure));
    }

    /** A caller's own future. */
    public CompletableFuture<T> view() {
        return view(Function.identity());
    }

    /** A caller's own future of what the function makes of the fact, or throws. */
    public <R> CompletableFuture<R> view(Function<T, R> reading) {
        CompletableFuture<R> view = callbacks.newFuture();
        Runnable settling = () ->
                Futures.onEnd(future.thenApply(reading), (value, failure) -> Futures.settle(view, value, failure));
        if (future.isDone()) {
            settling.run();
            return view;
        }
        views.add(settling);
        Futures.onEnd(view, (value, failure) -> views.remove(settling));
        if (future.isDone()) {
            callbacks.execute(settling);
        }
        return view;
    }

    /** Does something inside the library when it is known; not for user code. */
    public void whenKnown(Consumer<T> action, Consumer<Throwable> otherwise) {
        Futures.onEnd(future, (value, failure) -> {
            if (failure == null) {
                action.accept(value);
            } else {
                otherwise.accept(failure);
            }
        });
    }

    /**
     * Blocks the caller, in real time unless the time source knows better. Waits on the fact itself, so a busy callback
     * executor does not matter.
     */
    public T await(@Nullable Long millis) throws InterruptedException, TimeoutException, ExecutionException {
        return millis == null ? future.get() : future.get(millis, TimeUnit.MILLISECONDS);
    }

    int openViews() {
        return views.size();
    }

    private boolean settle(boolean first) {
        if (first) {
            views.forEach(callbacks::execute);
        }
        return first;
    }
}
