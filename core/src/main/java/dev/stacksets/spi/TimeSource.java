package dev.stacksets.spi;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Time and chance, as one thing a caller can replace. The library reads the clock, waits and draws random numbers only
 * through this type, which is what lets a rollout of three hours run in a test of milliseconds.
 *
 * <p>Implementations are thread-safe.
 */
public interface TimeSource {

    /**
     * The current wall-clock time.
     *
     * @return the instant, never earlier than one returned before to the same thread
     */
    Instant now();

    /**
     * A monotonic clock for measuring durations, as {@link System#nanoTime()}.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanoTime();

    /**
     * Runs work later. The library gives it short, non-blocking tasks only. Whoever made the time source shuts the
     * scheduler down; the library never does that to one it was given.
     *
     * @return the scheduler, always the same one
     */
    ScheduledExecutorService scheduler();

    /**
     * Makes a future for a caller that work of this time source will complete. A time that moves only when told can give
     * one whose blocking waits move it, or fail when nobody else would; for real time any future will do.
     *
     * @param <T> what it will hold
     * @return a new future, not completed
     */
    default <T extends @Nullable Object> CompletableFuture<T> newFuture() {
        return new CompletableFuture<>();
    }

    /**
     * The source of jitter and of operation ids.
     *
     * @return a thread-safe generator, always the same one
     */
    RandomGenerator random();
}
