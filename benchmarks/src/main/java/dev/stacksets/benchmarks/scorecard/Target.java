package dev.stacksets.benchmarks.scorecard;

import dev.stacksets.benchmarks.measuring.Numbers;

/**
 * What is to be reached: a bound of our own figure, or of its ratio to theirs.
 *
 * @param subject what is bounded
 * @param bound from which side
 * @param value where
 */
public record Target(Subject subject, Bound bound, double value) {

    /** What a target bounds. */
    public enum Subject {
        /** Our figure, in its unit. */
        OURS,
        /** Our figure divided by theirs. */
        RATIO
    }

    /** From which side a target bounds. */
    public enum Bound {
        /** Up to the value, and the value. */
        AT_MOST,
        /** The value, and above. */
        AT_LEAST
    }

    /**
     * Bounds our figure from above.
     *
     * @param value in the figure's unit
     * @return the target
     */
    public static Target atMost(double value) {
        return new Target(Subject.OURS, Bound.AT_MOST, value);
    }

    /**
     * Bounds our figure from below.
     *
     * @param value in the figure's unit
     * @return the target
     */
    public static Target atLeast(double value) {
        return new Target(Subject.OURS, Bound.AT_LEAST, value);
    }

    /**
     * Bounds the ratio of our figure to theirs from above, where less is better.
     *
     * @param ratio ours divided by theirs
     * @return the target
     */
    public static Target ratioAtMost(double ratio) {
        return new Target(Subject.RATIO, Bound.AT_MOST, ratio);
    }

    /**
     * Bounds the ratio of our figure to theirs from below, where more is better.
     *
     * @param ratio ours divided by theirs
     * @return the target
     */
    public static Target ratioAtLeast(double ratio) {
        return new Target(Subject.RATIO, Bound.AT_LEAST, ratio);
    }

    boolean admits(double measured) {
        return bound == Bound.AT_MOST ? measured <= value : measured >= value;
    }

    @Override
    public String toString() {
        return (bound == Bound.AT_MOST ? "<= " : ">= ") + Numbers.text(value) + (subject == Subject.RATIO ? "x" : "");
    }
}
