package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.AccountChanges;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.protocol.PageTokens;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.organizations.model.CloseAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeregisterDelegatedAdministratorRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DisableAwsServiceAccessRequest;
import software.amazon.awssdk.services.organizations.model.EnableAwsServiceAccessRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedServicesForAccountRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.RegisterDelegatedAdministratorRequest;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UntagResourceRequest;

/**
 * Organizations: any member may describe the organization, reads and tags are for the management account and delegated
 * administrators of any service, the rest for the management account. Needs the SDK artifact of the service.
 */
public final class OrganizationsService implements JsonService {

    private static final int PAGE = 20;

    private final Optional<OrganizationTree> organization;
    private final JsonOperations forMembers = new JsonOperations();
    private final JsonOperations forAdministrators = new JsonOperations();
    private final JsonOperations forManagement = new JsonOperations();

    /**
     * The service over an organization.
     *
     * @param organization of the calling accounts, if there is one
     * @param changes of accounts
     * @param choices where AWS leaves it open
     * @param pages the tokens of its lists
     * @param stackSetsSwitchedOff runs after the trusted access of StackSets was disabled
     */
    public OrganizationsService(
            Optional<OrganizationTree> organization,
            AccountChanges changes,
            OrganizationsChoices choices,
            PageTokens pages,
            Runnable stackSetsSwitchedOff) {
        this.organization = organization;
        JsonPaging paging = new JsonPaging(pages, PAGE, choices.pagesBeginEmpty(), OrganizationsErrors::invalidInput);
        organization.ifPresent(tree -> {
            register(new OrganizationsReads(tree, paging));
            register(new OrganizationsAdministration(tree, paging));
            register(new ServiceDelegation(tree, choices.enablingAccessActivatesStackSets(), stackSetsSwitchedOff));
            register(new OrganizationsWrites(tree, changes));
            register(new AccountCreations(tree, changes, paging));
        });
    }

    private void register(OrganizationsReads reads) {
        forMembers.on(
                DescribeOrganizationRequest.class, DescribeOrganizationRequest::builder, any -> reads.organization());
        forAdministrators
                .on(ListRootsRequest.class, ListRootsRequest::builder, reads::roots)
                .on(
                        ListOrganizationalUnitsForParentRequest.class,
                        ListOrganizationalUnitsForParentRequest::builder,
                        reads::units)
                .on(ListAccountsForParentRequest.class, ListAccountsForParentRequest::builder, reads::accountsOf)
                .on(ListAccountsRequest.class, ListAccountsRequest::builder, reads::accounts)
                .on(ListChildrenRequest.class, ListChildrenRequest::builder, reads::children)
                .on(ListParentsRequest.class, ListParentsRequest::builder, reads::parents)
                .on(DescribeAccountRequest.class, DescribeAccountRequest::builder, reads::account)
                .on(DescribeOrganizationalUnitRequest.class, DescribeOrganizationalUnitRequest::builder, reads::unit)
                .on(ListTagsForResourceRequest.class, ListTagsForResourceRequest::builder, reads::tags);
    }

    private void register(OrganizationsAdministration administration) {
        forAdministrators
                .on(
                        ListAwsServiceAccessForOrganizationRequest.class,
                        ListAwsServiceAccessForOrganizationRequest::builder,
                        administration::services)
                .on(
                        ListDelegatedAdministratorsRequest.class,
                        ListDelegatedAdministratorsRequest::builder,
                        administration::administrators)
                .on(
                        ListDelegatedServicesForAccountRequest.class,
                        ListDelegatedServicesForAccountRequest::builder,
                        administration::servicesOf);
    }

    private void register(ServiceDelegation delegation) {
        forManagement
                .on(EnableAwsServiceAccessRequest.class, EnableAwsServiceAccessRequest::builder, delegation::enable)
                .on(DisableAwsServiceAccessRequest.class, DisableAwsServiceAccessRequest::builder, delegation::disable)
                .on(
                        RegisterDelegatedAdministratorRequest.class,
                        RegisterDelegatedAdministratorRequest::builder,
                        delegation::register)
                .on(
                        DeregisterDelegatedAdministratorRequest.class,
                        DeregisterDelegatedAdministratorRequest::builder,
                        delegation::deregister);
    }

    private void register(OrganizationsWrites writes) {
        forAdministrators
                .on(TagResourceRequest.class, TagResourceRequest::builder, writes::tag)
                .on(UntagResourceRequest.class, UntagResourceRequest::builder, writes::untag);
        forManagement
                .on(CreateOrganizationalUnitRequest.class, CreateOrganizationalUnitRequest::builder, writes::createUnit)
                .on(DeleteOrganizationalUnitRequest.class, DeleteOrganizationalUnitRequest::builder, writes::deleteUnit)
                .on(MoveAccountRequest.class, MoveAccountRequest::builder, writes::move)
                .on(CloseAccountRequest.class, CloseAccountRequest::builder, writes::close)
                .on(
                        RemoveAccountFromOrganizationRequest.class,
                        RemoveAccountFromOrganizationRequest::builder,
                        writes::remove);
    }

    private void register(AccountCreations creations) {
        forManagement.on(CreateAccountRequest.class, CreateAccountRequest::builder, creations::create);
        forAdministrators
                .on(
                        DescribeCreateAccountStatusRequest.class,
                        DescribeCreateAccountStatusRequest::builder,
                        creations::describe)
                .on(ListCreateAccountStatusRequest.class, ListCreateAccountStatusRequest::builder, creations::list);
    }

    @Override
    public Object read(String operation, String body) {
        return operations(operation).read(operation, body);
    }

    private JsonOperations operations(String operation) {
        return Stream.of(forMembers, forAdministrators, forManagement)
                .filter(some -> some.has(operation))
                .findFirst()
                .orElseThrow(() -> JsonOperations.unknown(operation));
    }

    @Override
    public SdkPojo call(String caller, String operation, Supplier<Object> request) {
        OrganizationTree tree = organization
                .filter(found -> found.account(caller).isPresent())
                .orElseThrow(OrganizationsErrors::notInUse);
        JsonOperations operations = operations(operation);
        boolean manages = caller.equals(tree.managementAccount());
        boolean allowed = manages
                || operations == forMembers
                || (operations == forAdministrators && tree.administration().administers(caller));
        if (!allowed) {
            throw OrganizationsErrors.accessDenied();
        }
        return operations.call(caller, operation, request);
    }
}
