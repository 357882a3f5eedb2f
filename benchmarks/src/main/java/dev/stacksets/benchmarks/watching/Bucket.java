package dev.stacksets.benchmarks.watching;

import dev.stacksets.testing.VirtualTime;
import java.util.function.Supplier;

/** A token bucket in virtual time, full at first. */
final class Bucket implements Supplier<Boolean> {

    private final VirtualTime time;
    private final double perSecond;
    private final int size;
    private double tokens;
    private long filledAt;

    Bucket(VirtualTime time, double perSecond, int size) {
        this.time = time;
        this.perSecond = perSecond;
        this.size = size;
        this.tokens = size;
        this.filledAt = time.nanoTime();
    }

    @Override
    public Boolean get() {
        long now = time.nanoTime();
        tokens = Math.min(size, tokens + perSecond * (now - filledAt) / 1e9);
        filledAt = now;
        boolean enough = tokens >= 1;
        tokens -= enough ? 1 : 0;
        return enough;
    }
}
