package dev.stacksets.samples.cli;

import dev.stacksets.OperationHandle;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.samples.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Asks AWS to stop an operation: no instance is begun any more, those under way finish.")
final class StopCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "TOKEN", description = "What deploy printed.")
    private String token = "";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    StopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        OperationToken operation = OperationToken.parse(token);
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings, operation)) {
            session.noteIfEmpty(surroundings.screen());
            OperationHandle handle = session.stackSets().resume(operation);
            handle.stop().join();
            String status = handle.refresh().join().rawStatus();
            screen.say("Operation " + operation.operationId() + " is " + status + ".");
        }
        return ExitCodes.SUCCEEDED;
    }
}
