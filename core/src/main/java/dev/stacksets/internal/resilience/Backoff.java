package dev.stacksets.internal.resilience;

import dev.stacksets.spi.TimeSource;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;

/** How long to wait before trying again: doubling from half a second to 20 seconds, the upper half of it by chance. */
public final class Backoff {
    /** Attempts of one call, the first included: about a minute of patience. */
    public static final int ATTEMPTS = 8;

    private static final long FIRST_MILLIS = 500;
    private static final long MAX_MILLIS = 20_000;

    private Backoff() {}

    /** Repeats a call that often and that patiently. */
    public static Retry retry(TimeSource time) {
        return Retry.of(
                "stacksets",
                RetryConfig.<Object>custom()
                        .maxAttempts(ATTEMPTS)
                        .intervalBiFunction(
                                (attempt, outcome) -> after(attempt, time).toMillis())
                        .build());
    }

    /** The wait after the given attempt, 1 being the first. */
    public static Duration after(int attempt, TimeSource time) {
        long ceiling = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 16));
        return Duration.ofMillis(ceiling / 2 + time.random().nextLong(ceiling / 2 + 1));
    }
}
