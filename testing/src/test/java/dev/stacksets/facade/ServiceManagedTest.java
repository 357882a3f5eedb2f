package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.target.AutoDeploymentTarget;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.Call;
import dev.stacksets.testing.organization.Organization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/** Service-managed stack sets, run by a delegated administrator. */
class ServiceManagedTest {
    private static final String TEMPLATE = "Resources: {Topic: {Type: AWS::SNS::Topic}}";
    private static final String MANAGEMENT = "111111111111";
    private static final String DELEGATE = "222222222222";

    private final Facade facade = new Facade(simulator -> simulator.organization(o -> o.managementAccount(MANAGEMENT)
            .ou("Workloads", unit -> unit.accounts(3).ou("Prod", prod -> prod.accounts(2)))
            .ou("Other", unit -> unit.accounts(1))
            .account(DELEGATE, "platform")
            .delegatedAdministrator(DELEGATE)));
    private final Organization organization = facade.aws.organization();
    private final StackSets stackSets = delegate(CallAs.DELEGATED_ADMIN);
    private final String workloads = organization.unit("Workloads");
    private final String other = organization.unit("Other");

    @AfterEach
    void close() {
        stackSets.close();
        facade.close();
    }

    @Test
    void everyCall_saysInWhatCapacity() {
        StackSet stackSet = created(AutoDeployment.disabled());
        OperationHandle handle =
                stackSet.deploy(d -> d.organizationalUnits(workloads).regions(VIRGINIA));
        facade.finish(handle);
        facade.finish(
                stackSet.updateInstances(u -> u.organizationalUnits(workloads).regions(VIRGINIA)));
        facade.finish(stackSet.update(u -> u.description("more")));
        OperationHandle stopped = stackSet.update(u -> u.description("most"));
        facade.get(stopped.stop());
        facade.finish(stopped);
        facade.get(stackSet.describe());
        facade.get(stackSet.summarizeTemplate());
        facade.get(stackSet.describeInstance(organization.accounts(workloads).get(0), VIRGINIA));
        facade.get(stackSet.listInstances().toList());
        facade.get(stackSet.listOperations().toList());
        facade.get(stackSet.listOperationResults(handle.token().operationId()).toList());
        facade.get(stackSet.describeOperation(handle.token().operationId()));
        facade.get(stackSets.listStackSets().toList());
        facade.get(stackSets.listDeletedStackSets().toList());
        facade.get(stackSets.describeOrganizationsAccess());
        facade.get(stackSet.listAutoDeploymentTargets().toList());
        facade.aws.faults().account(organization.accounts(workloads).get(0)).losesResource("Topic");
        OperationHandle drift = stackSet.detectDrift(d -> {});
        facade.finish(drift);
        facade.get(stackSet.driftReport(drift.token().operationId()));
        facade.finish(stackSet.importStacks(i -> i.stacks(existingStack(other)).organizationalUnits(other)));
        facade.finish(stackSet.removeInstances(
                r -> r.organizationalUnits(other).regions(VIRGINIA).retainStacks()));
        facade.finish(stackSet.removeInstances(
                r -> r.organizationalUnits(workloads).regions(VIRGINIA).deleteStacks()));
        facade.get(stackSet.delete());

        assertThat(facade.aws.calls().all())
                .hasSizeGreaterThan(15)
                .allSatisfy(call -> assertThat(call.parameters()).containsEntry("CallAs", "DELEGATED_ADMIN"));
        assertThat(actions())
                .contains(
                        "CreateStackSet",
                        "CreateStackInstances",
                        "UpdateStackInstances",
                        "UpdateStackSet",
                        "DeleteStackInstances",
                        "DeleteStackSet",
                        "DescribeStackSet",
                        "DescribeStackInstance",
                        "DescribeStackSetOperation",
                        "GetTemplateSummary",
                        "ListStackSets",
                        "ListStackInstances",
                        "ListStackSetOperations",
                        "ListStackSetOperationResults",
                        "StopStackSetOperation",
                        "DetectStackSetDrift",
                        "ListStackInstanceResourceDrifts",
                        "ImportStacksToStackSet",
                        "ListStackSetAutoDeploymentTargets",
                        "DescribeOrganizationsAccess");
    }

    @Test
    void callAsForgotten_isNotFoundWithAHint() {
        created(AutoDeployment.disabled());

        try (StackSets forgetful = delegate(CallAs.SELF)) {
            assertThatThrownBy(() -> facade.get(forgetful.stackSet("guardrails").describe()))
                    .cause()
                    .isInstanceOf(StackSetNotFoundException.class)
                    .hasMessageContaining("callAs(DELEGATED_ADMIN)");
        }
    }

