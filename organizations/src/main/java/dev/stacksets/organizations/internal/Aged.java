package dev.stacksets.organizations.internal;

import dev.stacksets.spi.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something read at most so often: whoever asks while the last reading is young enough, or still under way, shares it. A
 * failed reading is forgotten.
 *
 * @param <T> what is read
 */
public final class Aged<T> {
    private final TimeSource time;
    private final long maxAge;
    private final Supplier<CompletableFuture<T>> read;
    private final AtomicReference<@Nullable Reading<T>> latest = new AtomicReference<>();

    private record Reading<T>(long began, CompletableFuture<T> value) {
        boolean serves(long now, long maxAge) {
            return !value.isCompletedExceptionally() && (!value.isDone() || now - began <= maxAge);
        }
    }

    /**
     * Nothing read yet.
     *
     * @param read begins a reading
     */
    public Aged(TimeSource time, Duration maxAge, Supplier<CompletableFuture<T>> read) {
        this.time = time;
        this.maxAge = maxAge.toNanos();
        this.read = read;
    }

    /** The last reading, or a new one if that is too old. */
    public CompletableFuture<T> get() {
        Reading<T> known = latest.get();
        return known != null && known.serves(time.nanoTime(), maxAge) ? known.value() : begin(known);
    }

    /** A new reading. One under way may have begun before what the caller wants to see. */
    public CompletableFuture<T> refresh() {
        return begin(latest.get());
    }

    /** Whoever asks next gets a new reading. */
    public void forget() {
        latest.set(null);
    }

    private CompletableFuture<T> begin(@Nullable Reading<T> known) {
        Reading<T> mine = new Reading<>(time.nanoTime(), new CompletableFuture<>());
        if (!latest.compareAndSet(known, mine)) {
            return get();
        }
        var unused = read.get().whenComplete((value, failure) -> {
            if (failure == null) {
                mine.value().complete(value);
            } else {
                mine.value().completeExceptionally(failure);
            }
        });
        return mine.value();
    }
}
