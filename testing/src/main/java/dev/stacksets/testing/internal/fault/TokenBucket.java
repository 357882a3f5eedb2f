package dev.stacksets.testing.internal.fault;

/**
 * Tokens of one account in one Region. In whole numbers, so that no rounding ever grants or refuses a call too many: a
 * token is 10^12 parts, of which a rate of one thousandth per second adds one per nanosecond. Guarded by its limits.
 */
final class TokenBucket {

    static final long TOKEN = 1_000_000_000_000L;
    private static final long MOST_OWED = 1_000_000;

    private final long capacity;
    private long parts;
    private long filledAt;

    TokenBucket(int burst, long nanos) {
        capacity = burst * TOKEN;
        parts = capacity;
        filledAt = nanos;
    }

    /** Adds what came in since the last time, at one rate. */
    void fill(long nanos, long thousandthsPerSecond) {
        long elapsed = nanos - filledAt;
        filledAt = nanos;
        if (thousandthsPerSecond == 0) {
            return;
        }
        long room = capacity - parts;
        boolean full = elapsed >= room / thousandthsPerSecond + 1;
        parts = full ? capacity : Math.min(capacity, parts + elapsed * thousandthsPerSecond);
    }

    boolean isFull() {
        return parts == capacity;
    }

    int available() {
        return (int) Math.max(0, parts / TOKEN);
    }

    /** Takes tokens, also such as have yet to come in; a debt of more than a million is forgiven. */
    void take(int tokens) {
        parts = Math.max(parts - tokens * TOKEN, -MOST_OWED * TOKEN);
    }
}
