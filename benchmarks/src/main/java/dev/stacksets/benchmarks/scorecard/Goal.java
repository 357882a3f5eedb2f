package dev.stacksets.benchmarks.scorecard;

/**
 * Something to be reached, and how it is measured. Several may share a number: {@code --goal} runs them all.
 *
 * @param number 1 or more
 * @param title what it is about, in a few words
 * @param measurement what it needs to be done
 */
public record Goal(int number, String title, Measurement measurement) {}
