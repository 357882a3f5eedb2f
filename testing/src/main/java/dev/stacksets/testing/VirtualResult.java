package dev.stacksets.testing;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A future of a {@link VirtualTime}, and everything derived from it. */
final class VirtualResult<T extends @Nullable Object> extends CompletableFuture<T> {

    private final Waiting waiting;

    VirtualResult(Waiting waiting) {
        this.waiting = waiting;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new VirtualResult<>(waiting);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return isDone() ? super.get() : waiting.await(this, super::get);
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return isDone() ? super.get() : waiting.await(this, super::get, timeout, unit);
    }

    /** As ever, an interrupt does not end it. */
    @Override
    public T join() {
        boolean interrupted = false;
        while (!isDone()) {
            try {
                waiting.await(this, super::get);
            } catch (InterruptedException later) {
                interrupted = true;
            } catch (ExecutionException | CancellationException failed) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return super.join();
    }
}
