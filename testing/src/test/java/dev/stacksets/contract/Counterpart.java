package dev.stacksets.contract;

import dev.stacksets.StackSets;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.SystemTimeSource;
import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.SimulatorEndpoint;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.peer.LocalStackStackSets;
import dev.stacksets.testing.peer.MotoProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** A server the contract is held against, running, with where to deploy to. */
final class Counterpart implements AutoCloseable {
    private static final String ADMINISTRATOR = "999988887777";

    /** Which one. */
    enum Kind {
        SIMULATOR,
        SERVED_SIMULATOR,
        MOTO,
        LOCALSTACK,
        AWS
    }

    final CloudFormationAsyncClient client;
    final TimeSource time;
    final List<String> accounts;
    final List<String> regions;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private Counterpart(
            CloudFormationAsyncClient client, TimeSource time, List<String> accounts, List<String> regions) {
        this.client = client;
        this.time = time;
        this.accounts = accounts;
        this.regions = regions;
    }

    private Counterpart(CloudFormationAsyncClient client, TimeSource time) {
        this(client, time, List.of("111122223333", "444455556666"), List.of("us-east-1", "eu-west-1"));
    }

    /** Why it is not there; empty when it is. */
    static Optional<String> absence(Kind kind) {
        return switch (kind) {
            case SIMULATOR, SERVED_SIMULATOR -> Optional.empty();
            case MOTO ->
                MotoProcess.installed().isPresent()
                        ? Optional.empty()
                        : Optional.of("moto_server is not installed: pip install 'moto[server]'");
            case LOCALSTACK ->
                localStack().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "no LocalStack: name its image in -Dcontract.localstack=IMAGE with -Pcontainers, or"
                                        + " the URL of one that runs");
            case AWS ->
                aws().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                "no AWS account: STACKSETS_CONTRACT_AWS=REGION:ACCOUNT,ACCOUNT opts in. It makes and"
                                        + " removes stack sets contract-* there, costs what stacks without resources cost"
                                        + " (nothing, as of this writing), takes half an hour, and what a broken run leaves behind"
                                        + " is yours to delete");
        };
    }

    private static Optional<String> localStack() {
        return Optional.ofNullable(System.getProperty("contract.localstack")).filter(value -> !value.isBlank());
    }

    private static Optional<String> aws() {
        return Optional.ofNullable(System.getenv("STACKSETS_CONTRACT_AWS"));
    }

    static Counterpart start(Kind kind) {
        return switch (kind) {
            case SIMULATOR -> simulator();
            case SERVED_SIMULATOR -> served();
            case MOTO -> moto();
            case LOCALSTACK -> localStack(localStack().orElseThrow());
            case AWS -> aws(aws().orElseThrow().split("[:,]"));
        };
    }

    private static Counterpart simulator() {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .stackDuration(Duration.ofSeconds(30))
                .build();
        return new Counterpart(aws.asyncClient(), aws.time().autoAdvance());
    }

    private static Counterpart served() {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .stackDuration(Duration.ofSeconds(30))
                .build();
        SimulatorEndpoint endpoint = aws.serve().timeScale(1_000);
        CloudFormationAsyncClient client = client(endpoint.uri());
        HurriedTime time = new HurriedTime();
        return new Counterpart(client, time)
                .closing(client::close)
                .closing(time::close)
                .closing(endpoint::close);
    }

    private static Counterpart moto() {
        MotoProcess moto = MotoProcess.start();
        HurriedTime time = new HurriedTime();
        return new Counterpart(moto.asyncClient(), time).closing(moto::close).closing(time::close);
    }

    private static Counterpart localStack(String imageOrUrl) {
        SystemTimeSource time = new SystemTimeSource();
        if (imageOrUrl.startsWith("http")) {
            CloudFormationAsyncClient client = client(URI.create(imageOrUrl));
            return new Counterpart(client, time).closing(client::close).closing(time::close);
        }
        LocalStackStackSets localStack = new LocalStackStackSets(
                DockerImageName.parse(imageOrUrl).asCompatibleSubstituteFor("localstack/localstack"));
        localStack.start();
        return new Counterpart(localStack.asyncClient(), time)
                .closing(localStack::close)
                .closing(time::close);
    }

    private static Counterpart aws(String[] regionAndAccounts) {
        CloudFormationAsyncClient client = CloudFormationAsyncClient.builder()
                .region(Region.of(regionAndAccounts[0]))
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
        SystemTimeSource time = new SystemTimeSource();
        return new Counterpart(
                        client,
                        time,
                        List.of(regionAndAccounts).subList(1, regionAndAccounts.length),
                        List.of(regionAndAccounts[0]))
                .closing(client::close)
                .closing(time::close);
    }

    private static CloudFormationAsyncClient client(URI endpoint) {
        return CloudFormationAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ADMINISTRATOR, "contract")))
                .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    private Counterpart closing(Runnable resource) {
        closing.addLast(resource);
        return this;
    }

    /** Polls soon: what is deployed here takes seconds, and somebody waits for it in real time. */
    StackSets stackSets() {
        return StackSets.builder()
                .client(client)
                .timeSource(time)
                .pollPolicy(PollPolicy.proportional(0.05, Duration.ofSeconds(3), Duration.ofSeconds(30)))
                .build();
    }

    int instances() {
        return accounts.size() * regions.size();
    }

    @Override
    public void close() {
        closing.forEach(Runnable::run);
    }
}
