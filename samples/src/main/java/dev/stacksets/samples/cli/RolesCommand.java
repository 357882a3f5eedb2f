package dev.stacksets.samples.cli;

import dev.stacksets.definition.TemplateSource;
import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.Prerequisites;
import dev.stacksets.organizations.roles.ExecutionPermissions;
import dev.stacksets.organizations.roles.SelfManagedRoles;
import dev.stacksets.samples.console.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

@Command(
        name = "roles",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        customSynopsis =
                "stacksets roles administration|execution --administrator-account=ACCOUNT --targets=A,B [OPTIONS]",
        description = "Prints a template of a role that self-managed stack sets need. Asks AWS only about --template.",
        footer = {
            "",
            "Example: stacksets roles execution --administrator-account 999988887777 --targets 111122223333 > execution.yaml",
            "The administration role goes first, into the administrator account; then the execution role, into each target."
        })
final class RolesCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    /** Which of the two. */
    enum Role {
        administration,
        execution
    }

    @Parameters(index = "0", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}")
    private Role role = Role.administration;

    @Option(
            names = "--administrator-account",
            paramLabel = "ACCOUNT",
            required = true,
            description = "The account that holds the stack sets.")
    private String administratorAccount = "";

    @Option(
            names = "--targets",
            paramLabel = "ACCOUNT",
            split = ",",
            required = true,
            description =
                    "The accounts whose execution role may be taken; * with --organization-id or --organization-paths.")
    private List<String> targets = List.of();

    @Option(names = "--organization-id", paramLabel = "ID", description = "Only in this organization, o-...")
    private Optional<String> organization = Optional.empty();

    @Option(
            names = "--organization-paths",
            paramLabel = "PATH",
            split = ",",
            description = "Only in these units, o-.../r-.../ou-.../")
    private List<String> units = List.of();

    @Option(
            names = "--opt-in-regions",
            paramLabel = "REGION",
            split = ",",
            description = "Target Regions that are not on by default.")
    private List<String> optInRegions = List.of();

    @Option(
            names = "--stack-sets",
            paramLabel = "GLOB",
            split = ",",
            description = "Only for stack sets of these names; otherwise for all of the account.")
    private List<String> stackSets = List.of();

    @Option(names = "--administration-role-name", paramLabel = "NAME", description = "Otherwise AWS's default.")
    private Optional<String> administrationRole = Optional.empty();

    @Option(names = "--execution-role-name", paramLabel = "NAME", description = "Otherwise AWS's default.")
    private Optional<String> executionRole = Optional.empty();

    @Option(
            names = "--template",
            paramLabel = "FILE",
            description =
                    "Derive what the execution role may do from the resources of this template; to be looked over.")
    private Optional<Path> template = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    RolesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        connection.check();
        SelfManagedRoles.Builder settings = settings();
        settings.build();
        Screen screen = connection.screen(surroundings);
        Optional<TemplateSource> source = template.map(TemplateSource::file);
        SelfManagedRoles roles = source.map(this::derived)
                .map(settings::permissions)
                .orElse(settings)
                .build();
        TemplateSource.Inline text =
                role == Role.administration ? roles.administrationTemplate() : roles.executionTemplate();
        screen.document(text.body().stripTrailing());
        notes(screen, roles.permissions());
        return ExitCodes.SUCCEEDED;
    }

    private SelfManagedRoles.Builder settings() {
        SelfManagedRoles.Builder settings = SelfManagedRoles.builder(administratorAccount)
                .targets(targets)
                .optInRegions(optInRegions.toArray(String[]::new));
        if (!stackSets.isEmpty()) {
            settings.stackSets(stackSets.toArray(String[]::new));
        }
        organization.ifPresent(settings::organization);
        settings.units(units.toArray(String[]::new));
        administrationRole.ifPresent(settings::administrationRoleName);
        executionRole.ifPresent(settings::executionRoleName);
        return settings;
    }

    private ExecutionPermissions derived(TemplateSource source) {
        try (Session session = connection.open(surroundings);
                OrganizationDirectory directory = session.directory()) {
            return Prerequisites.of(session.stackSets(), directory)
                    .executionPermissions(session.client(CloudFormationAsyncClient.builder()), source)
                    .join();
        }
    }

    private void notes(Screen screen, ExecutionPermissions permissions) {
        if (role == Role.execution && template.isEmpty()) {
            screen.note("The role can work on stacks, and on no resource: add --template, or what the template needs.");
        }
        permissions.notDerived().forEach((type, why) -> screen.note("Not derived: " + type + ": " + why + "."));
        if (!permissions.sensitive().isEmpty()) {
            screen.note("To be narrowed down, since they change who may do what: "
                    + String.join(", ", permissions.sensitive()) + ".");
        }
    }
}
