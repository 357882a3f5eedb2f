package dev.stacksets.benchmarks.scorecard;

import java.util.OptionalDouble;

/**
 * A figure of ours, and what is to be thought of it.
 *
 * @param name what was measured
 * @param unit of both figures
 * @param ours our figure, NaN when it could not be measured
 * @param theirs the other side's
 * @param target what is to be reached
 * @param detail how it was measured, or why it could not be
 */
public record Score(String name, String unit, double ours, Theirs theirs, Target target, String detail) {

    /** Whether a target is reached. */
    public enum Verdict {
        /** It is. */
        YES,
        /** It is not. */
        NO,
        /** Something could not be measured, on our side or, for a ratio, on theirs. */
        UNKNOWN
    }

    /**
     * What could not be measured.
     *
     * @param name what was to be measured
     * @param reason what went wrong
     * @return of unknown verdict
     */
    public static Score failed(String name, String reason) {
        return new Score(name, "", Double.NaN, Theirs.nobody(), Target.atLeast(0), "FAILED: " + reason);
    }

    /**
     * Our figure divided by theirs.
     *
     * @return empty when one of both is missing
     */
    public OptionalDouble ratio() {
        return theirs.value().isEmpty() || Double.isNaN(ours)
                ? OptionalDouble.empty()
                : OptionalDouble.of(ours / theirs.value().getAsDouble());
    }

    /**
     * Whether the target is reached.
     *
     * @return unknown when a figure for it is missing
     */
    public Verdict holds() {
        OptionalDouble measured = target.subject() == Target.Subject.OURS ? OptionalDouble.of(ours) : ratio();
        if (measured.isEmpty() || Double.isNaN(measured.getAsDouble())) {
            return Verdict.UNKNOWN;
        }
        return target.admits(measured.getAsDouble()) ? Verdict.YES : Verdict.NO;
    }
}
