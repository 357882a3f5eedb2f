package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import dev.stacksets.testing.organization.OrganizationBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.OrganizationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** What changes of the organization through its own service do to stack sets. */
class AccountVendingTest {

    private static final String STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.ou("Workloads", ou -> ou.accounts(2)))
            .build();
    private final Organization organization = aws.organization();
    private final CloudFormationAsyncClient client = aws.asyncClient();
    private final OrganizationsClient organizations = new Clients(aws).organizations(organization.managementAccount());
    private final String workloads = organization.unit("Workloads");

    @AfterEach
    void holds() {
        aws.checkInvariants();
    }

    private void created() {
        client.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(Samples.TEMPLATE)
                        .permissionModel("SERVICE_MANAGED")
                        .autoDeployment(a -> a.enabled(true)))
                .join();
    }

    private void following(String unit) {
        created();
        client.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(unit))
                        .regions(IRELAND))
                .join();
        aws.time().runUntilIdle();
    }

    private String vended() {
        String request = organizations
                .createAccount(r -> r.accountName("shop").email("shop@example.com"))
                .createAccountStatus()
                .id();
        aws.time().runUntilIdle();
        return organizations
                .describeCreateAccountStatus(r -> r.createAccountRequestId(request))
                .createAccountStatus()
                .accountId();
    }

    private List<String> deployed() {
        return client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries().stream()
                .map(StackInstanceSummary::account)
                .toList();
    }

    private StackSetOperationSummary newest() {
        return client.listStackSetOperations(r -> r.stackSetName(NAME))
                .join()
                .summaries()
                .get(0);
    }

    private OrganizationStatus access() {
        return client.describeOrganizationsAccess(r -> {}).join().status();
    }

    @Test
    void vendedAccount_isFollowedThroughItsLife() {
        following(workloads);

        String account = vended();
        assertThat(deployed()).doesNotContain(account);
        organizations.moveAccount(
                r -> r.accountId(account).sourceParentId(organization.root()).destinationParentId(workloads));
        assertThat(newest().status()).isEqualTo(StackSetOperationStatus.RUNNING);
        aws.time().runUntilIdle();
        assertThat(deployed()).contains(account);

        organizations.closeAccount(r -> r.accountId(account));
        assertThat(newest().action()).isEqualTo(StackSetOperationAction.DELETE);
        aws.time().runUntilIdle();
        assertThat(deployed()).doesNotContain(account);
    }

    @Test
    void vendedAccount_joinsWhatFollowsTheRoot() {
        following(organization.root());

        String account = vended();

        assertThat(deployed()).contains(account);
    }

    @Test
    void removedAccount_losesItsStacks() {
        following(workloads);

        organizations.removeAccountFromOrganization(
                r -> r.accountId(organization.accounts(workloads).get(0)));
        aws.time().runUntilIdle();

        assertThat(deployed()).hasSize(1);
    }

    @Test
    void trustedAccess_enabledInOrganizationsOnly_isNotEnough() {
        organizations.disableAWSServiceAccess(r -> r.servicePrincipal(STACK_SETS));
        organizations.enableAWSServiceAccess(r -> r.servicePrincipal(STACK_SETS));

        assertThat(access()).isEqualTo(OrganizationStatus.DISABLED);
        assertThatThrownBy(this::created).hasMessageContaining("You must enable organizations access");
        client.activateOrganizationsAccess(r -> {}).join();
        assertThat(access()).isEqualTo(OrganizationStatus.ENABLED);
        created();
    }

    @Test
    void trustedAccess_enabledInOrganizations_isEnoughIfToldSo() {
        StackSetsSimulator simulator = StackSetsSimulator.builder()
                .organization(OrganizationBuilder::withoutTrustedAccess)
                .serviceAccessActivatesStackSets()
                .build();
        OrganizationsClient management =
                new Clients(simulator).organizations(simulator.organization().managementAccount());

        management.enableAWSServiceAccess(r -> r.servicePrincipal(STACK_SETS));

        assertThat(simulator
                        .asyncClient()
                        .describeOrganizationsAccess(r -> {})
                        .join()
                        .status())
                .isEqualTo(OrganizationStatus.ENABLED);
    }
}
