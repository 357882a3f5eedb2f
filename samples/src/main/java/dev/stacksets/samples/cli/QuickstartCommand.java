package dev.stacksets.samples.cli;

import dev.stacksets.samples.console.Screen;
import dev.stacksets.samples.quickstart.Quickstart;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        description = "Walks through a stack set's whole life, against a simulator. Needs no AWS account.")
final class QuickstartCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "Where the templates are written; otherwise stacksets-quickstart below the system's temporary"
                    + " folder.")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--plain", description = "No progress bar, also on a terminal.")
    private boolean plain;

    QuickstartCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = plain ? surroundings.screen().plain() : surroundings.screen();
        Path there = folder.orElse(surroundings.temporaryFolder().resolve("stacksets-quickstart"));
        new Quickstart(screen, there, surroundings.speed()).run();
        return ExitCodes.SUCCEEDED;
    }
}
