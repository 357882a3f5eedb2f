package dev.stacksets.samples.cli;

import dev.stacksets.samples.console.Screen;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.SimulatorEndpoint;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.deploy.EndpointStackDeployer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        description = "Serves the simulator on 127.0.0.1 for the AWS CLI, boto3, Terraform and every other AWS client,"
                + " until Ctrl-C.",
        footer = {
            "",
            "Example: aws --endpoint-url http://127.0.0.1:4599 cloudformation list-stack-sets",
            "Any credentials do; an access key of 12 digits is the calling account.",
            "POST /_stacksets/reset empties it; GET /_stacksets/health answers 200 once it runs, 503 while it is stuck.",
            "Programs of this machine are answered, web pages are not.",
            "Exit codes: 0 after Ctrl-C or SIGTERM; 1 the port is taken; 2 the input was refused."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Duration DISPATCH_GAP = Duration.ofSeconds(1);
    private static final int CALLS_KEPT = 1_000;
    private static final long CALL_BYTES_KEPT = 32L * 1024 * 1024;
    private static final String ADMINISTRATOR = "123456789012";

    private final Surroundings surroundings;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4599",
            description = "The port, 0 for any that is free; otherwise ${DEFAULT-VALUE}.")
    private int port;

    @Mixin
    private PassageOfTime passage = new PassageOfTime();

    @Option(
            names = "--administrator-account",
            paramLabel = "ACCOUNT",
            description = "The account of callers whose access key is no account id; otherwise " + ADMINISTRATOR
                    + ", or the management account of --organization.")
    private Optional<String> administratorAccount = Optional.empty();

    @Mixin
    private OrganizationOptions organization = new OrganizationOptions();

    @Option(
            names = "--fail-account",
            paramLabel = "ACCOUNT",
            split = ",",
            description = "Let every stack in this account fail; may be repeated.")
    private List<String> failingAccounts = List.of();

    @Option(
            names = "--throttle",
            paramLabel = "RATE,BURST",
            converter = CallRate.Converter.class,
            description =
                    "Refuse calls that come faster than RATE per simulated second, beyond BURST at once; per account,"
                            + " Region and service.")
    private Optional<CallRate> throttle = Optional.empty();

    @Option(
            names = "--deploy-to",
            paramLabel = "URL",
            description =
                    "Create, update and delete a real stack for each instance at this endpoint (moto, LocalStack), in"
                            + " the target's account and Region; otherwise there are records only.")
    private Optional<URI> deployTo = Optional.empty();

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Answer requests for this host too, such as host.docker.internal; otherwise those for names and"
                            + " addresses of this machine only. May be repeated.")
    private List<String> allowedHosts = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Decides the ids; otherwise 1.")
    private Optional<Long> seed = Optional.empty();

    ServeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        check();
        Optional<EndpointStackDeployer> deployer =
                deployTo.map(url -> EndpointStackDeployer.to(url).build());
        try {
            serve(simulator(deployer));
        } finally {
            deployer.ifPresent(EndpointStackDeployer::close);
        }
        return ExitCodes.SUCCEEDED;
    }

    private void serve(StackSetsSimulator simulator) {
        new Simulation(simulator).failIn(failingAccounts);
        throttle.ifPresent(rate -> rate.applyTo(simulator));
        try (SimulatorEndpoint endpoint = passage.applyTo(simulator.serve(port))) {
            allowedHosts.forEach(host -> allow(endpoint, host));
            Screen screen = surroundings.screen();
            screen.say("listening on " + endpoint.uri());
            surroundings.untilEnded().accept(endpoint::close);
        }
    }

    private static void allow(SimulatorEndpoint endpoint, String host) {
        try {
            endpoint.allowHost(host);
        } catch (IllegalArgumentException noHost) {
            throw new UsageException("--allow-host: " + noHost.getMessage() + ".");
        }
    }

    private void check() {
        if (port < 0 || port > 65_535) {
            throw new UsageException("--port is 0 to 65535, not " + port + ".");
        }
        passage.check();
        organization.check();
        administratorAccount.ifPresent(Targets::accounts);
        deployTo.ifPresent(ConnectionOptions::requireHost);
    }

    private StackSetsSimulator simulator(Optional<EndpointStackDeployer> deployer) {
        StackSetsSimulator.Builder simulator = StackSetsSimulator.builder()
                .seed(seed.orElse(1L))
                .stackDuration(passage.stackDuration())
                .accountChangeDuration(passage.stackDuration())
                .dispatchGap(DISPATCH_GAP)
                .callsKept(CALLS_KEPT)
                .callBytesKept(CALL_BYTES_KEPT);
        organization
                .content(administratorAccount.orElse(ADMINISTRATOR))
                .ifPresentOrElse(simulator::organization, () -> simulator.administratorAccount(ADMINISTRATOR));
        administratorAccount.ifPresent(simulator::administratorAccount);
        deployer.ifPresent(simulator::stackDeployer);
        return simulator.build();
    }
}
