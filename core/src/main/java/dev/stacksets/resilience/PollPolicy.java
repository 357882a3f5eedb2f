package dev.stacksets.resilience;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.time.Duration;

/**
 * When to ask AWS again how an operation stands. Pure: it reads no clock, waits for nothing, and never gives up; giving
 * up is the tracking timeout's business.
 */
@FunctionalInterface
public interface PollPolicy {

    /**
     * The wait before the next poll.
     *
     * @param context how the watching went so far
     * @return more than zero; less counts as one millisecond
     */
    Duration nextDelay(PollContext context);

    /**
     * Polls at one interval. Costs duration / interval calls; sees the end half an interval late on average.
     *
     * @param interval a millisecond to 366 days
     * @return the policy
     * @throws InvalidInputException if it is not
     */
    static PollPolicy fixed(Duration interval) {
        Check.duration("interval", interval);
        return context -> interval;
    }

    /**
     * Polls at growing intervals.
     *
     * @param first the first interval, a millisecond to 366 days
     * @param factor what each interval is multiplied by, at least 1
     * @param max the longest interval, at least {@code first}
     * @return the policy
     * @throws InvalidInputException if a bound does not hold
     */
    static PollPolicy exponential(Duration first, double factor, Duration max) {
        Check.duration("first", first);
        Check.that(factor >= 1 && factor <= 1_000, "factor", "factor is " + factor + ", but must be from 1 to 1000.");
        Check.that(max.compareTo(first) >= 0, "max", "max " + max + " is shorter than first " + first + ".");
        return context ->
                millis(Math.min((double) max.toMillis(), first.toMillis() * Math.pow(factor, context.polls())));
    }

    /**
     * Polls in proportion to the age of the operation, so that the end is seen late by at most this share of its
     * duration, and never by more than {@code max}.
     *
     * @param share how late the end may be seen, 0.001 to 1
     * @param min the shortest interval, a millisecond to 366 days
     * @param max the longest interval, at least {@code min}
     * @return the policy
     * @throws InvalidInputException if a bound does not hold
     */
    static PollPolicy proportional(double share, Duration min, Duration max) {
        Check.that(share >= 0.001 && share <= 1, "share", "share is " + share + ", but must be from 0.001 to 1.");
        Check.duration("min", min);
        Check.that(max.compareTo(min) >= 0, "max", "max " + max + " is shorter than min " + min + ".");
        return context -> millis(Math.max(
                (double) min.toMillis(),
                Math.min((double) max.toMillis(), share * context.age().toMillis())));
    }

    /**
     * What is used unless set: 5 % of the age, at least 3 seconds, at most 30 seconds.
     *
     * @return the policy
     */
    static PollPolicy defaults() {
        return proportional(0.05, Duration.ofSeconds(3), Duration.ofSeconds(30));
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) millis);
    }
}
