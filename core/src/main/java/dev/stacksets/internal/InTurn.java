package dev.stacksets.internal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what it is given one at a time and in order, on another executor. */
public final class InTurn implements Executor {
    private final Executor executor;
    private final Queue<Runnable> queue = new ArrayDeque<>(2);
    private boolean draining;

    public InTurn(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (queue) {
            queue.add(task);
            if (draining) {
                return;
            }
            draining = true;
        }
        executor.execute(this::drain);
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private @Nullable Runnable next() {
        synchronized (queue) {
            Runnable task = queue.poll();
            draining = task != null;
            return task;
        }
    }
}
