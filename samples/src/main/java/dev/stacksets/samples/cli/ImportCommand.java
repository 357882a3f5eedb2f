package dev.stacksets.samples.cli;

import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.target.StackList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Takes existing stacks into a stack set of the same template, as they are.")
final class ImportCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The stack set's name or id.")
    private String name = "";

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(
            names = "--organizational-units",
            paramLabel = "OU",
            split = ",",
            description = "The units of the stacks' accounts, for a service-managed stack set.")
    private List<String> organizationalUnits = List.of();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** Either stacks or a file of them. */
    private static final class Which {
        @Option(names = "--stacks", paramLabel = "ARN", split = ",", description = "The stacks' ids, at most 10.")
        private List<String> ids = List.of();

        @Option(
                names = "--stacks-from",
                paramLabel = "URL",
                description = "A file of at most 200 stack ids, at s3://BUCKET/KEY or https://.")
        private Optional<String> url = Optional.empty();

        StackList stacks() {
            return url.isPresent() ? StackList.stacksUrl(url.get()) : StackList.stacks(ids);
        }
    }

    ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        StackImportSpec stacks = StackImportSpec.builder()
                .stacks(which.stacks())
                .organizationalUnits(organizationalUnits)
                .preferences(pace.preferences().build())
                .build();
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings)) {
            session.noteIfEmpty(screen);
            return ExitCodes.of(new Show(screen, session)
                    .toEnd(session.stackSets().stackSet(name).importStacks(stacks), List.of()));
        }
    }
}
