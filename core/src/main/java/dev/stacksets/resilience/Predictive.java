package dev.stacksets.resilience;

import java.time.Duration;

/**
 * Follows a forecast, if there is one.
 *
 * @param interval the wait while nothing is known
 */
record Predictive(Duration interval) implements PollPolicy {
    /** How much earlier the end must be seen for a poll to be worth it, and the shortest wait: of the interval. */
    private static final double WORTH = 0.05;

    private static final double SHORTEST = 0.3;

    @Override
    public Duration nextDelay(PollContext context) {
        double seconds = interval.toMillis() / 1e3;
        double age = context.age().toMillis() / 1e3;
        return Forecast.of(context)
                .map(forecast -> forecast.wait(age, WORTH * seconds, SHORTEST * seconds, seconds))
                .map(wait -> Duration.ofMillis((long) (1e3 * wait)))
                .orElse(interval);
    }

    @Override
    public boolean looksBack() {
        return true;
    }
}
