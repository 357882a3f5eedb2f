package dev.stacksets.samples.cli;

import dev.stacksets.StackSet;
import dev.stacksets.drift.DriftReport;
import dev.stacksets.operation.DriftDetectionSpec;
import dev.stacksets.samples.console.Screen;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description =
                "Looks for drift in every instance of a stack set, and ends with 1 unless there is none anywhere.")
final class DriftCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The stack set's name or id.")
    private String name = "";

    @Option(names = "--operation", paramLabel = "ID", description = "Only show what this drift detection has found.")
    private Optional<String> operation = Optional.empty();

    @Option(names = "--show-values", description = "Show expected and actual values, which may be secrets.")
    private boolean showValues;

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    DriftCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        DriftDetectionSpec detection = DriftDetectionSpec.builder()
                .preferences(pace.preferences().build())
                .build();
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings)) {
            session.noteIfEmpty(screen);
            StackSet stackSet = session.stackSets().stackSet(name);
            String id = operation.isPresent()
                    ? operation.get()
                    : new Show(screen, session)
                            .toEnd(stackSet.detectDrift(detection), List.of())
                            .token()
                            .operationId();
            DriftReport report = stackSet.driftReport(id).join();
            screen.show(showValues ? report.renderWithValues() : report.render());
            return isClean(report) ? ExitCodes.SUCCEEDED : ExitCodes.FAILED;
        }
    }

    /** What was not looked at may have drifted. */
    private static boolean isClean(DriftReport report) {
        return report.complete()
                && report.drifted().isEmpty()
                && report.unchecked().isEmpty();
    }
}