    @Test
    void definition_isReadBackWithUnitsAndAutoDeployment() {
        StackSet stackSet = created(AutoDeployment.retainingStacks());
        facade.finish(stackSet.deploy(d -> d.organizationalUnits(workloads).regions(VIRGINIA)));

        StackSetDescription description = facade.get(stackSet.describe());

        assertThat(description.permissionModel()).isEqualTo(PermissionModel.SERVICE_MANAGED);
        assertThat(description.autoDeployment()).contains(AutoDeployment.retainingStacks());
        assertThat(description.organizationalUnits()).containsExactly(workloads);
        assertThat(facade.get(stackSets.listStackSets().toList()))
                .singleElement()
                .satisfies(summary -> assertThat(summary.permissionModel()).isEqualTo(PermissionModel.SERVICE_MANAGED))
                .extracting(StackSetSummary::autoDeployment)
                .isEqualTo(java.util.Optional.of(AutoDeployment.retainingStacks()));
    }

    @Test
    void filters_reachExactlyTheAccountsTheySay() {
        StackSet stackSet = created(AutoDeployment.disabled());
        List<String> accounts = organization.accounts(workloads);

        OperationResult narrowed = facade.finish(stackSet.deploy(
                d -> d.targets(Targets.organizationalUnits(workloads).intersection(accounts.get(0)))
                        .regions(VIRGINIA)));
        OperationResult without = facade.finish(stackSet.deploy(
                d -> d.targets(Targets.organizationalUnits(workloads).difference(accounts.get(0), accounts.get(1)))
                        .regions(VIRGINIA)));
        OperationResult union = facade.finish(stackSet.updateInstances(
                u -> u.targets(Targets.organizationalUnits(workloads).union(accounts.get(0)))
                        .regions(VIRGINIA)));

        assertThat(narrowed.counts().total()).isEqualTo(1);
        assertThat(without.counts().total())
                .as("three accounts in the unit and two below it, but two")
                .isEqualTo(3);
        assertThat(union.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.get(stackSet.listInstances().toList()))
                .extracting(instance -> instance.id().account())
                .doesNotContain(accounts.get(1))
                .contains(accounts.get(0));
        assertThat(facade.get(stackSet.listInstances().toList()))
                .extracting(StackInstance::organizationalUnit)
                .containsOnly(java.util.Optional.of(workloads));
    }

    @Test
    void accountsFromAFile_areReadByAws() {
        StackSet stackSet = created(AutoDeployment.disabled());
        facade.aws.document(
                "s3://bucket/accounts.csv",
                String.join(",", organization.accounts(workloads).subList(0, 2)));

        OperationResult result = facade.finish(stackSet.deploy(d -> d.targets(Targets.organizationalUnits(workloads)
                        .intersection(Targets.accountsUrl("s3://bucket/accounts.csv")))
                .regions(VIRGINIA)));
        OperationResult again = facade.finish(stackSet.updateInstances(
                u -> u.targets(Targets.accountsUrl("s3://bucket/accounts.csv")).regions(VIRGINIA)));

        assertThat(result.counts().succeeded()).isEqualTo(2);
        assertThat(again.counts().succeeded()).isEqualTo(2);
    }

    @Test
    void deployedAccounts_areUpdatedWithoutNamingTheirUnit() {
        StackSet stackSet = created(AutoDeployment.disabled());
        facade.finish(
                stackSet.deploy(d -> d.organizationalUnits(workloads, other).regions(VIRGINIA, IRELAND)));
        String account = organization.accounts(other).get(0);

        OperationResult result = facade.finish(stackSet.updateInstances(u ->
                u.targets(Targets.deployedAccounts(Targets.accounts(account))).regions(VIRGINIA)));

        assertThat(result.counts().succeeded()).isEqualTo(1);
    }

    @Test
    void managementAccount_isNeverATarget() {
        StackSet stackSet = created(AutoDeployment.disabled());

        facade.finish(
                stackSet.deploy(d -> d.organizationalUnits(organization.root()).regions(VIRGINIA)));

        assertThat(facade.get(stackSet.listInstances().toList()))
                .extracting(instance -> instance.id().account())
                .contains(DELEGATE)
                .doesNotContain(MANAGEMENT);
    }

    @Test
    void namedAccountsAlone_areRefusedByAwsInItsWords() {
        StackSet stackSet = created(AutoDeployment.disabled());

        OperationHandle handle = stackSet.deploy(d -> d.accounts(DELEGATE).regions(VIRGINIA));

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("OrganizationalUnit");
    }

