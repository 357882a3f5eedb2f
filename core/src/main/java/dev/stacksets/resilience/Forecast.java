package dev.stacksets.resilience;

import dev.stacksets.operation.Milestone;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When an operation may end, in seconds: a log-logistic guess, which has a hazard in closed form and forgives being wrong
 * (docs/decisions/040).
 *
 * @param since the age from which the guess is made
 * @param rest how much longer it takes from there, in the middle
 * @param spread how far off that may be, as the standard deviation of its logarithm
 * @param longest how long it may be left alone on the word of this guess
 */
record Forecast(double since, double rest, double spread, double longest) {
    /** Of earlier operations: how much is believed of a spread of 25 % before any was seen. */
    private static final double PRIOR_WEIGHT = 3;

    private static final double PRIOR_SPREAD = 0.25;

    /** Of a count: too pessimistic until the first wave of instances is through, and one instance is in the way at the end. */
    private static final double SPREAD_OF_FIRST_SHARE = 0.12;

    private static final double LEAST_SPREAD = 0.12;
    private static final double MOST_SPREAD = 1.2;

    /** How long it may be left alone: of what it takes in all, or of its age while only its beginning is known. */
    private static final double LONGEST_SHARE = 0.2;

    /** One in twenty ends when nobody expects it. */
    private static final double SURPRISES = 0.05;

    private static final double LOGISTIC = Math.PI / Math.sqrt(3);

    /** The surest guess that what is known allows. */
    static Optional<Forecast> of(PollContext context) {
        return Stream.of(
                        ofPast(context.past()),
                        context.last().milestone().flatMap(count -> ofCount(count, seconds(context.age()))))
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(guess -> guess.spread * guess.rest));
    }

    private static Optional<Forecast> ofPast(List<Duration> past) {
        if (past.isEmpty()) {
            return Optional.empty();
        }
        int count = past.size();
        double mean = past.stream()
                .mapToDouble(took -> Math.log(seconds(took)))
                .average()
                .orElseThrow();
        double squares = past.stream()
                .mapToDouble(took -> Math.pow(Math.log(seconds(took)) - mean, 2))
                .sum();
        double variance =
                (PRIOR_WEIGHT * PRIOR_SPREAD * PRIOR_SPREAD + squares) / (PRIOR_WEIGHT + count - 1) * (1 + 1.0 / count);
        double middle = Math.exp(mean);
        return Optional.of(new Forecast(0, middle, bounded(Math.sqrt(variance)), LONGEST_SHARE * middle));
    }

    private static Optional<Forecast> ofCount(Milestone count, double age) {
        if (count.instances() == 0) {
            return Optional.empty();
        }
        double since = seconds(count.age());
        double rest = seconds(count.rest());
        double spread = Math.hypot(SPREAD_OF_FIRST_SHARE / count.share(), seconds(count.first()) / rest);
        return Optional.of(new Forecast(since, rest, bounded(spread), LONGEST_SHARE * age));
    }

    private static double bounded(double spread) {
        return Math.max(LEAST_SPREAD, Math.min(MOST_SPREAD, spread));
    }

    /**
     * When to look next. The density of looks that costs least is the square root of the hazard over twice the worth of one
     * look (Keller, Optimum checking schedules, 1974); the next look is where its integral is one.
     *
     * @param age now
     * @param worth how many seconds of delay one look is worth
     * @param shortest the least to wait
     * @param unknowing the wait while nothing is known; a guess may always be followed that far
     */
    double wait(double age, double worth, double shortest, double unknowing) {
        double longest = Math.max(unknowing, longest());
        double looks = 0;
        double waited = 0;
        while (waited < longest) {
            double step = Math.max(shortest / 3, waited / 6);
            double density = Math.sqrt(hazard(age - since + waited + step / 2) / (2 * worth));
            if (looks + density * step >= 1) {
                return Math.max(shortest, Math.min(longest, waited + (1 - looks) / density));
            }
            looks += density * step;
            waited += step;
        }
        return longest;
    }

    private double hazard(double elapsed) {
        double shape = LOGISTIC / spread;
        double odds = Math.pow(elapsed / rest, shape);
        double due = Double.isInfinite(odds) ? 1 : odds / (1 + odds);
        return shape / elapsed * due + SURPRISES / (since + rest);
    }

    private static double seconds(Duration duration) {
        return Math.max(0.001, duration.toMillis() / 1e3);
    }
}
