package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.organization.Administration;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.DelegatedAdministrator;
import software.amazon.awssdk.services.organizations.model.DelegatedService;
import software.amazon.awssdk.services.organizations.model.EnabledServicePrincipal;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedServicesForAccountRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedServicesForAccountResponse;

/** Organizations: trusted services and delegated administrators. */
final class OrganizationsAdministration {

    private final OrganizationTree tree;
    private final Administration administration;
    private final JsonPaging paging;
    private final OrganizationsViews views;

    OrganizationsAdministration(OrganizationTree tree, JsonPaging paging) {
        this.tree = tree;
        this.paging = paging;
        this.administration = tree.administration();
        this.views = new OrganizationsViews(tree);
    }

    ListAwsServiceAccessForOrganizationResponse services(ListAwsServiceAccessForOrganizationRequest request) {
        List<EnabledServicePrincipal> all = administration.services().entrySet().stream()
                .map(service -> EnabledServicePrincipal.builder()
                        .servicePrincipal(service.getKey())
                        .dateEnabled(service.getValue())
                        .build())
                .toList();
        Page<EnabledServicePrincipal> page = paging.page("Services", all, request.maxResults(), request.nextToken());
        return ListAwsServiceAccessForOrganizationResponse.builder()
                .enabledServicePrincipals(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListDelegatedAdministratorsResponse administrators(ListDelegatedAdministratorsRequest request) {
        Map<String, Instant> since = new TreeMap<>();
        administration.delegated().forEach((principal, accounts) -> {
            if (request.servicePrincipal() == null || request.servicePrincipal().equals(principal)) {
                accounts.forEach(since::putIfAbsent);
            }
        });
        List<DelegatedAdministrator> all = since.entrySet().stream()
                .map(entry -> administrator(tree.requireAccount(entry.getKey()), entry.getValue()))
                .toList();
        Page<DelegatedAdministrator> page = paging.page(
                "Administrators" + request.servicePrincipal(), all, request.maxResults(), request.nextToken());
        return ListDelegatedAdministratorsResponse.builder()
                .delegatedAdministrators(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private DelegatedAdministrator administrator(Account account, Instant since) {
        return DelegatedAdministrator.builder()
                .id(account.id())
                .arn(views.accountArn(account))
                .email(account.email())
                .name(account.name())
                .status(views.status(account))
                .state(account.state().name())
                .joinedMethod(AccountJoinedMethod.CREATED)
                .joinedTimestamp(account.joined())
                .delegationEnabledDate(since)
                .build();
    }

    ListDelegatedServicesForAccountResponse servicesOf(ListDelegatedServicesForAccountRequest request) {
        String account = Inputs.account(request.accountId());
        List<DelegatedService> all = administration.delegated().entrySet().stream()
                .filter(service -> service.getValue().containsKey(account))
                .map(service -> DelegatedService.builder()
                        .servicePrincipal(service.getKey())
                        .delegationEnabledDate(service.getValue().get(account))
                        .build())
                .toList();
        if (all.isEmpty()) {
            throw OrganizationsErrors.notRegistered();
        }
        Page<DelegatedService> page =
                paging.page("ServicesOf" + account, all, request.maxResults(), request.nextToken());
        return ListDelegatedServicesForAccountResponse.builder()
                .delegatedServices(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }
}
