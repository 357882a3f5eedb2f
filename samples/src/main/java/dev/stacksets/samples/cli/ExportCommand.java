package dev.stacksets.samples.cli;

import dev.stacksets.StackSet;
import dev.stacksets.samples.console.OutputFile;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.yaml.ExportOptions;
import dev.stacksets.yaml.ExportOptions.Instances;
import dev.stacksets.yaml.StackSetTemplate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Writes a stack set as a CloudFormation template with a resource AWS::CloudFormation::StackSet."
                + " Secret values become parameters of that template.")
final class ExportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The stack set's name or id.")
    private String name = "";

    @Option(names = "--instances", description = "Its instances too, without their parameter overrides.")
    private boolean instances;

    @Option(
            names = "--overrides",
            description = "Its instances and their parameter overrides: one call for each instance.")
    private boolean overrides;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to; otherwise to the standard output.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    ExportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings)) {
            session.noteIfEmpty(screen);
            StackSet stackSet = session.stackSets().stackSet(name);
            ExportOptions options = ExportOptions.defaults().instances(wanted());
            StackSetTemplate template = StackSetTemplate.export(
                            stackSet,
                            session.templateStore().map(options::templateStore).orElse(options))
                    .join();
            output.ifPresentOrElse(
                    file -> new OutputFile(file).write(template.text()), () -> screen.document(template.text()));
            if (!template.neededParameters().isEmpty()) {
                screen.note("Secret values were left out; the template asks for "
                        + String.join(", ", template.neededParameters()) + ".");
            }
        }
        return ExitCodes.SUCCEEDED;
    }

    private Instances wanted() {
        if (overrides) {
            return Instances.WITH_OVERRIDES;
        }
        return instances ? Instances.TARGETS : Instances.NONE;
    }
}
