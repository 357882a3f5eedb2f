package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.AccountState;
import dev.stacksets.testing.organization.Organization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.AccountFilterType;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetAutoDeploymentTargetsResponse;
import software.amazon.awssdk.services.cloudformation.model.OrganizationStatus;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;

class ServiceManagedTest {

    private static final String DELEGATE = "222222222222";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount("111111111111")
                    .ou("Workloads", ou -> ou.accounts(3).ou("Prod", prod -> prod.accounts(2)))
                    .ou("Other", ou -> ou.accounts(1))
                    .ou("Empty", ou -> {})
                    .account(DELEGATE, "platform")
                    .delegatedAdministrator(DELEGATE))
            .build();
    private final Organization organization = aws.organization();
    private final CloudFormationAsyncClient client = aws.asyncClient();
    private final String workloads = organization.unit("Workloads");
    private final String prod = organization.unit("Workloads/Prod");
    private final String other = organization.unit("Other");

    @AfterEach
    void holds() {
        aws.checkInvariants();
    }

    private void created(String name, Consumer<CreateStackSetRequest.Builder> more) {
        client.createStackSet(r -> {
                    r.stackSetName(name).templateBody(Samples.TEMPLATE).permissionModel("SERVICE_MANAGED");
                    more.accept(r);
                })
                .join();
    }

    private String deploy(String name, Consumer<DeploymentTargets.Builder> targets) {
        String id = client.createStackInstances(r -> r.stackSetName(name)
                        .deploymentTargets(targets)
                        .regions(IRELAND)
                        .operationPreferences(
                                p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100)))
                .join()
                .operationId();
        aws.time().runUntilIdle();
        return id;
    }

    private void autoDeployed(String name, boolean retain, String unit) {
        created(name, r -> r.autoDeployment(a -> a.enabled(true).retainStacksOnAccountRemoval(retain)));
        deploy(name, t -> t.organizationalUnitIds(unit));
    }

    private List<StackInstanceSummary> instances(String name) {
        return client.listStackInstances(r -> r.stackSetName(name)).join().summaries();
    }

    private List<String> accounts(String name) {
        return instances(name).stream().map(StackInstanceSummary::account).toList();
    }

    private StackSet stackSet() {
        return client.describeStackSet(r -> r.stackSetName(NAME)).join().stackSet();
    }

    private void refused(String message, Runnable call) {
        assertThatThrownBy(call::run)
                .satisfies(thrown -> assertThat(
                                Samples.refusal(thrown).awsErrorDetails().errorMessage())
                        .contains(message));
    }

    private List<String> all(String... units) {
        List<String> accounts = new ArrayList<>();
        for (String unit : units) {
            accounts.addAll(organization.accounts(unit));
        }
        return accounts;
    }

    @Test
    void create_unit_deploysNestedAccountsAndRecordsTheUnit() {
        created(NAME, r -> {});

        String id = deploy(NAME, t -> t.organizationalUnitIds(workloads));

        assertThat(accounts(NAME)).hasSize(5).containsExactlyInAnyOrderElementsOf(all(workloads, prod));
        assertThat(instances(NAME))
                .extracting(StackInstanceSummary::organizationalUnitId)
                .containsOnly(workloads);
        assertThat(Samples.results(client, id))
                .allSatisfy(r -> assertThat(r.organizationalUnitId()).isEqualTo(workloads));
        assertThat(Samples.operation(client, id).deploymentTargets().organizationalUnitIds())
                .containsExactly(workloads);
        assertThat(stackSet()).satisfies(set -> {
            assertThat(set.permissionModel()).isEqualTo(PermissionModels.SERVICE_MANAGED);
            assertThat(set.organizationalUnitIds()).containsExactly(workloads);
            assertThat(set.autoDeployment().enabled()).isFalse();
        });
    }

    @Test
    void create_root_leavesTheManagementAccountOut() {
        created(NAME, r -> {});

        deploy(NAME, t -> t.organizationalUnitIds(organization.root()));

        assertThat(accounts(NAME)).hasSize(7).doesNotContain(organization.managementAccount());
    }

    @Test
    void create_filters_intersectAndSubtract() {
        String first = organization.accounts(workloads).get(0);
        String stranger = organization.accounts(other).get(0);
        created("one", r -> {});
        created("two", r -> {});

        deploy(
                "one",
                t -> t.organizationalUnitIds(workloads)
                        .accounts(first, stranger)
                        .accountFilterType(AccountFilterType.INTERSECTION));
        aws.document("https://bucket/accounts.csv", first + "\n" + stranger);
        deploy(
                "two",
                t -> t.organizationalUnitIds(workloads)
                        .accountsUrl("https://bucket/accounts.csv")
                        .accountFilterType(AccountFilterType.DIFFERENCE));

        assertThat(accounts("one")).containsExactly(first);
        assertThat(accounts("two")).hasSize(4).doesNotContain(first);
    }

    @Test
    void targets_perVerb_areValidated() {
        created(NAME, r -> {});
        String account = organization.accounts(workloads).get(0);

        refused(
                "only have OrganizationalUnit",
                () -> client.createStackInstances(
                                r -> r.stackSetName(NAME).accounts(account).regions(IRELAND))
                        .join());
        refused("OrganizationalUnitIds are required", () -> deploy(NAME, t -> t.accounts(account)));
        refused(
                "AccountFilterType is required",
                () -> deploy(NAME, t -> t.organizationalUnitIds(workloads).accounts(account)));
        refused(
                "UNION",
                () -> deploy(
                        NAME,
                        t -> t.organizationalUnitIds(workloads)
                                .accounts(account)
                                .accountFilterType(AccountFilterType.UNION)));
        refused(
                "NONE",
                () -> deploy(
                        NAME,
                        t -> t.organizationalUnitIds(workloads)
                                .accounts(account)
                                .accountFilterType(AccountFilterType.NONE)));
        refused(
                "Accounts are required",
                () -> deploy(
                        NAME,
                        t -> t.organizationalUnitIds(workloads).accountFilterType(AccountFilterType.INTERSECTION)));
        refused("regular expression", () -> deploy(NAME, t -> t.organizationalUnitIds(organization.id())));
        refused(
                "not found in StackSet",
                () -> client.updateStackInstances(r -> r.stackSetName(NAME)
                                .deploymentTargets(t -> t.organizationalUnitIds(workloads))
                                .regions(IRELAND))
                        .join());
        refused(
                "OrganizationalUnitIds are required",
                () -> client.deleteStackInstances(r -> r.stackSetName(NAME)
                                .deploymentTargets(t -> t.accounts(account))
                                .retainStacks(false)
                                .regions(IRELAND))
                        .join());
    }

    @Test
    void delete_oneAccountThenTheUnit_shrinksTheTargets() {
        created(NAME, r -> {});
        deploy(NAME, t -> t.organizationalUnitIds(workloads));
        String account = organization.accounts(workloads).get(0);

        client.deleteStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(workloads)
                                .accounts(account)
                                .accountFilterType(AccountFilterType.INTERSECTION))
                        .retainStacks(false)
                        .regions(IRELAND))
                .join();
        aws.time().runUntilIdle();
        assertThat(accounts(NAME)).hasSize(4);
        assertThat(stackSet().organizationalUnitIds()).containsExactly(workloads);

        client.deleteStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(workloads))
                        .retainStacks(true)
                        .regions(IRELAND))
                .join();
        aws.time().runUntilIdle();
        assertThat(accounts(NAME)).isEmpty();
        assertThat(stackSet().organizationalUnitIds()).isEmpty();
    }

    @Test
    void update_accountsAlone_worksOnThose() {
        created(NAME, r -> {});
        deploy(NAME, t -> t.organizationalUnitIds(workloads));
        String account = organization.accounts(prod).get(0);

        String id = client.updateStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.accounts(account))
                        .regions(IRELAND)
                        .parameterOverrides(Samples.parameter("Env", "prod")))
                .join()
                .operationId();
        aws.time().runUntilIdle();

        assertThat(Samples.results(client, id)).singleElement().satisfies(result -> {
            assertThat(result.account()).isEqualTo(account);
            assertThat(result.organizationalUnitId()).isEqualTo(workloads);
        });
    }

    @Test
    void callAs_delegate_seesServiceManagedSetsOnly() {
        Samples.createSet(client);
        CloudFormationAsyncClient delegate = aws.asyncClient(DELEGATE, Region.US_EAST_1);
        delegate.createStackSet(r -> r.stackSetName("org")
                        .templateBody(Samples.TEMPLATE)
                        .permissionModel("SERVICE_MANAGED")
                        .callAs(CallAs.DELEGATED_ADMIN))
                .join();

        assertThat(delegate.describeStackSet(r -> r.stackSetName("org").callAs("DELEGATED_ADMIN"))
                        .join()
                        .stackSet()
                        .stackSetARN())
                .contains(":111111111111:");
        assertThat(client.listStackSets().join().summaries()).hasSize(2);
        assertThat(delegate.listStackSets(r -> r.callAs("DELEGATED_ADMIN"))
                        .join()
                        .summaries())
                .hasSize(1);
        refused(
                "StackSet org not found",
                () -> delegate.describeStackSet(r -> r.stackSetName("org")).join());
        refused(
                "StackSet " + NAME + " not found",
                () -> delegate.describeStackSet(r -> r.stackSetName(NAME).callAs("DELEGATED_ADMIN"))
                        .join());
        refused(
                "not a delegated administrator",
                () -> client.listStackSets(r -> r.callAs("DELEGATED_ADMIN")).join());
        refused(
                "You must be the management account",
                () -> delegate.createStackSet(r -> r.stackSetName("no")
                                .templateBody(Samples.TEMPLATE)
                                .permissionModel("SERVICE_MANAGED"))
                        .join());
    }

    @Test
    void organizationsAccess_off_refusesServiceManagedWork() {
        refused(
                "Deregister",
                () -> client.deactivateOrganizationsAccess(r -> {}).join());
        organization.endDelegation(DELEGATE);
        client.deactivateOrganizationsAccess(r -> {}).join();

        assertThat(client.describeOrganizationsAccess(r -> {}).join().status()).isEqualTo(OrganizationStatus.DISABLED);
        refused("enable organizations access", () -> created(NAME, r -> {}));
        client.activateOrganizationsAccess(r -> {}).join();
        created(NAME, r -> {});
        refused(
                "management account",
                () -> aws.asyncClient(DELEGATE, Region.US_EAST_1)
                        .activateOrganizationsAccess(r -> {})
                        .join());
    }

    @Test
    void autoDeployment_joinMoveAndLeave_followsTheAccount() {
        autoDeployed(NAME, false, workloads);

        String account = organization.createAccount(prod);
        aws.time().runUntilIdle();
        assertThat(accounts(NAME)).hasSize(6).contains(account);

        organization.move(account, other);
        aws.time().runUntilIdle();
        assertThat(accounts(NAME)).hasSize(5).doesNotContain(account);

        organization.move(account, workloads);
        aws.time().runUntilIdle();
        organization.close(account);
        assertThat(organization.state(account)).isEqualTo(AccountState.PENDING_CLOSURE);
        aws.time().runUntilIdle();
        assertThat(organization.state(account)).isEqualTo(AccountState.CLOSED);
        assertThat(accounts(NAME)).hasSize(5).doesNotContain(account);

        organization.remove(organization.accounts(prod).get(0));
        aws.time().runUntilIdle();
        assertThat(accounts(NAME)).hasSize(4);
        assertThat(stackSet().organizationalUnitIds()).containsExactly(workloads);
    }

    @Test
    void autoDeployment_withRetain_leavesTheStack() {
        autoDeployed(NAME, true, workloads);
        String account = organization.accounts(workloads).get(0);
        aws.faults().account(account).fails("nobody may touch it");

        organization.move(account, other);
        aws.time().runUntilIdle();

        assertThat(accounts(NAME)).hasSize(4).doesNotContain(account);
        assertThat(aws.faults().unused()).hasSize(1);
    }

    @Test
    void autoDeployment_moveBetweenSets_createWaitsForTheDelete() {
        autoDeployed("old", false, workloads);
        autoDeployed("new", false, other);
        String account = organization.accounts(workloads).get(0);

        organization.move(account, other);

        assertThat(newest("old").action()).isEqualTo(StackSetOperationAction.DELETE);
        assertThat(newest("old").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(newest("new").action()).isEqualTo(StackSetOperationAction.CREATE);
        assertThat(newest("new").status()).isEqualTo(StackSetOperationStatus.QUEUED);
        aws.time().runUntilIdle();
        assertThat(accounts("old")).doesNotContain(account);
        assertThat(accounts("new")).contains(account);
    }

    @Test
    void autoDeployment_quickBackAndForth_endsWhereTheAccountIs() {
        autoDeployed("old", false, workloads);
        autoDeployed("new", false, other);
        String account = organization.accounts(workloads).get(0);

        organization.move(account, other);
        organization.move(account, workloads);
        organization.move(account, other);
        organization.move(account, workloads);
        aws.time().runUntilIdle();

        assertThat(accounts("old")).contains(account);
        assertThat(accounts("new")).doesNotContain(account);
    }

    @Test
    void autoDeployment_moveBetweenUnitsOfOneSet_keepsTheStack() {
        autoDeployed(NAME, false, workloads);
        deploy(NAME, t -> t.organizationalUnitIds(other));
        String account = organization.accounts(workloads).get(0);
        String stack = instance(account).stackId();

        organization.move(account, other);
        aws.time().runUntilIdle();

        assertThat(instance(account).stackId()).isEqualTo(stack);
        assertThat(instance(account).organizationalUnitId()).isEqualTo(other);
    }

    private StackInstance instance(String account) {
        return Samples.instance(client, account, IRELAND);
    }

    private StackSetOperationSummary newest(String name) {
        return client.listStackSetOperations(r -> r.stackSetName(name))
                .join()
                .summaries()
                .get(0);
    }

    @Test
    void autoDeploymentTargets_pages_endWithAnEmptyToken() {
        autoDeployed(NAME, false, workloads);
        deploy(NAME, t -> t.organizationalUnitIds(organization.unit("Empty")));

        ListStackSetAutoDeploymentTargetsResponse first = client.listStackSetAutoDeploymentTargets(
                        r -> r.stackSetName(NAME).maxResults(1))
                .join();
        ListStackSetAutoDeploymentTargetsResponse second = client.listStackSetAutoDeploymentTargets(
                        r -> r.stackSetName(NAME).maxResults(1).nextToken(first.nextToken()))
                .join();

        assertThat(first.summaries()).hasSize(1);
        assertThat(second.summaries())
                .singleElement()
                .satisfies(t -> assertThat(t.regions()).containsExactly(IRELAND));
        assertThat(second.nextToken()).isEmpty();
    }

    @Test
    void suspendedAccount_isSkippedUntilReinstated() {
        created(NAME, r -> {});
        String account = organization.accounts(workloads).get(0);
        organization.suspend(account);

        String id = deploy(NAME, t -> t.organizationalUnitIds(workloads));

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(instance(account).stackInstanceStatus().detailedStatus())
                .isEqualTo(StackInstanceDetailedStatus.SKIPPED_SUSPENDED_ACCOUNT);
        assertThat(Samples.results(client, id).stream()
                        .filter(r -> r.account().equals(account))
                        .toList())
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.status()).isEqualTo(StackSetOperationResultStatus.SUCCEEDED);
                    assertThat(result.statusReason()).contains("ACCOUNT_SUSPENDED");
                });
        organization.reinstate(account);
        deploy(NAME, t -> t.organizationalUnitIds(workloads));
        assertThat(instance(account).stackInstanceStatus().detailedStatus())
                .isEqualTo(StackInstanceDetailedStatus.SUCCEEDED);
    }

    @Test
    void optInRegion_notEnabled_failsThere() {
        created(NAME, r -> {});
        String account = organization.accounts(prod).get(0);
        organization.enableRegion(account, Region.EU_SOUTH_1);

        String id = client.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(prod))
                        .regions("eu-south-1", VIRGINIA)
                        .operationPreferences(p -> p.failureTolerancePercentage(100)))
                .join()
                .operationId();
        aws.time().runUntilIdle();

        assertThat(Samples.results(client, id).stream()
                        .filter(r -> r.status() == StackSetOperationResultStatus.FAILED)
                        .toList())
                .singleElement()
                .satisfies(r -> assertThat(r.statusReason()).contains("STS is not activated"));
    }

    @Test
    void definition_againstItsPermissionModel_isRefused() {
        refused(
                "AutoDeployment is only",
                () -> client.createStackSet(r -> r.stackSetName(NAME)
                                .templateBody(Samples.TEMPLATE)
                                .autoDeployment(a -> a.enabled(true)))
                        .join());
        refused("Roles are only", () -> created(NAME, r -> r.executionRoleName("custom")));
        refused(
                "RetainStacksOnAccountRemoval",
                () -> created(NAME, r -> r.autoDeployment(a -> a.enabled(false).retainStacksOnAccountRemoval(true))));
        created(NAME, r -> {});
        deploy(NAME, t -> t.organizationalUnitIds(prod));
        refused(
                "PermissionModel can only",
                () -> client.updateStackSet(r ->
                                r.stackSetName(NAME).usePreviousTemplate(true).permissionModel("SELF_MANAGED"))
                        .join());
    }

    @Test
    void updateStackSet_autoDeployment_isSwitchedByAnOperation() {
        autoDeployed(NAME, false, workloads);

        client.updateStackSet(
                        r -> r.stackSetName(NAME).usePreviousTemplate(true).autoDeployment(a -> a.enabled(false)))
                .join();
        aws.time().runUntilIdle();
        organization.createAccount(workloads);
        aws.time().runUntilIdle();

        assertThat(accounts(NAME)).hasSize(5);
        assertThat(stackSet().autoDeployment().enabled()).isFalse();
    }

    @Test
    void importStacks_intoAUnit_recordsIt() {
        created(NAME, r -> {});
        String account = organization.accounts(prod).get(0);
        String stack = aws.existingStack(account, Region.EU_WEST_1, "old", Samples.TEMPLATE, Map.of());

        refused(
                "OrganizationalUnitIds are required",
                () -> client.importStacksToStackSet(r -> r.stackSetName(NAME).stackIds(stack))
                        .join());
        client.importStacksToStackSet(r -> r.stackSetName(NAME).stackIds(stack).organizationalUnitIds(workloads))
                .join();
        aws.time().runUntilIdle();

        assertThat(instance(account).organizationalUnitId()).isEqualTo(workloads);
        assertThat(stackSet().organizationalUnitIds()).containsExactly(workloads);
    }

    @Test
    void unit_deletedWhileWorkWaitsForIt_hasNoAccounts() {
        created(NAME, r -> r.managedExecution(m -> m.active(true)));
        String empty = organization.unit("Empty");
        client.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(workloads))
                        .regions(IRELAND))
                .join();
        String waiting = client.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(workloads, empty))
                        .regions(IRELAND))
                .join()
                .operationId();
        new Clients(aws)
                .organizations(organization.managementAccount())
                .deleteOrganizationalUnit(r -> r.organizationalUnitId(empty));
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, waiting).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        refused("Organizational unit " + empty + " not found", () -> deploy(NAME, t -> t.organizationalUnitIds(empty)));
        client.deleteStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(empty))
                        .retainStacks(false)
                        .regions(IRELAND))
                .join();
        aws.time().runUntilIdle();
        assertThat(stackSet().organizationalUnitIds()).containsExactly(workloads);
    }
}
