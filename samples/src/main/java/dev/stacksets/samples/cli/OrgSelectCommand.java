package dev.stacksets.samples.cli;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.select.Selection;
import dev.stacksets.organizations.select.ServiceManagedForm;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.samples.console.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "select",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Shows which accounts a selector means, and how a service-managed stack set would name them.",
        footer = {
            "",
            "Example: stacksets org select \"in Root/Workloads/Prod and not named audit*\" --explain",
            "Conditions: in UNIT, directly in UNIT, tagged KEY[=VALUE], named GLOB, account ID,ID, joined before|after DAY,",
            "state STATE,STATE, suspended, management, all; with not, and, or, ( ). A unit is a path or an id."
        })
final class OrgSelectCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "SELECTOR", description = "Which accounts.")
    private String selector = "";

    @Option(names = "--explain", description = "Say for every account of the organization why it is in or out.")
    private boolean explain;

    @Option(names = "--ids", description = "Print the ids alone, as 'deploy --accounts' takes them.")
    private boolean ids;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    OrgSelectCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        AccountSelector wanted = AccountSelector.parse(selector);
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings);
                OrganizationDirectory directory = session.directory()) {
            show(screen, directory.select(wanted).join());
        }
        return ExitCodes.SUCCEEDED;
    }

    private void show(Screen screen, Selection selection) {
        selection.strangers().forEach(id -> screen.note("Account " + id + " does not belong to the organization."));
        if (ids) {
            screen.say(String.join(",", selection.ids()));
            return;
        }
        screen.show(explain ? selection.render().stripTrailing() : selection.toString());
        if (!explain && !selection.accounts().isEmpty()) {
            table(selection).forEach(screen::say);
        }
        ServiceManagedForm form = selection.serviceManaged();
        screen.say("Service-managed: "
                + form.targets().map(targets -> targets + ". ").orElse("impossible. ") + form.explanation());
    }

    private static List<String> table(Selection selection) {
        TextTable table = new TextTable(List.of("account", "name", "unit", "state"));
        selection
                .accounts()
                .forEach(account -> table.row(List.of(
                        account.id(),
                        account.name(),
                        account.unit().path(),
                        account.state().toString())));
        return table.lines();
    }
}
