package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TEMPLATE;
import static dev.stacksets.testing.Samples.TWO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudformation.model.OperationInProgressException;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;

/** Calls at the wrong moment, and more of everything than anybody should have. */
@Timeout(60)
class AttackTest {

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.ou("A", ou -> ou.accounts(1)))
            .build();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    private void createManaged(String name) {
        client.createStackSet(r -> r.stackSetName(name).templateBody(TEMPLATE).managedExecution(m -> m.active(true)))
                .join();
    }

    private String deploy(String operationId) {
        return client.createStackInstances(r -> r.stackSetName(NAME)
                        .operationId(operationId)
                        .accounts(ONE)
                        .regions(IRELAND))
                .join()
                .operationId();
    }

    @Test
    void operationId_of128Characters_isTheLongest() {
        createManaged(NAME);

        assertThat(deploy("i".repeat(128))).hasSize(128);
        assertThatThrownBy(() -> deploy("i".repeat(129)))
                .hasMessageContaining("Member must have length less than or equal to 128");
        assertThatThrownBy(() -> deploy("")).hasMessageContaining("'operationId' failed to satisfy constraint");
    }

    @Test
    void deleteStackSet_withAQueuedOperation_isRefused() {
        createManaged(NAME);
        deploy("first");
        client.deleteStackInstances(r -> r.stackSetName(NAME)
                        .operationId("second")
                        .accounts(ONE)
                        .regions(IRELAND)
                        .retainStacks(false))
                .join();
        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId("first"))
                .join();

        assertThat(Samples.operation(client, "second").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        assertThatThrownBy(
                        () -> client.deleteStackSet(r -> r.stackSetName(NAME)).join())
                .hasCauseInstanceOf(OperationInProgressException.class);
        aws.time().runUntilIdle();
        client.deleteStackSet(r -> r.stackSetName(NAME)).join();
        aws.checkInvariants();
    }

    @Test
    void stop_twiceThenOnceMore_isAcceptedUntilItStopped() {
        createManaged(NAME);
        deploy("op");
        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId("op"))
                .join();
        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId("op"))
                .join();
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, "op").status()).isEqualTo(StackSetOperationStatus.STOPPED);
        assertThatThrownBy(() -> client.stopStackSetOperation(
                                r -> r.stackSetName(NAME).operationId("op"))
                        .join())
                .hasCauseInstanceOf(InvalidOperationException.class);
        assertThat(aws.events()).filteredOn(event -> event.endsWith("STOPPED")).hasSize(1);
    }

    @Test
    void updateStackSet_duringAutomaticDeployment_isRefusedOrQueued() {
        Organization organization = aws.organization();
        for (boolean managed : List.of(false, true)) {
            String name = managed ? "managed" : "plain";
            client.createStackSet(r -> r.stackSetName(name)
                            .templateBody(TEMPLATE)
                            .permissionModel("SERVICE_MANAGED")
                            .managedExecution(m -> m.active(managed))
                            .autoDeployment(a -> a.enabled(true)))
                    .join();
            client.createStackInstances(r -> r.stackSetName(name)
                            .deploymentTargets(t -> t.organizationalUnitIds(organization.unit("A")))
                            .regions(IRELAND))
                    .join();
        }
        aws.time().runUntilIdle();
        organization.createAccount(organization.unit("A"));

        assertThatThrownBy(() -> updateTo("plain")).hasCauseInstanceOf(OperationInProgressException.class);
        updateTo("managed");

        List<StackSetOperationSummary> operations = client.listStackSetOperations(r -> r.stackSetName("managed"))
                .join()
                .summaries();
        assertThat(operations.get(0).status()).isEqualTo(StackSetOperationStatus.QUEUED);
        assertThat(operations.get(1).action()).isEqualTo(StackSetOperationAction.CREATE);
        aws.time().runUntilIdle();
        assertThat(client.listStackInstances(r -> r.stackSetName("managed"))
                        .join()
                        .summaries())
                .hasSize(2)
                .allSatisfy(instance -> assertThat(instance.statusAsString()).isEqualTo("CURRENT"));
    }

    private void updateTo(String name) {
        client.updateStackSet(r ->
                        r.stackSetName(name).usePreviousTemplate(true).parameters(Samples.parameter("Env", "prod")))
                .join();
    }

    @Test
    void tenYearsLater_everythingHasEndedAndWorkGoesOn() {
        createManaged(NAME);
        deploy("first");
        deploy("second");

        aws.time().advance(Duration.ofDays(3_650));

        assertThat(Samples.operation(client, "second").status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(Samples.operation(client, deploy("third")).creationTimestamp())
                .isEqualTo("2035-12-30T00:00:00Z");
        aws.time().runUntilIdle();
        assertThat(Samples.operation(client, "third").status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }

    @Test
    void hundredThousandInstances_areListedOnceEachAndFilteredAndNoMoreFit() {
        StackSetsSimulator large =
                StackSetsSimulator.builder().stackDuration(Duration.ZERO).build();
        CloudFormationClient sync = large.client();
        List<String> accounts = Samples.accounts(10_000);
        List<String> regions =
                IntStream.range(0, 10).mapToObj(i -> "region-" + i).toList();
        sync.createStackSet(r -> r.stackSetName(NAME).templateBody(TEMPLATE));
        large.faults().instance(accounts.get(9_999), "region-9").fails("the last one");
        sync.createStackInstances(r -> r.stackSetName(NAME)
                .operationId("all")
                .accounts(accounts)
                .regions(regions)
                .operationPreferences(p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100)));
        large.time().runUntilIdle();

        Set<String> seen = new HashSet<>();
        sync.listStackInstancesPaginator(r -> r.stackSetName(NAME))
                .summaries()
                .forEach(instance -> seen.add(instance.account() + instance.region()));

        assertThat(seen).hasSize(100_000);
        assertThat(sync.listStackInstances(r -> r.stackSetName(NAME)
                                .filters(StackInstanceFilter.builder()
                                        .name(StackInstanceFilterName.DETAILED_STATUS)
                                        .values("FAILED")
                                        .build()))
                        .summaries())
                .singleElement()
                .satisfies(instance -> assertThat(instance.account()).isEqualTo(accounts.get(9_999)));
        assertThat(sync.describeStackSetOperation(r -> r.stackSetName(NAME).operationId("all"))
                        .stackSetOperation()
                        .statusDetails()
                        .failedStackInstancesCount())
                .isEqualTo(1);
        assertThatThrownBy(() -> sync.createStackInstances(
                        r -> r.stackSetName(NAME).accounts("999999999999").regions("region-0")))
                .hasMessageContaining("limit of 100000 stack instances");
        assertThatThrownBy(() -> sync.createStackInstances(r ->
                        r.stackSetName(NAME).accounts(Samples.accounts(10_001)).regions("region-0")))
                .hasMessageContaining("limit of 100000 stack instances");
    }

    /** Twelve thousand names are few; each of one kind with each of the other would be 36 million. */
    @Test
    void pairs_beyondAMillion_areRefusedBeforeAnyIsLookedAt() {
        createManaged(NAME);
        List<String> regions =
                IntStream.range(0, 6_000).mapToObj(i -> "region-" + i).toList();

        assertThatThrownBy(() -> client.deleteStackInstances(r -> r.stackSetName(NAME)
                                .accounts(Samples.accounts(6_000))
                                .regions(regions)
                                .retainStacks(false))
                        .join())
                .hasMessageContaining("names more than 1000000 pairs of account and Region");
    }

    @Test
    void sameOperationId_inTwoSets_isTwoOperations() {
        createManaged(NAME);
        createManaged("other");
        deploy("same");
        client.createStackInstances(r -> r.stackSetName("other")
                        .operationId("same")
                        .accounts(TWO)
                        .regions(IRELAND))
                .join();
        client.stopStackSetOperation(r -> r.stackSetName("other").operationId("same"))
                .join();
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, "same").status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }
}
