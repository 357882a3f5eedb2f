package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotEmptyException;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetStatus;

class LifecycleTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    @BeforeEach
    void createSet() {
        Samples.createSet(client);
    }

    @AfterEach
    void invariantsHold() {
        aws.checkInvariants();
    }

    @Test
    void createStackInstances_accepted_isRunningWithPendingResults() {
        String id = Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(Samples.results(client, id))
                .extracting(StackSetOperationResultSummary::status)
                .containsOnly(StackSetOperationResultStatus.PENDING);
        StackInstance instance = Samples.instance(client, ONE, IRELAND);
        assertThat(instance.status()).isEqualTo(StackInstanceStatus.OUTDATED);
        assertThat(instance.stackInstanceStatus().detailedStatus()).isEqualTo(StackInstanceDetailedStatus.PENDING);
        assertThat(instance.lastOperationId()).isEqualTo(id);
        assertThat(instance.stackId()).isNull();
    }

    @Test
    void createStackInstances_afterDispatchGapAndDuration_succeeds() {
        String id = Samples.deploy(client, List.of(ONE), List.of(IRELAND));

        aws.time().advance(Duration.ofSeconds(5));
        assertThat(Samples.results(client, id).get(0).status()).isEqualTo(StackSetOperationResultStatus.RUNNING);
        aws.time().advance(Duration.ofSeconds(30));

        StackSetOperation operation = Samples.operation(client, id);
        assertThat(operation.status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(Duration.between(operation.creationTimestamp(), operation.endTimestamp()))
                .hasSeconds(35);
        StackInstance instance = Samples.instance(client, ONE, IRELAND);
        assertThat(instance.status()).isEqualTo(StackInstanceStatus.CURRENT);
        assertThat(instance.stackId()).startsWith("arn:aws:cloudformation:eu-west-1:" + ONE + ":stack/StackSet-base-");
    }

    @Test
    void describeStackSet_afterDeployment_listsRegions() {
        Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND, VIRGINIA));

        StackSet set = client.describeStackSet(r -> r.stackSetName(NAME)).join().stackSet();
        assertThat(set.regions()).containsExactlyInAnyOrder(IRELAND, VIRGINIA);
        assertThat(set.stackSetARN()).startsWith("arn:aws:cloudformation:us-east-1:999988887777:stackset/base:");
        assertThat(set.autoDeployment()).isNull();
    }

    @Test
    void deleteStackInstances_done_removesRecords() {
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().runUntilIdle();

        client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(false))
                .join();
        aws.time().runUntilIdle();

        assertThatThrownBy(() -> Samples.instance(client, ONE, IRELAND))
                .hasCauseInstanceOf(StackInstanceNotFoundException.class);
    }

    @Test
    void deleteStackInstances_absentPair_succeedsAtOnce() {
        String id = client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(false))
                .join()
                .operationId();

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(Samples.results(client, id)).isEmpty();
    }

    @Test
    void deleteStackInstances_failing_leavesInoperableUntilRetained() {
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().runUntilIdle();
        aws.faults().account(ONE).fails("ResourceLogicalId:Topic, ResourceStatusReason:protected");

        client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(false))
                .join();
        aws.time().runUntilIdle();
        assertThat(Samples.instance(client, ONE, IRELAND).status()).isEqualTo(StackInstanceStatus.INOPERABLE);

        client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(true))
                .join();
        aws.time().runUntilIdle();
        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries())
                .isEmpty();
    }

    @Test
    void deleteStackSet_withInstances_isRefused() {
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().runUntilIdle();

        assertThatThrownBy(
                        () -> client.deleteStackSet(r -> r.stackSetName(NAME)).join())
                .hasCauseInstanceOf(StackSetNotEmptyException.class)
                .hasMessageContaining("StackSet is not empty");
    }

    @Test
    void deleteStackSet_empty_isFoundByIdAsDeletedAndItsNameIsFree() {
        String id = client.describeStackSet(r -> r.stackSetName(NAME))
                .join()
                .stackSet()
                .stackSetId();
        client.deleteStackSet(r -> r.stackSetName(NAME)).join();

        assertThat(client.describeStackSet(r -> r.stackSetName(id))
                        .join()
                        .stackSet()
                        .status())
                .isEqualTo(StackSetStatus.DELETED);
        assertThatThrownBy(
                        () -> client.describeStackSet(r -> r.stackSetName(NAME)).join())
                .hasCauseInstanceOf(StackSetNotFoundException.class)
                .hasMessageContaining("StackSet base not found");
        Samples.createSet(client);
        assertThat(client.listStackSets(r -> r.status(StackSetStatus.DELETED))
                        .join()
                        .summaries())
                .hasSize(1);
    }

    @Test
    void deleteStackSet_unknown_succeeds() {
        assertThat(client.deleteStackSet(r -> r.stackSetName("nobody"))
                        .join()
                        .sdkHttpResponse()
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void client_synchronous_seesTheSameState() {
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));

        assertThat(aws.client()
                        .listStackInstancesPaginator(r -> r.stackSetName(NAME))
                        .summaries())
                .extracting(StackInstanceSummary::account)
                .containsExactly(ONE);
    }

    @Test
    void updateStackSet_newParameters_marksAllOutdatedAndDeploysTheNamedOnes() {
        Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));
        aws.time().runUntilIdle();

        client.updateStackSet(r -> r.stackSetName(NAME)
                        .usePreviousTemplate(true)
                        .parameters(Samples.parameter("Env", "prod"))
                        .accounts(ONE)
                        .regions(IRELAND))
                .join();
        aws.time().runUntilIdle();

        assertThat(Samples.instance(client, ONE, IRELAND).status()).isEqualTo(StackInstanceStatus.CURRENT);
        StackInstance other = Samples.instance(client, TWO, IRELAND);
        assertThat(other.status()).isEqualTo(StackInstanceStatus.OUTDATED);
        assertThat(other.stackInstanceStatus().detailedStatus()).isEqualTo(StackInstanceDetailedStatus.PENDING);
    }

    @Test
    void updateStackInstances_absentPair_isRefused() {
        assertThatThrownBy(() -> client.updateStackInstances(
                                r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND))
                        .join())
                .hasCauseInstanceOf(StackInstanceNotFoundException.class);
    }
}
