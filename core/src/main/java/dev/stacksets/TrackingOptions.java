package dev.stacksets;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.resilience.PollPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** How operations are watched from here. Immutable. Nothing in it reaches AWS, but for the stop on timeout. */
@Value.Immutable
@HiddenImmutable
public interface TrackingOptions {

    /** How much is asked with each poll. */
    enum Detail {
        /** The operation's status: one call a poll. */
        STATUS,
        /**
         * Also how far it is, as far as one more call a poll tells: exact while at most a hundred instances have succeeded or
         * at most a hundred wait, and asked only when that can tell something new. For {@link PollPolicy#predictive}, and for
         * {@link dev.stacksets.operation.OperationProgress#milestone()}.
         */
        PROGRESS,
        /** Also each instance's outcome: one more call a poll per 100 instances. For counts and instance events. */
        INSTANCES
    }

    /** What the tracking timeout does. */
    enum OnTimeout {
        /** Watching ends; the operation goes on in AWS. */
        DETACH,
        /** AWS is asked to stop the operation, and it is watched to its end. */
        STOP
    }

    /**
     * Starts with the defaults.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableTrackingOptions.builder();
    }

    /**
     * Nothing set.
     *
     * @return the defaults
     */
    static TrackingOptions defaults() {
        return builder().build();
    }

    /**
     * When to ask again.
     *
     * @return {@link PollPolicy#defaults()} unless set
     */
    @Value.Default
    default PollPolicy pollPolicy() {
        return PollPolicy.defaults();
    }

    /**
     * How much is asked with each poll.
     *
     * @return {@link Detail#STATUS} unless set
     */
    @Value.Default
    default Detail detail() {
        return Detail.STATUS;
    }

    /**
     * Whether a result keeps how it went for every instance, also for those that succeeded.
     *
     * @return false unless set: results of 100,000 instances are kept by whoever asks for them
     */
    @Value.Default
    default boolean keepsAllResults() {
        return false;
    }

    /**
     * How long an operation is watched.
     *
     * @return empty, the default, for as long as it takes
     */
    Optional<Duration> timeout();

    /**
     * What happens then.
     *
     * @return {@link OnTimeout#DETACH} unless set
     */
    @Value.Default
    default OnTimeout onTimeout() {
        return OnTimeout.DETACH;
    }

    /**
     * How many polls in a row may fail before watching ends.
     *
     * @return 1 or more; 20 unless set
     */
    @Value.Default
    default int pollFailureLimit() {
        return 20;
    }

    /**
     * How long AWS may take to say anything at all about an operation that was resumed. After that, and after three polls that
     * failed, watching ends with {@code POLL_FAILURES} instead of going on as {@code UNKNOWN} to the
     * {@link #pollFailureLimit()}: more likely the endpoint is wrong than about to come back. Polls that AWS refuses as too fast do
     * not count. A start has a patience of its own of about a minute (8 attempts, half a second doubling to 20 seconds apart).
     *
     * @return 2 minutes unless set
     */
    @Value.Default
    default Duration firstAnswerWithin() {
        return Duration.ofMinutes(2);
    }

    /**
     * Who is told from the first event on.
     *
     * @return the listeners
     */
    List<OperationListener> listeners();

    /** Refuses what makes no sense. */
    @Value.Check
    default void check() {
        Check.between("pollFailureLimit", pollFailureLimit(), 1, Integer.MAX_VALUE);
        Check.duration("firstAnswerWithin", firstAnswerWithin());
        timeout().ifPresent(timeout -> Check.duration("timeout", timeout));
    }

    /** Builds {@link TrackingOptions}. Not thread-safe. */
    interface Builder {
        /**
         * Sets when to ask again.
         *
         * @param policy the poll policy
         * @return this builder
         */
        Builder pollPolicy(PollPolicy policy);

        /**
         * Sets how much is asked with each poll.
         *
         * @param detail status, progress or instances
         * @return this builder
         */
        Builder detail(Detail detail);

        /**
         * Sets whether results keep how it went for every instance.
         *
         * @param all true for {@link dev.stacksets.operation.OperationResult#instances()} to be there
         * @return this builder
         */
        Builder keepsAllResults(boolean all);

        /**
         * Lets results keep how it went for every instance, also for those that succeeded.
         *
         * @return this builder
         */
        default Builder keepAllResults() {
            return keepsAllResults(true);
        }

        /**
         * Sets how long an operation is watched.
         *
         * @param timeout a millisecond to 366 days
         * @return this builder
         */
        Builder timeout(Duration timeout);

        /**
         * Sets what happens then.
         *
         * @param action detach or stop
         * @return this builder
         */
        Builder onTimeout(OnTimeout action);

        /**
         * Sets how many polls in a row may fail.
         *
         * @param limit 1 or more
         * @return this builder
         */
        Builder pollFailureLimit(int limit);

        /**
         * Sets how long AWS may take to say anything at all about a resumed operation.
         *
         * @param patience a millisecond to 366 days, or as long as it takes to poll three times if that is longer
         * @return this builder
         */
        Builder firstAnswerWithin(Duration patience);

        /**
         * Adds a listener.
         *
         * @param listener who is told from the first event on
         * @return this builder
         */
        Builder listener(OperationListener listener);

        /**
         * Checks and builds.
         *
         * @return the options
         * @throws InvalidInputException if a bound does not hold
         */
        TrackingOptions build();
    }
}
