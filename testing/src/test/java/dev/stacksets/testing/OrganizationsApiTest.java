package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.AccountNotRegisteredException;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.AwsOrganizationsNotInUseException;
import software.amazon.awssdk.services.organizations.model.ChildNotFoundException;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.EnabledServicePrincipal;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnitNotFoundException;
import software.amazon.awssdk.services.organizations.model.OrganizationsException;
import software.amazon.awssdk.services.organizations.model.ParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.TargetNotFoundException;

class OrganizationsApiTest {

    private static final String DELEGATE = "222222222222";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount("111111111111")
                    .ou("Workloads", ou -> ou.accounts(45).ou("Prod", prod -> prod.accounts(1)))
                    .account(DELEGATE, "platform")
                    .delegatedAdministrator(DELEGATE))
            .build();
    private final Organization organization = aws.organization();
    private final OrganizationsClient client = organizations("111111111111");

    private OrganizationsClient organizations(String account) {
        return new Clients(aws).organizations(account);
    }

    @Test
    void tree_read_isTheOneThatWasBuilt() {
        String workloads = organization.unit("Workloads");

        assertThat(client.describeOrganization().organization().masterAccountId())
                .isEqualTo("111111111111");
        assertThat(client.listRoots().roots())
                .singleElement()
                .satisfies(root -> assertThat(root.id()).isEqualTo(organization.root()));
        assertThat(client.listOrganizationalUnitsForParent(r -> r.parentId(organization.root()))
                        .organizationalUnits())
                .extracting(OrganizationalUnit::name)
                .containsExactly("Workloads");
        assertThat(client.listAccountsForParentPaginator(r -> r.parentId(workloads)).stream()
                        .flatMap(page -> page.accounts().stream())
                        .map(Account::id)
                        .toList())
                .hasSize(45)
                .isEqualTo(organization.accounts(workloads));
        assertThat(client.listAccountsPaginator().stream().flatMap(page -> page.accounts().stream()))
                .hasSize(48);
        assertThat(client.listChildren(r -> r.parentId(workloads).childType(ChildType.ORGANIZATIONAL_UNIT))
                        .children())
                .hasSize(1);
        assertThat(client.listParents(r -> r.childId(workloads)).parents())
                .singleElement()
                .satisfies(parent -> assertThat(parent.type()).isEqualTo(ParentType.ROOT));
        assertThat(client.describeOrganizationalUnit(r -> r.organizationalUnitId(workloads))
                        .organizationalUnit()
                        .name())
                .isEqualTo("Workloads");
    }

    @Test
    void account_suspendedAndTagged_isShownSo() {
        organization.suspend(DELEGATE);
        organization.tag(DELEGATE, "team", "platform");

        Account account = client.describeAccount(r -> r.accountId(DELEGATE)).account();

        assertThat(account.state()).isEqualTo(AccountState.SUSPENDED);
        assertThat(account.status()).isEqualTo(AccountStatus.SUSPENDED);
        assertThat(account.joinedTimestamp()).isEqualTo(aws.time().now());
        assertThat(client.listTagsForResource(r -> r.resourceId(DELEGATE)).tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("platform"));
    }

    @Test
    void administration_read_showsDelegationAndTrustedAccess() {
        assertThat(client.listDelegatedAdministrators(r -> {}).delegatedAdministrators())
                .singleElement()
                .satisfies(administrator -> assertThat(administrator.id()).isEqualTo(DELEGATE));
        assertThat(client.listDelegatedServicesForAccount(r -> r.accountId(DELEGATE))
                        .delegatedServices())
                .hasSize(1);
        assertThat(client.listAWSServiceAccessForOrganization(r -> {}).enabledServicePrincipals())
                .extracting(EnabledServicePrincipal::servicePrincipal)
                .containsExactly("account.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com");
    }

    @Test
    void refusals_areTyped() {
        assertThatThrownBy(() -> client.describeAccount(r -> r.accountId("333333333333")))
                .isInstanceOf(AccountNotFoundException.class)
                .hasMessageContaining("doesn't exist");
        assertThatThrownBy(() -> client.listParents(r -> r.childId("333333333333")))
                .isInstanceOf(ChildNotFoundException.class);
        assertThatThrownBy(() -> client.listAccountsForParent(r -> r.parentId("ou-none-11111111")))
                .isInstanceOf(ParentNotFoundException.class);
        assertThatThrownBy(() -> client.describeOrganizationalUnit(r -> r.organizationalUnitId("ou-none-11111111")))
                .isInstanceOf(OrganizationalUnitNotFoundException.class);
        assertThatThrownBy(() -> client.listTagsForResource(r -> r.resourceId("ou-none-11111111")))
                .isInstanceOf(TargetNotFoundException.class);
        assertThatThrownBy(() -> client.listDelegatedServicesForAccount(r -> r.accountId("333333333333")))
                .isInstanceOf(AccountNotRegisteredException.class);
        assertThatThrownBy(() -> client.listAccounts(r -> r.maxResults(21))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> client.listAccounts(r -> r.nextToken("bad")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> organizations("333333333333").listRoots())
                .isInstanceOf(AwsOrganizationsNotInUseException.class);
        String member = organization.accounts(organization.unit("Workloads")).get(0);
        assertThat(organizations(member).describeOrganization().organization().id())
                .isEqualTo(organization.id());
        assertThatThrownBy(() -> organizations(member).listRoots())
                .satisfies(thrown -> assertThat(((OrganizationsException) thrown)
                                .awsErrorDetails()
                                .errorCode())
                        .isEqualTo("AccessDeniedException"));
        assertThatThrownBy(() -> client.listChildren(r -> r.parentId(organization.root())))
                .isInstanceOf(InvalidInputException.class);
        aws.faults().on("ListRoots").fails(429, "TooManyRequestsException", "slow down");
        assertThatThrownBy(client::listRoots).isInstanceOf(OrganizationsException.class);
    }

    @Test
    void lists_pagesMayBeginEmpty_paginatorsSeeEverything() {
        StackSetsSimulator simulator = StackSetsSimulator.builder()
                .organization(o -> o.managementAccount("111111111111").accounts(45))
                .organizationsPagesBeginEmpty()
                .build();
        OrganizationsClient of = new Clients(simulator).organizations("111111111111");

        ListAccountsResponse first = of.listAccounts(r -> {});

        assertThat(first.accounts()).isEmpty();
        assertThat(first.nextToken()).isNotNull();
        assertThat(of.listAccountsPaginator().stream().flatMap(page -> page.accounts().stream()))
                .hasSize(46);
        assertThat(of.listDelegatedAdministratorsPaginator(r -> {}).stream()
                        .flatMap(page -> page.delegatedAdministrators().stream()))
                .isEmpty();
    }

    @Test
    void operations_notSimulated_areRefusedByName() {
        assertThatThrownBy(() -> client.listPolicies(r -> r.filter(PolicyType.SERVICE_CONTROL_POLICY)))
                .isInstanceOf(OrganizationsException.class)
                .hasMessageContaining("Not simulated: ListPolicies")
                .satisfies(thrown -> assertThat(((OrganizationsException) thrown)
                                .awsErrorDetails()
                                .errorCode())
                        .isEqualTo("UnknownOperationException"));
    }
}
