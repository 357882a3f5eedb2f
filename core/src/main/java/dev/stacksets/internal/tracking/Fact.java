package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.Origin;
import dev.stacksets.operation.OperationToken;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something about AWS that becomes known once. Callers get {@linkplain View views}: what they do to one changes neither
 * the fact nor other views. There may be a hundred thousand facts that nobody looks at; who has so many is the fact itself,
 * which spares an object for each.
 *
 * @param <T> what becomes known
 */
public abstract class Fact<T> implements Origin {
    /** Completed from the start: what is known, or why nothing will be. */
    private volatile @Nullable CompletableFuture<T> known;

    private @Nullable View<T, ?> views;

    Fact() {}

    /** A fact by itself, or one more of somebody's, whose callbacks run in order with its own. */
    public static <T> Fact<T> by(Origin origin) {
        return new Fact<>() {
            @Override
            public Callbacks callbacks() {
                return origin.callbacks();
            }

            @Override
            public Object owner() {
                return Objects.requireNonNullElse(origin.owner(), this);
            }

            @Override
            public @Nullable OperationToken token() {
                return origin.token();
            }

            @Override
            public String toString() {
                return origin.owner() == null ? "a series of operations" : String.valueOf(origin.owner());
            }
        };
    }

    @Override
    public Object owner() {
        return this;
    }

    public final boolean isKnown() {
        return known != null;
    }

    /** Makes it known, unless it was. Views follow on the callback executor. */
    public final boolean know(T value) {
        return settle(CompletableFuture.completedFuture(value));
    }

    /** Makes it known that it cannot become known, unless it was. */
    public final boolean fail(Throwable failure) {
        return settle(CompletableFuture.failedFuture(failure));
    }

    private boolean settle(CompletableFuture<T> settled) {
        Deque<View<T, ?>> waiting = new ArrayDeque<>();
        synchronized (this) {
            if (known != null) {
                return false;
            }
            known = settled;
            for (View<T, ?> view = views; view != null; view = view.next) {
                waiting.addFirst(view);
            }
            views = null;
        }
        waiting.forEach(view -> view.shown(settled));
        return true;
    }

    /** A caller's own future. */
    public final CompletableFuture<T> view() {
        return entered(new View.Plain<>(this));
    }

    /** A caller's own future of what the function makes of the fact, or throws. */
    public final <R> CompletableFuture<R> view(Function<T, R> reading) {
        return entered(new View.Reading<>(this, reading));
    }

    /** Does something inside the library when it is known; not for user code. */
    public final void whenKnown(Consumer<T> action, Consumer<Throwable> otherwise) {
        Futures.onEnd(inside(Function.identity()), (value, failure) -> {
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
    public final T await(@Nullable Long millis) throws InterruptedException, TimeoutException, ExecutionException {
        CompletableFuture<T> waited = inside(Function.identity());
        try {
            return millis == null ? waited.get() : waited.get(millis, TimeUnit.MILLISECONDS);
        } finally {
            waited.cancel(false);
        }
    }

    /** A view of our own, which follows at once; not for user code. */
    final <R> CompletableFuture<R> inside(Function<T, R> reading) {
        return entered(new View.Inside<>(this, reading));
    }

    final <R> View<T, R> entered(View<T, R> view) {
        CompletableFuture<T> settled;
        synchronized (this) {
            settled = known;
            if (settled == null) {
                view.next = views;
                views = view;
            }
        }
        if (settled != null) {
            view.show(settled);
        }
        return view;
    }

    /** Lets go of a view whose holder ended it. */
    final synchronized void left(View<T, ?> ended) {
        View<T, ?> before = null;
        for (View<T, ?> view = views; view != null; before = view, view = view.next) {
            if (view != ended) {
                continue;
            }
            if (before == null) {
                views = view.next;
            } else {
                before.next = view.next;
            }
            return;
        }
    }

    final synchronized int openViews() {
        int open = 0;
        for (View<T, ?> view = views; view != null; view = view.next) {
            open++;
        }
        return open;
    }
}
