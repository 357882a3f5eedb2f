package dev.stacksets.samples.cli;

import dev.stacksets.StackSet;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.samples.instances.Rectangle;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import java.util.List;
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
            int removed = removeInstances(stackSet, new Show(screen, session), screen);
            if (removed == ExitCodes.SUCCEEDED) {
                stackSet.delete().join();
                screen.say("Deleted stack set " + stackSet.name() + ".");
            }
            return removed;
        }
    }

    private int removeInstances(StackSet stackSet, Show show, Screen screen) throws InterruptedException {
        List<InstanceId> instances = stackSet.listInstances().toList().join().stream()
                .map(StackInstance::id)
                .toList();
        for (Rectangle rectangle : Rectangle.cover(instances)) {
            screen.say("Removing " + rectangle.size() + " instances (" + fate.stacks() + " their stacks): " + rectangle
                    + ".");
            OperationResult result = show.toEnd(
                    stackSet.removeInstances(r -> r.accounts(rectangle.accounts())
                            .regions(rectangle.regions())
                            .stacks(fate.stacks())
                            .preferences(p -> p.failureToleranceCount(
                                            rectangle.accounts().size() - 1)
                                    .maxConcurrentCount(rectangle.accounts().size()))),
                    List.of());
            if (ExitCodes.of(result) != ExitCodes.SUCCEEDED) {
                return ExitCodes.of(result);
            }
        }
        return ExitCodes.SUCCEEDED;
    }
}
