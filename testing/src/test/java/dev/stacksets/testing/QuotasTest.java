package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.LimitExceededException;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** Quotas, made low enough to reach. */
class QuotasTest {

    private static StackSetsSimulator with(Consumer<Quotas> quotas) {
        return StackSetsSimulator.builder().quotas(quotas).build();
    }

    private static void refused(String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasCauseInstanceOf(LimitExceededException.class)
                .hasMessageContaining(what);
    }

    @Test
    void stackSets_atTheQuota_areRefusedUntilOneIsDeleted() {
        StackSetsSimulator aws = with(q -> q.stackSets(1));
        CloudFormationAsyncClient client = aws.asyncClient();
        Samples.createSet(client);

        refused(
                "limit of 1 stack sets",
                () -> client.createStackSet(r -> r.stackSetName("two").templateBody(Samples.TEMPLATE))
                        .join());
        Samples.createSet(aws.asyncClient("999988887777", Region.EU_WEST_1));
        client.deleteStackSet(r -> r.stackSetName(NAME)).join();
        Samples.createSet(client);
    }

    @Test
    void stackInstances_beyondTheQuota_areRefusedAndExistingOnesNotCountedTwice() {
        StackSetsSimulator aws = with(q -> q.stackInstances(2));
        CloudFormationAsyncClient client = aws.asyncClient();
        Samples.createSet(client);
        Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));
        aws.time().runUntilIdle();

        refused("limit of 2 stack instances", () -> Samples.deploy(client, List.of(ONE), List.of(VIRGINIA)));
        String stackId = aws.existingStack(ONE, Region.US_EAST_1, "old", Samples.TEMPLATE, Map.of());
        refused(
                "limit of 2 stack instances",
                () -> client.importStacksToStackSet(r -> r.stackSetName(NAME).stackIds(stackId))
                        .join());
        Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));
        aws.time().runUntilIdle();
        aws.checkInvariants();
    }

    @Test
    void instanceOperations_perRegion_countOverAllStackSetsUntilTheyEnd() {
        StackSetsSimulator aws = with(q -> q.instanceOperationsPerRegion(3));
        CloudFormationAsyncClient client = aws.asyncClient();
        Samples.createSet(client);
        client.createStackSet(r -> r.stackSetName("other").templateBody(Samples.TEMPLATE))
                .join();
        Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));

        refused("stack instance operations in eu-west-1", () -> createOther(client, List.of(ONE, TWO), IRELAND));
        createOther(client, List.of(ONE), IRELAND);
        aws.time().runUntilIdle();
        createOther(client, List.of(ONE, TWO), IRELAND);
        aws.time().runUntilIdle();
        aws.checkInvariants();
    }

    private static void createOther(CloudFormationAsyncClient client, List<String> accounts, String region) {
        client.createStackInstances(
                        r -> r.stackSetName("other").accounts(accounts).regions(region))
                .join();
    }

    @Test
    void queuedOperations_beyondTheQuota_areRefusedUntilOneBegins() {
        StackSetsSimulator aws = with(q -> q.queuedOperations(1));
        CloudFormationAsyncClient client = aws.asyncClient();
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).managedExecution(m -> m.active(true)))
                .join();
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        String queued = Samples.deploy(client, List.of(ONE), List.of(IRELAND));

        refused("limit of 1 queued operations", () -> Samples.deploy(client, List.of(ONE), List.of(IRELAND)));
        Samples.deploy(client, List.of(TWO), List.of(IRELAND));
        aws.time().runUntil(() -> Samples.operation(client, queued).status() == StackSetOperationStatus.RUNNING);
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().runUntilIdle();
        aws.checkInvariants();
    }

    @Test
    void accountsUrl_above10MiB_isRefused() {
        StackSetsSimulator aws = StackSetsSimulator.builder()
                .organization(o -> o.ou("A", ou -> ou.accounts(1)))
                .build();
        CloudFormationAsyncClient client = aws.asyncClient();
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).permissionModel("SERVICE_MANAGED"))
                .join();
        aws.document("https://bucket.example/accounts.csv", "111122223333,".repeat(900_000));

        assertThatThrownBy(() -> client.createStackInstances(r -> r.stackSetName(NAME)
                                .deploymentTargets(t -> t.organizationalUnitIds(
                                                aws.organization().unit("A"))
                                        .accountsUrl("https://bucket.example/accounts.csv")
                                        .accountFilterType("INTERSECTION"))
                                .regions(IRELAND))
                        .join())
                .hasMessageContaining("may not exceed 10485760 bytes");
    }

    @Test
    void quota_negative_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> with(q -> q.stackSets(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> with(q -> q.stackInstances(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> with(q -> q.instanceOperationsPerRegion(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> with(q -> q.queuedOperations(-1)));
    }

    @Test
    void longName_stackNameStaysWithin128Characters() {
        StackSetsSimulator aws = StackSetsSimulator.create();
        CloudFormationAsyncClient client = aws.asyncClient();
        String name = "n".repeat(128);
        client.createStackSet(r -> r.stackSetName(name).templateBody(Samples.TEMPLATE))
                .join();
        client.createStackInstances(r -> r.stackSetName(name).accounts(ONE).regions(IRELAND))
                .join();
        aws.time().runUntilIdle();

        String stackId = client.listStackInstances(r -> r.stackSetName(name))
                .join()
                .summaries()
                .get(0)
                .stackId();

        assertThat(stackId.split("/", -1)[1]).hasSize(128).startsWith("StackSet-nnn");
    }
}
