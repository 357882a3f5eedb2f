package dev.stacksets.samples.cli;

import dev.stacksets.operation.OperationToken;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Watches an operation to its end, whoever started it.")
final class ResumeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TOKEN", description = "What deploy printed.")
    private String token = "";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        OperationToken operation = OperationToken.parse(token);
        try (Session session = connection.open(surroundings, operation)) {
            session.noteIfEmpty(surroundings.screen());
            return ExitCodes.of(new Show(connection.screen(surroundings), session)
                    .toEnd(session.stackSets().resume(operation), List.of()));
        }
    }
}