    @Test
    void suspendedAccounts_areShownAsPassedBy() {
        StackSet stackSet = created(AutoDeployment.disabled());
        String account = organization.accounts(workloads).get(0);
        facade.finish(stackSet.deploy(d -> d.organizationalUnits(workloads).regions(VIRGINIA)));
        organization.suspend(account);

        facade.finish(stackSet.update(u -> u.template(TemplateSource.inline(TEMPLATE.replace("Topic:", "Other:")))));

        assertThat(facade.get(stackSet.listInstances(f -> f.detailedStatus(DetailedStatus.SKIPPED_SUSPENDED_ACCOUNT))
                        .toList()))
                .singleElement()
                .satisfies(instance -> assertThat(instance.id().account()).isEqualTo(account));
        assertThat(facade.get(stackSet.instancesNotCurrent()))
                .singleElement()
                .satisfies(instance -> assertThat(instance.explanation())
                        .contains("The account is suspended; operations pass it by."));
    }

    @Test
    void results_nameTheUnit() {
        StackSet stackSet = created(AutoDeployment.disabled());
        facade.aws.faults().account(organization.accounts(other).get(0)).fails("no role");

        OperationResult result =
                facade.finish(stackSet.deploy(d -> d.organizationalUnits(other).regions(VIRGINIA)));

        assertThat(result.failures())
                .extracting(InstanceResult::organizationalUnit)
                .containsExactly(java.util.Optional.of(other));
    }

    @Test
    void importedStacks_recordTheirUnit() {
        StackSet stackSet = created(AutoDeployment.disabled());
        String stack = existingStack(workloads);

        OperationResult result =
                facade.finish(stackSet.importStacks(i -> i.stacks(stack).organizationalUnits(workloads)));

        assertThat(result.counts().succeeded()).isEqualTo(1);
        assertThat(facade.get(stackSet.listInstances().toList()))
                .extracting(StackInstance::organizationalUnit)
                .containsExactly(java.util.Optional.of(workloads));
        assertThatThrownBy(() -> facade.finish(stackSet.importStacks(i -> i.stacks(existingStack(other)))))
                .cause()
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("OrganizationalUnitIds are required");
    }

    @Test
    void chosenIdOfAnImport_isAdoptedWhateverTargetsAwsRecords() {
        StackSet stackSet = created(AutoDeployment.disabled());
        String stack = existingStack(workloads);
        StackImportSpec taken = StackImportSpec.builder()
                .operationId("import-1")
                .stacks(stack)
                .organizationalUnits(workloads)
                .build();
        facade.finish(stackSet.importStacks(taken));

        assertThat(facade.finish(stackSet.importStacks(taken)).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.finish(stackSet.detectDrift(d -> d.operationId("drift-1")))
                        .status())
                .isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.finish(stackSet.detectDrift(d -> d.operationId("drift-1")))
                        .status())
                .isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(2);
    }

    @Test
    void autoDeploymentTargets_areUnitsWithTheirRegions() {
        StackSet stackSet = created(AutoDeployment.retainingStacks());
        facade.finish(
                stackSet.deploy(d -> d.organizationalUnits(workloads, other).regions(VIRGINIA, IRELAND)));

        assertThat(facade.get(stackSet.listAutoDeploymentTargets().toList()))
                .containsExactlyInAnyOrder(
                        new AutoDeploymentTarget(workloads, Set.of(VIRGINIA, IRELAND)),
                        new AutoDeploymentTarget(other, Set.of(VIRGINIA, IRELAND)));
        assertThatThrownBy(() -> facade.get(stackSets
                        .stackSet("nowhere")
                        .listAutoDeploymentTargets()
                        .toList()))
                .hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    private String existingStack(String unit) {
        return facade.aws.existingStack(
                organization.accounts(unit).get(0), Region.US_EAST_1, "topic", TEMPLATE, Map.of());
    }

    private StackSet created(AutoDeployment autoDeployment) {
        return facade.get(stackSets.create(
                "guardrails",
                s -> s.template(TemplateSource.inline(TEMPLATE))
                        .serviceManaged()
                        .autoDeployment(autoDeployment)));
    }

    private StackSets delegate(CallAs capacity) {
        return StackSets.builder()
                .client(facade.aws.asyncClient(DELEGATE, Region.US_EAST_1))
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .callAs(capacity)
                .build();
    }

    private Set<String> actions() {
        return facade.aws.calls().all().stream().map(Call::action).collect(Collectors.toSet());
    }
}
