package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.stacksets.testing.fault.InstanceFault;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.AccountGateStatus;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

class InstanceFaultTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.directAsyncClient();

    private List<StackSetOperationResultSummary> deployed(List<String> accounts, List<String> regions) {
        String id = Samples.deploy(client, accounts, regions);
        aws.time().runUntilIdle();
        return Samples.results(client, id);
    }

    private static void assertFailed(StackSetOperationResultSummary result, AccountGateStatus gate, String reason) {
        assertThat(result.status()).isEqualTo(StackSetOperationResultStatus.FAILED);
        assertThat(result.statusReason()).isEqualTo(reason);
        assertThat(result.accountGateResult().status()).isEqualTo(gate);
        assertThat(result.accountGateResult().statusReason()).isEqualTo(reason);
    }

    @Test
    void missesExecutionRole_isAwssTextForResultAndSkippedGate() {
        Samples.createSet(client);
        aws.faults().account(TWO).missesExecutionRole();

        List<StackSetOperationResultSummary> results = deployed(List.of(ONE, TWO), List.of(IRELAND));

        assertThat(results.get(0).status()).isEqualTo(StackSetOperationResultStatus.SUCCEEDED);
        assertFailed(
                results.get(1),
                AccountGateStatus.SKIPPED,
                "Account 444455556666 should have 'AWSCloudFormationStackSetExecutionRole' role with trust relationship to"
                        + " Role 'AWSCloudFormationStackSetAdministrationRole'.");
        assertThat(Samples.instance(client, TWO, IRELAND)).satisfies(instance -> {
            assertThat(instance.status()).isEqualTo(StackInstanceStatus.OUTDATED);
            assertThat(instance.stackId()).isNull();
        });
    }

    @Test
    void missesExecutionRole_namesTheRolesOfTheSet() {
        client.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(Samples.TEMPLATE)
                        .administrationRoleARN("arn:aws:iam::999988887777:role/teams/Admin")
                        .executionRoleName("Exec"))
                .join();
        aws.faults().everywhere().missesExecutionRole();

        assertThat(deployed(List.of(ONE), List.of(IRELAND)).get(0).statusReason())
                .isEqualTo(
                        "Account 111122223333 should have 'Exec' role with trust relationship to Role 'teams/Admin'.");
    }

    @Test
    void missesExecutionRole_ofAServiceManagedSet_namesTheServicesRoles() {
        StackSetsSimulator organized = StackSetsSimulator.builder()
                .organization(o -> o.managementAccount("999988887777").ou("Prod", ou -> ou.account(ONE, "one")))
                .build();
        CloudFormationAsyncClient manager = organized.directAsyncClient();
        String unit = organized.organization().unit("Prod");
        manager.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(Samples.TEMPLATE)
                        .permissionModel(PermissionModels.SERVICE_MANAGED))
                .join();
        organized.faults().account(ONE).missesExecutionRole();

        String id = manager.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(unit))
                        .regions(IRELAND))
                .join()
                .operationId();
        organized.time().runUntilIdle();

        assertThat(Samples.results(manager, id).get(0).statusReason())
                .matches(
                        "Account 111122223333 should have 'stacksets-exec-[0-9a-f]{32}' role with trust relationship to Role"
                                + " 'aws-service-role/stacksets\\.cloudformation\\.amazonaws\\.com/"
                                + "AWSServiceRoleForCloudFormationStackSetsOrgAdmin'\\.");
    }

    /** IAM is slow: a role that was just created is not there for everybody yet. */
    @Test
    void missesExecutionRole_afterAFewTimes_isThere() {
        Samples.createSet(client);
        aws.faults().account(ONE).missesExecutionRole().times(2);

        assertThat(Stream.of(1, 2, 3)
                        .map(attempt ->
                                deployed(List.of(ONE), List.of(IRELAND)).get(0).status()))
                .containsExactly(
                        StackSetOperationResultStatus.FAILED,
                        StackSetOperationResultStatus.FAILED,
                        StackSetOperationResultStatus.SUCCEEDED);
    }

    @Test
    void missesAdministrationRole_failsEverywhereWithAFailedGate() {
        Samples.createSet(client);
        aws.faults().everywhere().missesAdministrationRole();

        assertThat(deployed(List.of(ONE, TWO), List.of(IRELAND, VIRGINIA)))
                .hasSize(4)
                .allSatisfy(result -> assertFailed(
                        result,
                        AccountGateStatus.FAILED,
                        "Account 999988887777 should have 'AWSCloudFormationStackSetAdministrationRole' role with trust"
                                + " relationship to CloudFormation service."));
    }

    @Test
    void countsAsSuspended_isPassedOver_whichIsNoFailure() {
        Samples.createSet(client);
        aws.faults().account(TWO).countsAsSuspended();

        String id = Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id)).satisfies(operation -> {
            assertThat(operation.status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
            assertThat(operation.statusDetails().failedStackInstancesCount()).isZero();
        });
        assertThat(Samples.results(client, id).get(1)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(StackSetOperationResultStatus.SUCCEEDED);
            assertThat(result.statusReason()).contains("ACCOUNT_SUSPENDED");
        });
        assertThat(Samples.instance(client, TWO, IRELAND).stackInstanceStatus().detailedStatus())
                .isEqualTo(StackInstanceDetailedStatus.SKIPPED_SUSPENDED_ACCOUNT);
    }

    @Test
    void rules_theNearestWins() {
        Samples.createSet(client);
        aws.faults().everywhere().fails("everywhere");
        aws.faults().account(ONE).fails("account");
        aws.faults().instance(ONE, VIRGINIA).fails("instance");

        assertThat(deployed(List.of(ONE, TWO), List.of(IRELAND, VIRGINIA)))
                .extracting(StackSetOperationResultSummary::statusReason)
                .containsExactly("account", "everywhere", "instance", "everywhere");
        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void reasonsOfOneRule_theLastHolds() {
        Samples.createSet(client);
        aws.faults()
                .account(ONE)
                .fails("first")
                .times(1)
                .accountGateFails("second")
                .takes(Duration.ofMinutes(5));

        String id = Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().advance(Duration.ofMinutes(4));
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.RUNNING);
        aws.time().runUntilIdle();

        assertFailed(Samples.results(client, id).get(0), AccountGateStatus.FAILED, "second");
    }

    @Test
    void retainedRemoval_meetsNothing() {
        Samples.createSet(client);
        deployed(List.of(ONE), List.of(IRELAND));
        aws.faults().account(ONE).missesExecutionRole();

        String id = client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(true))
                .join()
                .operationId();
        aws.time().runUntilIdle();

        assertThat(Samples.results(client, id).get(0).status()).isEqualTo(StackSetOperationResultStatus.SUCCEEDED);
        assertThat(aws.faults().unused()).singleElement().asString().contains("NoExecutionRole");
    }

    static Stream<Consumer<InstanceFault>> kinds() {
        return Stream.of(
                rule -> rule.fails("no"),
                rule -> rule.fails("no").times(3),
                rule -> rule.accountGateFails("no"),
                InstanceFault::missesExecutionRole,
                InstanceFault::missesAdministrationRole,
                InstanceFault::countsAsSuspended,
                rule -> rule.takes(Duration.ofSeconds(1)),
                InstanceFault::neverEnds,
                rule -> rule.drifts("Topic", "/DisplayName", "a", "b"),
                rule -> rule.losesResource("Topic"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void unused_everyKind_isListedUntilItMetSomething(Consumer<InstanceFault> kind) {
        kind.accept(aws.faults().everywhere());
        assertThat(aws.faults().unused()).hasSize(1);

        Samples.createSet(client);
        deployed(List.of(ONE), List.of(IRELAND));
        client.detectStackSetDrift(r -> r.stackSetName(NAME))
                .exceptionally(stillRunning -> null)
                .join();
        aws.time().runUntilIdle();
        assertThat(aws.faults().unused()).isEmpty();

        kind.accept(aws.faults().instance(TWO, IRELAND));
        assertThat(aws.faults().unused()).hasSize(1);
        aws.faults().instance(TWO, IRELAND).heals();
        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void times_withoutAReasonOrBelowOne_isRefused() {
        InstanceFault rule = aws.faults().account(ONE);

        assertThatIllegalStateException().isThrownBy(() -> rule.times(1));
        assertThatIllegalArgumentException().isThrownBy(() -> rule.fails("no").times(0));
        assertThatIllegalArgumentException().isThrownBy(() -> rule.takes(Duration.ofSeconds(-1)));
    }
}
