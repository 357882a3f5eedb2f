package dev.stacksets.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future for a caller, who may block on it, also in a callback: then the callbacks are told, which refuse what would never
 * end. So is what is derived from it. Blocking is as the time source has it.
 */
public abstract class CallersFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    /** One that somebody else completes. */
    static final class Plain<T extends @Nullable Object> extends CallersFuture<T> {
        private final Origin origin;

        Plain(Origin origin) {
            this.origin = origin;
        }

        @Override
        protected Origin origin() {
            return origin;
        }
    }

    /** Whose it is. */
    protected abstract Origin origin();

    /** Whether its end needs a callback to be run. */
    protected boolean comesByCallback() {
        return true;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Plain<>(origin());
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (isDone()) {
            return super.get();
        }
        Callbacks callbacks = beginWait();
        try {
            return callbacks.blockAsUsual() ? super.get() : blocking().get();
        } finally {
            callbacks.endWait();
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (isDone()) {
            return super.get(timeout, unit);
        }
        Callbacks callbacks = beginWait();
        try {
            return callbacks.blockAsUsual()
                    ? super.get(timeout, unit)
                    : blocking().get(timeout, unit);
        } finally {
            callbacks.endWait();
        }
    }

    @Override
    public T join() {
        if (isDone()) {
            return super.join();
        }
        Callbacks callbacks = beginWait();
        try {
            return callbacks.blockAsUsual() ? super.join() : blocking().join();
        } finally {
            callbacks.endWait();
        }
    }

    private Callbacks beginWait() {
        Callbacks callbacks = origin().callbacks();
        callbacks.beginWait(comesByCallback() ? origin() : null);
        return callbacks;
    }

    private CompletableFuture<T> blocking() {
        CompletableFuture<T> waiting = origin().callbacks().newFuture();
        Futures.onEnd(this, (value, failure) -> Futures.settle(waiting, value, failure));
        return waiting;
    }
}
