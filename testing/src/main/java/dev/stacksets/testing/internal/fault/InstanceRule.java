package dev.stacksets.testing.internal.fault;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is planted for one account, or one account and Region. Guarded by its plan. */
public final class InstanceRule {

    private final String key;
    private final FaultPlan plan;
    private int failuresLeft;
    private @Nullable String reason;
    private @Nullable String gateReason;
    private @Nullable Duration duration;
    private boolean neverEnds;
    private boolean fired;

    InstanceRule(String key, FaultPlan plan) {
        this.key = key;
        this.plan = plan;
    }

    /**
     * Fails the next pieces of work.
     *
     * @param times how many
     * @param why the status reason
     */
    public void fail(int times, String why) {
        synchronized (plan) {
            failuresLeft = times;
            reason = why;
        }
    }

    /**
     * Lets the account gate refuse.
     *
     * @param why the status reason
     */
    public void failGate(String why) {
        synchronized (plan) {
            gateReason = why;
        }
    }

    /**
     * Sets how long work takes.
     *
     * @param time in virtual time
     */
    public void take(Duration time) {
        synchronized (plan) {
            duration = time;
        }
    }

    /** Lets work hang. */
    public void hang() {
        synchronized (plan) {
            neverEnds = true;
        }
    }

    InstanceFate next() {
        fired = true;
        Optional<String> failure = failuresLeft > 0 ? Optional.ofNullable(reason) : Optional.empty();
        if (failuresLeft > 0 && failuresLeft < Integer.MAX_VALUE) {
            failuresLeft--;
        }
        return new InstanceFate(failure, Optional.ofNullable(gateReason), Optional.ofNullable(duration), neverEnds);
    }

    boolean fired() {
        return fired;
    }

    @Override
    public String toString() {
        return "instance " + key + ": fails " + failuresLeft + ", takes " + duration + ", neverEnds " + neverEnds;
    }
}
