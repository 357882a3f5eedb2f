package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.JsonDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.account.model.GetRegionOptStatusRequest;
import software.amazon.awssdk.services.account.model.ListRegionsRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedServicesForAccountRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;

/** The read operations of Organizations and Account Management, by name; needs the SDK artifacts of both. */
final class JsonServices {

    private record Action(Supplier<SdkPojo> request, BiFunction<Caller, Object, SdkPojo> handler) {}

    private final Map<String, Action> actions = new HashMap<>();
    private final Optional<OrganizationTree> organization;

    JsonServices(Optional<OrganizationTree> organization) {
        this.organization = organization;
        organization.ifPresent(this::register);
    }

    private void register(OrganizationTree tree) {
        register(new OrganizationsReads(tree));
        register(new OrganizationsAdministration(tree));
        AccountReads account = new AccountReads(tree);
        on(ListRegionsRequest.class, ListRegionsRequest::builder, account::regions);
        on(GetRegionOptStatusRequest.class, GetRegionOptStatusRequest::builder, account::status);
    }

    private void register(OrganizationsReads reads) {
        on(DescribeOrganizationRequest.class, DescribeOrganizationRequest::builder, any -> reads.organization());
        on(ListRootsRequest.class, ListRootsRequest::builder, any -> reads.roots());
        on(
                ListOrganizationalUnitsForParentRequest.class,
                ListOrganizationalUnitsForParentRequest::builder,
                reads::units);
        on(ListAccountsForParentRequest.class, ListAccountsForParentRequest::builder, reads::accountsOf);
        on(ListAccountsRequest.class, ListAccountsRequest::builder, reads::accounts);
        on(ListChildrenRequest.class, ListChildrenRequest::builder, reads::children);
        on(ListParentsRequest.class, ListParentsRequest::builder, reads::parents);
        on(DescribeAccountRequest.class, DescribeAccountRequest::builder, reads::account);
        on(DescribeOrganizationalUnitRequest.class, DescribeOrganizationalUnitRequest::builder, reads::unit);
        on(ListTagsForResourceRequest.class, ListTagsForResourceRequest::builder, reads::tags);
    }

    private void register(OrganizationsAdministration administration) {
        on(
                "ListAWSServiceAccessForOrganization",
                ListAwsServiceAccessForOrganizationRequest.class,
                ListAwsServiceAccessForOrganizationRequest::builder,
                (caller, request) -> administration.services(request));
        on(
                ListDelegatedAdministratorsRequest.class,
                ListDelegatedAdministratorsRequest::builder,
                administration::administrators);
        on(
                ListDelegatedServicesForAccountRequest.class,
                ListDelegatedServicesForAccountRequest::builder,
                administration::servicesOf);
    }

    private <Q> void on(Class<Q> type, Supplier<? extends SdkPojo> request, Function<Q, ? extends SdkPojo> handler) {
        on(type, request, (caller, decoded) -> handler.apply(decoded));
    }

    private <Q> void on(
            Class<Q> type, Supplier<? extends SdkPojo> request, BiFunction<Caller, Q, ? extends SdkPojo> handler) {
        on(type.getSimpleName().replaceAll("Request$", ""), type, request, handler);
    }

    private <Q> void on(
            String name,
            Class<Q> type,
            Supplier<? extends SdkPojo> request,
            BiFunction<Caller, Q, ? extends SdkPojo> handler) {
        actions.put(name, new Action(request::get, (caller, decoded) -> handler.apply(caller, type.cast(decoded))));
    }

    SdkPojo call(Caller caller, String service, String name, String body) {
        OrganizationTree tree = organization.orElseThrow(() -> new AwsError(
                400, "AWSOrganizationsNotInUseException", "Your account is not a member of an organization."));
        Action action = actions.get(name);
        if (action == null) {
            throw new AwsError(400, "UnknownOperationException", "Not simulated: " + Checks.shortened(name));
        }
        if (service.equals("organizations")) {
            requireAccess(tree, caller, name);
        }
        return action.handler()
                .apply(caller, JsonDecoder.decode(action.request().get(), body));
    }

    /** Any member may describe the organization; the rest is for its administrators. */
    private static void requireAccess(OrganizationTree tree, Caller caller, String name) {
        boolean administers = caller.account().equals(tree.managementAccount())
                || tree.administration().delegated().values().stream()
                        .anyMatch(accounts -> accounts.containsKey(caller.account()));
        boolean member = tree.account(caller.account()).isPresent();
        if (!member) {
            throw new AwsError(
                    400, "AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
        }
        if (!administers && !name.equals("DescribeOrganization")) {
            throw new AwsError(400, "AccessDeniedException", "You don't have permissions to access this resource.");
        }
    }
}
