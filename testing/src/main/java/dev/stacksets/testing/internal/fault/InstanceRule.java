package dev.stacksets.testing.internal.fault;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is planted for one stack instance, one account or everywhere. Guarded by its plan. */
public final class InstanceRule {

    private final String key;
    private final FaultPlan plan;
    private @Nullable Obstacle obstacle;
    private int timesLeft;
    private @Nullable Duration duration;
    private boolean neverEnds;
    private boolean fired;

    InstanceRule(String key, FaultPlan plan) {
        this.key = key;
        this.plan = plan;
    }

    /**
     * Keeps the next pieces of work from succeeding, every time.
     *
     * @param why in place of whatever did so before
     */
    public void obstruct(Obstacle why) {
        synchronized (plan) {
            obstacle = why;
            timesLeft = Integer.MAX_VALUE;
        }
    }

    /**
     * Lets the obstacle go after a number of times.
     *
     * @param times how many pieces of work it still meets
     * @throws IllegalStateException when there is none
     */
    public void times(int times) {
        synchronized (plan) {
            if (obstacle == null) {
                throw new IllegalStateException("nothing is planted yet that could end after " + times + " times");
            }
            timesLeft = times;
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
        Optional<Obstacle> met = timesLeft > 0 ? Optional.ofNullable(obstacle) : Optional.empty();
        if (timesLeft > 0 && timesLeft < Integer.MAX_VALUE) {
            timesLeft--;
        }
        return new InstanceFate(met, Optional.ofNullable(duration), neverEnds);
    }

    boolean isMet(Class<? extends Obstacle> kind) {
        boolean met = timesLeft > 0 && kind.isInstance(obstacle);
        fired |= met;
        return met;
    }

    boolean fired() {
        return fired;
    }

    @Override
    public String toString() {
        return "instance " + key
                + (obstacle == null ? "" : ": " + obstacle + times())
                + (duration == null ? "" : ", takes " + duration)
                + (neverEnds ? ", never ends" : "");
    }

    private String times() {
        return timesLeft == Integer.MAX_VALUE ? "" : " " + timesLeft + " times more";
    }
}
