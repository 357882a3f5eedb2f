package dev.stacksets.testing.internal.engine.base;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;

/** Seeded ids and durations: same seed, same calls, same ids. Guarded by the engine's lock. */
public final class Ids {

    private final Random ids;
    private final Random durations;

    public Ids(long seed) {
        ids = new Random(seed);
        durations = new Random(~seed);
    }

    /** A UUID of version 4. */
    public String uuid() {
        long high = (ids.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (ids.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    public Duration between(Duration shortest, Duration longest) {
        long spread = longest.minus(shortest).toMillis();
        return spread <= 0 ? shortest : shortest.plusMillis(durations.nextLong(spread + 1));
    }
}
