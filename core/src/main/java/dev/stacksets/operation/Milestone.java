package dev.stacksets.operation;

import java.time.Duration;

/**
 * How far an operation was at one moment. AWS reports no counts of its own; this is what one page of its results tells, or
 * all of them where they are asked for.
 *
 * @param stage what the instances counted had behind them
 * @param instances how many had
 * @param total how many instances the operation has, 1 or more
 * @param age how old the operation was
 * @param first how old it was when the first instance was seen to have ended: about as long as one takes
 */
public record Milestone(Stage stage, int instances, int total, Duration age, Duration first) {

    /** What instances have behind them. */
    public enum Stage {
        /** They ended, well or not. */
        ENDED,
        /** They were begun; some of them have ended. */
        BEGUN
    }

    /**
     * Their share of all instances.
     *
     * @return 0 to 1
     */
    public double share() {
        return (double) instances / total;
    }

    /**
     * How much longer the operation takes if it goes on as it went so far. Rough in the beginning, when it tends to be too
     * long: the first instances end late, and then many at once.
     *
     * @return from this moment, zero or more; a year while no instance had it behind them
     */
    public Duration rest() {
        if (instances == 0) {
            return Duration.ofDays(365);
        }
        double share = (double) (total - instances) / instances;
        double tail = stage == Stage.BEGUN ? 0.7 * first.toMillis() : 0;
        return Duration.ofMillis(Math.round(age.toMillis() * share + tail));
    }
}
