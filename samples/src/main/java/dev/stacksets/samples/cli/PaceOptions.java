package dev.stacksets.samples.cli;

import dev.stacksets.operation.OperationPreferences;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how fast, and how much may fail. */
final class PaceOptions {
    @Option(
            names = "--failure-tolerance",
            paramLabel = "N",
            description = "How many accounts may fail per Region before the rest is cancelled; otherwise none.")
    private Optional<Integer> failureTolerance = Optional.empty();

    @Option(
            names = "--max-concurrent",
            paramLabel = "N",
            description = "How many accounts run at once per Region, at most tolerance + 1; otherwise one.")
    private Optional<Integer> maxConcurrent = Optional.empty();

    OperationPreferences.Builder preferences() {
        OperationPreferences.Builder preferences = OperationPreferences.builder();
        failureTolerance.ifPresent(preferences::failureToleranceCount);
        maxConcurrent.ifPresent(preferences::maxConcurrentCount);
        return preferences;
    }
}
