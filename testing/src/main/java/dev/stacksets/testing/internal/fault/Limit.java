package dev.stacksets.testing.internal.fault;

import dev.stacksets.testing.internal.fault.Limits.Payer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;

/** A rate for some actions, with a bucket for every account, Region and service. Guarded by the limits it belongs to. */
public final class Limit {

    private static final int BUCKETS = 10_000;

    private final Limits limits;
    private final BiPredicate<String, String> actions;
    private final int burst;
    private final Map<Payer, TokenBucket> buckets = new HashMap<>();
    private int bucketsBeforeALook = BUCKETS;
    private long thousandthsPerSecond;
    private long granted;
    private long refused;
    private boolean mustRefuse;

    Limit(Limits limits, BiPredicate<String, String> actions, long thousandthsPerSecond, int burst) {
        this.limits = limits;
        this.actions = actions;
        this.thousandthsPerSecond = thousandthsPerSecond;
        this.burst = burst;
    }

    boolean covers(String service, String action) {
        return actions.test(service, action);
    }

    boolean hasToken(Payer payer) {
        if (filled(payer).available() > 0) {
            return true;
        }
        refused++;
        return false;
    }

    void grant(Payer payer) {
        filled(payer).take(1);
        granted++;
    }

    private TokenBucket filled(Payer payer) {
        long now = limits.now();
        if (buckets.size() >= bucketsBeforeALook) {
            forgetFullOnes(now);
        }
        TokenBucket bucket = buckets.computeIfAbsent(payer, any -> new TokenBucket(burst, now));
        bucket.fill(now, thousandthsPerSecond);
        return bucket;
    }

    /** A full bucket is as good as none. Anybody may pay, so that there would be ever more of them. */
    private void forgetFullOnes(long now) {
        buckets.values().removeIf(bucket -> {
            bucket.fill(now, thousandthsPerSecond);
            return bucket.isFull();
        });
        bucketsBeforeALook = Math.max(BUCKETS, 2 * buckets.size());
    }

    int buckets() {
        return buckets.size();
    }

    /**
     * Changes the rate from now on; tokens that are there stay.
     *
     * @param thousandths of a token per second, zero or more
     */
    public void rate(long thousandths) {
        synchronized (limits) {
            buckets.keySet().forEach(this::filled);
            thousandthsPerSecond = thousandths;
        }
    }

    /**
     * Takes tokens as somebody else's calls would, if need be of those that come in next. Not counted.
     *
     * @param payer whose
     * @param tokens how many
     */
    public void consume(Payer payer, int tokens) {
        synchronized (limits) {
            filled(payer).take(tokens);
        }
    }

    /**
     * How many whole tokens are there.
     *
     * @param payer whose
     * @return zero or more
     */
    public int available(Payer payer) {
        synchronized (limits) {
            return filled(payer).available();
        }
    }

    /**
     * Calls let through.
     *
     * @return of all payers
     */
    public long granted() {
        synchronized (limits) {
            return granted;
        }
    }

    /**
     * Calls refused for want of a token here.
     *
     * @return of all payers
     */
    public long refused() {
        synchronized (limits) {
            return refused;
        }
    }

    /** Makes it a mistake when it never refuses. */
    public void mustRefuse() {
        synchronized (limits) {
            mustRefuse = true;
        }
    }

    /** Takes it out; its counts stay. */
    public void lift() {
        limits.remove(this);
    }

    boolean isUnused() {
        return mustRefuse && refused == 0;
    }

    @Override
    public String toString() {
        return "throttle of " + actions + " at " + thousandthsPerSecond / 1000.0 + "/s, burst " + burst + ": granted "
                + granted + ", refused " + refused;
    }
}
