package dev.stacksets.samples.cli;

import dev.stacksets.testing.SimulatorEndpoint;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how long the work of a served simulator takes. */
final class PassageOfTime {
    private static final Duration USUAL = Duration.ofSeconds(2);

    @Option(names = "--instant", description = "Every operation ends within the call that started it.")
    private boolean instant;

    @Option(
            names = "--stack-duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "How long the work on one stack takes, such as 2s, 500ms or 1m; otherwise 2s. So do creating and"
                            + " closing an account, and enabling and disabling a Region.")
    private Optional<Duration> stackDuration = Optional.empty();

    @Option(
            names = "--time-scale",
            paramLabel = "N",
            description = "How many simulated seconds pass per second; otherwise 1.")
    private Optional<Double> scale = Optional.empty();

    void check() {
        if (instant && (stackDuration.isPresent() || scale.isPresent())) {
            throw new UsageException(
                    "--instant leaves no time to pass: leave out --stack-duration and --time-scale, or --instant.");
        }
        scale.ifPresent(PassageOfTime::requirePositive);
    }

    private static void requirePositive(double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new UsageException("--time-scale is a number above zero, not " + scale + ".");
        }
    }

    Duration stackDuration() {
        return stackDuration.orElse(USUAL);
    }

    SimulatorEndpoint applyTo(SimulatorEndpoint endpoint) {
        return instant ? endpoint.instant() : endpoint.timeScale(scale.orElse(1.0));
    }
}
