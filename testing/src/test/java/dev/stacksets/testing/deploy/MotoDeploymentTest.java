package dev.stacksets.testing.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.testing.SimulatorEndpoint;
import dev.stacksets.testing.StackSetsSimulator;
import dev.stacksets.testing.peer.MotoProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.Bucket;

/** The simulator's stack sets with stacks and buckets in moto, in the accounts and Regions of the targets. */
class MotoDeploymentTest {
    private static final String ONE = "111122223333";
    private static final String TWO = "444455556666";
    private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1");
    private static final String BUCKETS = """
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: !Sub 'logs-${AWS::AccountId}-${AWS::Region}'
            """;
    private static final String ONE_NAME_FOR_ALL = """
            Resources:
              Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: one-for-all}}
            """;

    private static Optional<MotoProcess> moto = Optional.empty();

    private EndpointStackDeployer deployer;
    private SimulatorEndpoint endpoint;
    private StackSets stackSets;

    @BeforeAll
    static void start() {
        moto = MotoProcess.installed().map(version -> MotoProcess.start());
        Assumptions.assumeTrue(moto.isPresent(), "moto_server is not installed: pip install 'moto[server]'");
    }

    @AfterAll
    static void stop() {
        moto.ifPresent(MotoProcess::close);
    }

    @BeforeEach
    void connect() {
        moto.orElseThrow().reset();
        deployer = EndpointStackDeployer.to(moto.orElseThrow().uri()).build();
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .stackDuration(Duration.ofSeconds(1))
                .stackDeployer(deployer)
                .build();
        endpoint = aws.serve().timeScale(100);
        stackSets = StackSets.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint.uri())
                .credentialsProvider(credentials("999988887777"))
                .pollPolicy(PollPolicy.fixed(Duration.ofMillis(100)))
                .build();
    }

    @AfterEach
    void close() {
        stackSets.close();
        endpoint.close();
        deployer.close();
    }

    @Test
    void deploy_aBucketAppearsInEveryTarget_andDisappearsWithTheInstance() throws InterruptedException {
        StackSet stackSet = create(BUCKETS);

        OperationResult made = deploy(stackSet);

        assertThat(made.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(buckets(ONE)).containsExactlyInAnyOrder("logs-" + ONE + "-us-east-1", "logs-" + ONE + "-eu-west-1");
        assertThat(buckets(TWO)).containsExactlyInAnyOrder("logs-" + TWO + "-us-east-1", "logs-" + TWO + "-eu-west-1");
        assertThat(stackSet.describeInstance(ONE, "eu-west-1").join().stackId())
                .hasValueSatisfying(id -> assertThat(id).contains("eu-west-1:" + ONE));

        stackSet.removeInstances(r -> r.accounts(ONE).regions("eu-west-1").deleteStacks())
                .await();
        assertThat(buckets(ONE)).containsExactly("logs-" + ONE + "-us-east-1");

        stackSet.deleteEverything(d -> d.deleteStacks()).outcome().join();
        assertThat(buckets(ONE)).isEmpty();
        assertThat(buckets(TWO)).isEmpty();
    }

    @Test
    void deploy_aTemplateThatCannotBeDeployed_failsThatInstanceWithTheStacksReason() throws InterruptedException {
        StackSet stackSet = create(ONE_NAME_FOR_ALL);

        OperationResult result = stackSet.deploy(
                        d -> d.accounts(ONE, TWO).regions("eu-west-1").preferences(p -> p.failureToleranceCount(1)))
                .awaitOutcome();

        assertThat(result.failures())
                .singleElement()
                .extracting(InstanceResult::reason)
                .satisfies(reason -> assertThat(reason.toString()).contains("requested bucket name is not available"));
        assertThat(result.counts().succeeded()).isEqualTo(1);
    }

    private StackSet create(String template) {
        return stackSets
                .create("buckets", s -> s.template(TemplateSource.inline(template)))
                .join();
    }

    private static OperationResult deploy(StackSet stackSet) throws InterruptedException {
        return stackSet.deploy(
                        d -> d.accounts(ONE, TWO).regions(REGIONS).preferences(p -> p.maxConcurrentPercentage(100)))
                .awaitOutcome();
    }

    private static List<String> buckets(String account) {
        try (S3AsyncClient s3 = S3AsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(moto.orElseThrow().uri())
                .credentialsProvider(credentials(account))
                .forcePathStyle(true)
                .overrideConfiguration(o -> o.putHeader("x-moto-account-id", account))
                .build()) {
            return s3.listBuckets().join().buckets().stream().map(Bucket::name).toList();
        }
    }

    private static StaticCredentialsProvider credentials(String account) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "simulated"));
    }
}
