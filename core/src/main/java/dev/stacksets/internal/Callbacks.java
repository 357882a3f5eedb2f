package dev.stacksets.internal;

import dev.stacksets.error.CallbackDeadlockException;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.TimeSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where user code runs: one executor, never a timer or SDK thread, never under a lock; and the futures it is given. What has an
 * owner, as all events and futures of a handle have, runs one at a time and in order. Only owners with something to run have
 * a lane, so that one who has not costs nothing.
 */
public final class Callbacks implements Executor, Origin {
    private final Executor executor;
    private final TimeSource time;
    private final boolean blockAsUsual;
    private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public Callbacks(Executor executor, TimeSource time) {
        this.executor = executor;
        this.time = time;
        this.blockAsUsual = time.newFuture().getClass() == CompletableFuture.class;
    }

    /** What one owner has to run. */
    private final class Lane implements Runnable, CallbackThread.Work {
        private final Object owner;

        /** Guarded by the map's lock of the owner, as what follows. */
        private final Queue<Runnable> waiting = new ArrayDeque<>(2);

        private @Nullable Runnable next;
        private volatile boolean keepsWaiting;
        private volatile @Nullable Thread thread;

        Lane(Object owner) {
            this.owner = owner;
        }

        Lane with(Runnable userCode) {
            waiting.add(userCode);
            keepsWaiting = thread != null;
            return this;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            for (Runnable task = next(); task != null; task = next()) {
                CallbackThread.begins(this);
                Futures.logged(task);
            }
        }

        private @Nullable Runnable next() {
            lanes.computeIfPresent(owner, (any, me) -> {
                next = waiting.poll();
                keepsWaiting = !waiting.isEmpty();
                return next == null ? null : me;
            });
            return next;
        }

        @Override
        public boolean keepsWaiting() {
            return keepsWaiting;
        }

        @Override
        public String toString() {
            return owner.toString();
        }
    }

    @Override
    public Callbacks callbacks() {
        return this;
    }

    @Override
    public @Nullable Object owner() {
        return null;
    }

    @Override
    public @Nullable OperationToken token() {
        return null;
    }

    /** A future of the time source, on which blocking is as that has it. */
    <T extends @Nullable Object> CompletableFuture<T> newFuture() {
        return time.newFuture();
    }

    /** Whether blocking on a future of the time source is like blocking on any. */
    boolean blockAsUsual() {
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

    /** Runs user code when everything is over that was given for the same owner before. */
    public void inOrder(Object owner, Runnable userCode) {
        Lane idle = new Lane(owner);
        Lane lane = lanes.compute(owner, (any, busy) -> (busy == null ? idle : busy).with(userCode));
        if (lane == idle) {
            execute(lane);
        } else if (executor instanceof CallbackPool pool) {
            pool.watch();
        }
    }

    /** Ends a future in order; when all of them are ended, not behind a callback that blocks, which may never end. */
    public void end(Object owner, Runnable ending) {
        if (closing) {
            execute(ending);
        } else {
            inOrder(owner, ending);
        }
    }

    /** From now on futures end out of order. */
    public void close() {
        closing = true;
    }

    /** Runs user code one at a time and in order. */
    public Executor inOrder() {
        Object owner = new Object() {
            @Override
            public String toString() {
                return "a listing";
            }
        };
        return userCode -> inOrder(owner, userCode);
    }

    /** The caller's own future of an internal one: completes on the executor; cancelling it cancels the source. */
    public <T> CompletableFuture<T> handOver(CompletableFuture<T> source) {
        CompletableFuture<T> view = new CallersFuture.Plain<>(this);
        Futures.onEnd(source, (value, failure) -> execute(() -> Futures.settle(view, value, failure)));
        return Futures.cancelling(view, source);
    }

    /**
     * The current thread is about to block on a future.
     *
     * @param origin whose callbacks end it, or null if none has to run for that
     * @throws CallbackDeadlockException if it is itself the callback that has to end before
     */
    void beginWait(@Nullable Origin origin) {
        if (origin != null && origin.owner() != null && isAtWork(origin.owner())) {
            throw new CallbackDeadlockException(
                    "This callback would wait for itself: " + origin.owner()
                            + " runs its callbacks one after another, and this is one of them." + CallbackPool.INSTEAD
                            + " or block on a thread of your own.",
                    origin.token());
        }
        if (Thread.currentThread() instanceof CallbackThread callback) {
            callback.beginWait(origin != null && executor == callback.pool());
        }
    }

    void endWait() {
        if (Thread.currentThread() instanceof CallbackThread callback) {
            callback.endWait();
        }
    }

    /** Whether the current thread is running the owner's callbacks. */
    private boolean isAtWork(Object owner) {
        Lane lane = lanes.get(owner);
        return lane != null && lane.thread == Thread.currentThread();
    }
}
