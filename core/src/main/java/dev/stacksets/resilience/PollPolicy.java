package dev.stacksets.resilience;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.OperationProgress;
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
     * Whether it decides on what earlier operations took. If so, {@link PollContext#past()} is filled in; of a stack set of
     * which nothing is known, AWS is asked once for its operations, when one is 30 seconds old.
     *
     * @return false unless a policy says otherwise
     */
    default boolean looksBack() {
        return false;
    }

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
     * Polls rarely while the end is far, often when it is near, and at one interval while nothing is known of that. What it
     * knows are {@linkplain PollContext#past() earlier operations} and the {@linkplain OperationProgress#milestone()
     * progress} of this one. It never waits longer than the interval or a fifth of what the operation is expected to take in
     * all; of its age, where only its progress is known.
     *
     * @param interval the wait while nothing is known, a millisecond to 366 days; the shortest wait is 0.3 of it, and one poll
     *     is taken to be worth seeing the end a twentieth of it earlier
     * @return the policy
     * @throws InvalidInputException if it is not
     */
    static PollPolicy predictive(Duration interval) {
        Check.duration("interval", interval);
        return new Predictive(interval);
    }

    /**
     * What is used unless set: {@code predictive} at 10 seconds. Why is in docs/decisions/040.
     *
     * @return the policy
     */
    static PollPolicy defaults() {
        return predictive(Duration.ofSeconds(10));
    }

    private static Duration millis(double millis) {
        return Duration.ofMillis((long) millis);
    }
}
