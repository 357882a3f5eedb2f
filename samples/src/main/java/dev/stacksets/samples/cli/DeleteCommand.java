package dev.stacksets.samples.cli;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationSeries;
import dev.stacksets.StackSet;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Screen;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Removes all instances of a stack set, then the stack set.")
final class DeleteCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The stack set's name or id.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private Fate fate = new Fate();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** What becomes of the stacks; one of them must be said. */
    private static final class Fate {
        @Option(names = "--delete-stacks", description = "Delete the stacks and all that is in them.")
        private boolean delete;

        @Option(names = "--retain-stacks", description = "Leave the stacks in their accounts, on their own.")
        private boolean retain;

        InstanceRemovalSpec.Stacks stacks() {
            return delete && !retain ? InstanceRemovalSpec.Stacks.DELETE : InstanceRemovalSpec.Stacks.RETAIN;
        }
    }

    DeleteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings)) {
            session.noteIfEmpty(screen);
            StackSet stackSet = session.stackSets()
                    .stackSet(
                            session.stackSets().stackSet(name).describe().join().id());
            OperationSeries deletion = stackSet.deleteEverything(d -> d.stacks(fate.stacks())
                    .preferences(p -> p.failureTolerancePercentage(100).maxConcurrentPercentage(100)));
            show(deletion, new Show(screen, session), screen);
            deletion.outcome().join();
            screen.say("Deleted stack set " + stackSet.name() + ".");
            return ExitCodes.SUCCEEDED;
        }
    }

    private void show(OperationSeries deletion, Show show, Screen screen) throws InterruptedException {
        Optional<OperationHandle> removal = deletion.operation(0).join();
        for (int next = 1; removal.isPresent(); next++) {
            screen.say("Removing its instances (" + fate.stacks() + " their stacks).");
            OperationResult unused = show.toEnd(removal.get(), List.of());
            removal = deletion.operation(next).join();
        }
    }
}
