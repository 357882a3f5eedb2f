package dev.stacksets.internal;

import dev.stacksets.spi.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Where user code runs: one executor, never a timer or SDK thread, never under a lock; and the futures it is given. */
public final class Callbacks implements Executor {
    private final Executor executor;
    private final TimeSource time;
    private final boolean blockAsUsual;

    public Callbacks(Executor executor, TimeSource time) {
        this.executor = executor;
        this.time = time;
        this.blockAsUsual = time.newFuture().getClass() == CompletableFuture.class;
    }

    /** A future for a caller, who may block on it. */
    public <T extends @Nullable Object> CompletableFuture<T> newFuture() {
        return time.newFuture();
    }

    /** Whether blocking on a future of the time source is like blocking on any. */
    public boolean blockAsUsual() {
        return blockAsUsual;
    }

    /** Runs user code. If the executor does not take it, for whatever reason, it runs here: a future left open for ever would be worse. */
    @Override
    public void execute(Runnable userCode) {
        try {
            executor.execute(userCode);
        } catch (RuntimeException | Error refused) {
            userCode.run();
        }
    }

    /** The caller's own future of an internal one: completes on the executor; cancelling it cancels the source. */
    public <T> CompletableFuture<T> handOver(CompletableFuture<T> source) {
        CompletableFuture<T> view = newFuture();
        Futures.onEnd(source, (value, failure) -> execute(() -> Futures.settle(view, value, failure)));
        return Futures.cancelling(view, source);
    }
}
