package dev.stacksets.benchmarks.scorecard;

/**
 * A line of the scorecard.
 *
 * @param goal what it belongs to
 * @param score what was measured
 */
public record Line(Goal goal, Score score) {}
