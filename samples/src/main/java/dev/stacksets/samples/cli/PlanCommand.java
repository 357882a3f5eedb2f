package dev.stacksets.samples.cli;

import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.guard.Violation;
import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import dev.stacksets.samples.console.OutputFile;
import dev.stacksets.samples.console.Screen;
import dev.stacksets.target.Targets;
import dev.stacksets.yaml.FleetFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        customSynopsis = "stacksets plan -f FILE [OPTIONS]",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        description = "Holds a fleet file against what is there and shows the fewest operations that make it so."
                + " Changes nothing.",
        footer = {
            "",
            "Secrets that the file names are read from the environment variables of that name, or asked for.",
            "Exit codes: 0 planned, whatever there is to do; 1 AWS refused; 2 the file was refused."
        })
final class PlanCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--fleet"},
            paramLabel = "FILE",
            required = true,
            description = "What should be true, in YAML or JSON.")
    private Path fleet = Path.of("");

    @Option(
            names = "--allow-outside-folder",
            description = "The template may be outside the folder of the fleet file: for files of your own only.")
    private boolean outsideFolder;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the plan there, for 'stacksets apply'.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with accounts and Regions there.")
    private Optional<Path> html = Optional.empty();

    @Mixin
    private GuardrailOptions guardrails = new GuardrailOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        connection.check();
        FleetFile read = FleetFile.read(fleet);
        FleetFile wanted = outsideFolder ? read.allowOutsideFolder() : read;
        wanted.neededSelections().forEach(AccountSelector::parse);
        Map<String, Secret> secrets = new SecretParameters(surroundings).named(wanted.neededSecrets());
        StackSetDefinition definition = wanted.definition(secrets);
        connection.check(definition);
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings, guardrails.guardrails())) {
            DesiredStackSet desired = wanted.desired(secrets, selections(session, wanted, definition));
            Plan plan = session.stackSets().plan(desired).join();
            screen.show(plan.render().stripTrailing());
            List<Violation> violations = session.stackSets().violations(plan).join();
            if (!violations.isEmpty()) {
                screen.say("");
                screen.say("Guardrails in the way");
                violations.forEach(violation -> screen.say("  " + violation));
            }
            html.ifPresent(file -> new OutputFile(file).write(plan.renderHtml()));
            json.ifPresent(file -> {
                new OutputFile(file).write(plan.toJson());
                screen.note("Next: stacksets apply " + file + " --approve " + plan.hash());
            });
        }
        return ExitCodes.SUCCEEDED;
    }

    private static Map<String, Targets> selections(Session session, FleetFile wanted, StackSetDefinition definition) {
        boolean serviceManaged = definition.permissionModel() == PermissionModel.SERVICE_MANAGED;
        Map<String, Targets> selections = new LinkedHashMap<>();
        if (!wanted.neededSelections().isEmpty()) {
            try (OrganizationDirectory directory = session.directory()) {
                wanted.neededSelections()
                        .forEach(selector -> selections.put(
                                selector, PreflightTargets.selected(directory, selector, serviceManaged)));
            }
        }
        return selections;
    }
}
