package dev.stacksets.samples.cli;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.samples.console.Screen;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        customSynopsis = "stacksets check --template=FILE [OPTIONS]",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        description = "Holds parameters and capabilities against a template: asks AWS once, changes nothing.",
        footer = {"", "Exit codes: 0 nothing is wrong, though something may be doubtful; 2 something is wrong."})
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", description = "The name the stack set would have.")
    private String name = "unnamed";

    @Option(names = "--service-managed", description = "It would have service-managed permissions.")
    private boolean serviceManaged;

    @Mixin
    private DefinitionOptions definitionOptions = new DefinitionOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        connection.check();
        StackSetDefinition definition = definitionOptions.definition(name, serviceManaged, surroundings);
        connection.check(definition);
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings)) {
            List<Finding> found = session.stackSets().check(definition).join();
            found.forEach(finding -> screen.say(finding.toString()));
            if (found.isEmpty()) {
                screen.say("Nothing is wrong with it.");
            }
            return found.stream().anyMatch(Finding::isError) ? ExitCodes.REFUSED : ExitCodes.SUCCEEDED;
        }
    }
}
