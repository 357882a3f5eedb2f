package dev.stacksets.samples.cli;

import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.Preflight;
import dev.stacksets.organizations.preflight.PreflightReport;
import dev.stacksets.samples.console.Screen;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.iam.IamAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

@Command(
        name = "preflight",
        customSynopsis =
                "stacksets preflight --name=NAME --template=FILE (--accounts=A,B | --units=OU | --select=SELECTOR)"
                        + " --regions=R1,R2 [OPTIONS]",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        description = "Looks whether a deployment would work: caller, access, roles, Regions, accounts, template, pace,"
                + " quotas. Changes nothing.",
        footer = {"", "Exit codes: 0 no blocker, though something may be doubtful or not checked; 1 a blocker."})
final class PreflightCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--name", paramLabel = "NAME", required = true, description = "The stack set's name.")
    private String name = "";

    @Option(names = "--service-managed", description = "It has service-managed permissions, or would have.")
    private boolean serviceManaged;

    @Mixin
    private DefinitionOptions definitionOptions = new DefinitionOptions();

    @ArgGroup(multiplicity = "1")
    private PreflightTargets targets = new PreflightTargets();

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            split = ",",
            required = true,
            description = "The target Regions.")
    private List<String> regions = List.of();

    @Mixin
    private PaceOptions pace = new PaceOptions();

    @Option(names = "--expected-account", paramLabel = "ACCOUNT", description = "Who should be calling.")
    private Optional<String> expectedAccount = Optional.empty();

    @Option(
            names = "--probe-execution-roles",
            description =
                    "Try to take the execution role of targets, which tells something where they trust the caller.")
    private boolean probe;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "How many targets to look at where each takes a call; otherwise 20.")
    private Optional<Integer> sample = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    PreflightCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        connection.check();
        targets.check();
        StackSetDefinition definition = definitionOptions.definition(name, serviceManaged, surroundings);
        connection.check(definition);
        Screen screen = connection.screen(surroundings);
        try (Session session = connection.open(surroundings);
                OrganizationDirectory directory = session.directory()) {
            DeploymentSpec deployment = DeploymentSpec.builder()
                    .targets(targets.targets(directory, serviceManaged))
                    .regions(regions)
                    .preferences(pace.preferences().build())
                    .build();
            PreflightReport report =
                    preflight(session, directory).check(definition, deployment).join();
            screen.show(report.render().stripTrailing());
            return report.blockers().isEmpty() ? ExitCodes.SUCCEEDED : ExitCodes.FAILED;
        }
    }

    private Preflight preflight(Session session, OrganizationDirectory directory) {
        Preflight.Builder preflight =
                Preflight.builder(session.stackSets(), directory).iam(session.client(IamAsyncClient.builder()));
        expectedAccount.ifPresent(preflight::expectedAccount);
        sample.ifPresent(preflight::sample);
        if (probe) {
            preflight.probeExecutionRoles(session.client(StsAsyncClient.builder()));
        }
        return preflight.build();
    }
}
