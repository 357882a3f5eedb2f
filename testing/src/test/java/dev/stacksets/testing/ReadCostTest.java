package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsResponse;

/**
 * That a read does not copy what it does not show, by what it allocates. A copy of the whole set would take at least a
 * reference of 4 bytes for each instance; what the compiler makes of a call differs by less from run to run.
 */
class ReadCostTest {

    private static final int FEW = 3;
    private static final int MANY = 20_000;
    private static final int WARM = 2_000;
    private static final int CALLS = 500;
    private static final long COPY = 4L * MANY;

    private static CloudFormationClient withInstances(int accounts) {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .callsKept(10)
                .quotas(q -> q.instanceOperationsPerRegion(MANY))
                .build();
        CloudFormationClient client = aws.directClient();
        client.createStackSet(r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE));
        client.createStackInstances(r -> r.stackSetName(NAME)
                .operationId("op")
                .accounts(Samples.accounts(accounts))
                .regions("eu-west-1")
                .operationPreferences(p -> p.maxConcurrentCount(100).failureToleranceCount(100)));
        aws.time().advance(Duration.ofMinutes(1));
        return client;
    }

    private static long bytesPerCall(Runnable call) {
        for (int i = 0; i < WARM; i++) {
            call.run();
        }
        long before = allocated();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (allocated() - before) / CALLS;
    }

    private static long allocated() {
        try {
            return (Long) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("java.lang:type=Threading"),
                            "getThreadAllocatedBytes",
                            new Object[] {Thread.currentThread().getId()},
                            new String[] {"long"});
        } catch (JMException unknown) {
            throw new IllegalStateException("this JVM does not count what a thread allocates", unknown);
        }
    }

    private static void assertSameCost(Function<CloudFormationClient, Runnable> read) {
        long few = bytesPerCall(read.apply(withInstances(FEW)));
        long many = bytesPerCall(read.apply(withInstances(MANY)));

        assertThat(many - few).isLessThan(COPY / 2);
    }

    @Test
    void describes_costTheSameHoweverManyInstances() {
        assertSameCost(client ->
                () -> client.describeStackSetOperation(r -> r.stackSetName(NAME).operationId("op")));
        assertSameCost(client -> () -> client.describeStackSet(r -> r.stackSetName(NAME)));
        assertSameCost(client -> () -> client.describeStackInstance(
                r -> r.stackSetName(NAME).stackInstanceAccount("000000000002").stackInstanceRegion("eu-west-1")));
        assertSameCost(client -> () -> client.listStackSetOperations(r -> r.stackSetName(NAME)));
    }

    @Test
    void pages_costTheSameAtTheEndOfAListAsAtItsBeginning() {
        CloudFormationClient client = withInstances(MANY);
        String lastInstances = token(client, true);
        String lastResults = token(client, false);

        assertThat(bytesPerCall(() -> instances(client, lastInstances)) - bytesPerCall(() -> instances(client, "")))
                .isLessThan(COPY / 2);
        assertThat(bytesPerCall(() -> results(client, lastResults)) - bytesPerCall(() -> results(client, "")))
                .isLessThan(COPY / 2);
    }

    private static String token(CloudFormationClient client, boolean ofInstances) {
        String token = "";
        for (int page = 1; page < MANY / 100; page++) {
            token = ofInstances
                    ? instances(client, token).nextToken()
                    : results(client, token).nextToken();
        }
        return token;
    }

    private static ListStackInstancesResponse instances(CloudFormationClient client, String token) {
        return client.listStackInstances(r -> r.stackSetName(NAME).nextToken(orNull(token)));
    }

    private static ListStackSetOperationResultsResponse results(CloudFormationClient client, String token) {
        return client.listStackSetOperationResults(
                r -> r.stackSetName(NAME).operationId("op").nextToken(orNull(token)));
    }

    @SuppressWarnings("NullAway") // no token is null to the SDK
    private static String orNull(String token) {
        return Optional.of(token).filter(text -> !text.isEmpty()).orElse(null);
    }
}
