package dev.stacksets.samples.cli;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.samples.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "tree",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Draws the units of the organization.")
final class OrgTreeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--with-accounts", description = "The accounts too.")
    private boolean accounts;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    OrgTreeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings);
                OrganizationDirectory directory = session.directory()) {
            OrganizationTree tree = directory.tree().join();
            screen.show((accounts ? tree.renderWithAccounts() : tree.render()).stripTrailing());
        }
        return ExitCodes.SUCCEEDED;
    }
}
