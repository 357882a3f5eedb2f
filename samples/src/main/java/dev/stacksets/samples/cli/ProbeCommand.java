package dev.stacksets.samples.cli;

import dev.stacksets.target.Targets;
import dev.stacksets.testing.peer.EndpointProbe;
import dev.stacksets.testing.peer.EndpointReport;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        versionProvider = StackSetsCommand.Version.class,
        sortOptions = false,
        description =
                "Finds out which actions of StackSets an endpoint supports and how it differs from AWS, by the life of"
                        + " one small stack set that it removes again.",
        footer = {
            "",
            "Example: stacksets probe --endpoint-url http://127.0.0.1:5000",
            "Its template makes no resource. Pointed at AWS it needs the roles of self-managed stack sets in --account.",
            "Exit codes: 0 the table is complete and nothing is left behind; 1 otherwise; 2 the input was refused."
        })
final class ProbeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--endpoint-url", paramLabel = "URL", required = true, description = "The endpoint.")
    private URI endpoint = URI.create("");

    @Option(
            names = "--region",
            paramLabel = "REGION",
            defaultValue = "us-east-1",
            description = "The Region of the stack set and its instance; otherwise ${DEFAULT-VALUE}.")
    private String region = "";

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            defaultValue = "111122223333",
            description = "The account of its instance; otherwise ${DEFAULT-VALUE}.")
    private String account = "";

    ProbeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        Targets.accounts(account);
        ConnectionOptions.requireHost(endpoint);
        try (CloudFormationAsyncClient client = CloudFormationAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build()) {
            EndpointReport report =
                    EndpointProbe.of(client).target(account, region).run();
            surroundings.screen().show(report.toString());
            return report.leftBehind().isEmpty() ? ExitCodes.SUCCEEDED : ExitCodes.FAILED;
        }
    }
}
