package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.Unit;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Child;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenRequest;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;

/** Organizations: the tree. */
final class OrganizationsReads {

    private final OrganizationTree tree;
    private final JsonPaging paging;
    private final OrganizationsViews views;

    OrganizationsReads(OrganizationTree tree, JsonPaging paging) {
        this.tree = tree;
        this.paging = paging;
        this.views = new OrganizationsViews(tree);
    }

    DescribeOrganizationResponse organization() {
        return DescribeOrganizationResponse.builder()
                .organization(views.organization())
                .build();
    }

    ListRootsResponse roots(ListRootsRequest request) {
        paging.refuse(request.nextToken());
        return ListRootsResponse.builder().roots(views.root()).build();
    }

    ListOrganizationalUnitsForParentResponse units(ListOrganizationalUnitsForParentRequest request) {
        List<Unit> all = parent(request.parentId()).units().stream()
                .flatMap(id -> tree.unit(id).stream())
                .toList();
        Page<Unit> page = paging.page("Units" + request.parentId(), all, request.maxResults(), request.nextToken());
        return ListOrganizationalUnitsForParentResponse.builder()
                .organizationalUnits(page.items().stream().map(views::unit).toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListAccountsForParentResponse accountsOf(ListAccountsForParentRequest request) {
        List<Account> all = parent(request.parentId()).accounts().stream()
                .map(tree::requireAccount)
                .toList();
        Page<Account> page =
                paging.page("AccountsOf" + request.parentId(), all, request.maxResults(), request.nextToken());
        return ListAccountsForParentResponse.builder()
                .accounts(page.items().stream().map(views::account).toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListAccountsResponse accounts(ListAccountsRequest request) {
        Page<Account> page =
                paging.page("Accounts", List.copyOf(tree.accounts()), request.maxResults(), request.nextToken());
        return ListAccountsResponse.builder()
                .accounts(page.items().stream().map(views::account).toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListChildrenResponse children(ListChildrenRequest request) {
        Unit parent = parent(request.parentId());
        if (request.childType() == null || request.childType() == ChildType.UNKNOWN_TO_SDK_VERSION) {
            throw OrganizationsErrors.invalidInput(
                    "INVALID_ENUM", "ChildType must be one of " + ChildType.knownValues());
        }
        boolean accounts = request.childType() == ChildType.ACCOUNT;
        List<String> all = List.copyOf(accounts ? parent.accounts() : parent.units());
        String scope = "Children" + request.parentId() + request.childTypeAsString();
        Page<String> page = paging.page(scope, all, request.maxResults(), request.nextToken());
        return ListChildrenResponse.builder()
                .children(page.items().stream()
                        .map(id ->
                                Child.builder().id(id).type(request.childType()).build())
                        .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListParentsResponse parents(ListParentsRequest request) {
        paging.refuse(request.nextToken());
        String child = Inputs.required("ChildId", request.childId());
        String parent = tree.account(child)
                .map(Account::parent)
                .or(() -> tree.unit(child).flatMap(Unit::parent))
                .orElseThrow(() -> OrganizationsErrors.refusal(
                        "ChildNotFoundException", "You specified a child that doesn't exist."));
        boolean root = parent.equals(tree.root().id());
        return ListParentsResponse.builder()
                .parents(Parent.builder()
                        .id(parent)
                        .type(root ? ParentType.ROOT : ParentType.ORGANIZATIONAL_UNIT)
                        .build())
                .build();
    }

    DescribeAccountResponse account(DescribeAccountRequest request) {
        return tree.account(Inputs.account(request.accountId()))
                .map(account -> DescribeAccountResponse.builder()
                        .account(views.account(account))
                        .build())
                .orElseThrow(OrganizationsErrors::noAccount);
    }

    DescribeOrganizationalUnitResponse unit(DescribeOrganizationalUnitRequest request) {
        return tree.unit(Inputs.required("OrganizationalUnitId", request.organizationalUnitId()))
                .filter(unit -> unit.parent().isPresent())
                .map(unit -> DescribeOrganizationalUnitResponse.builder()
                        .organizationalUnit(views.unit(unit))
                        .build())
                .orElseThrow(OrganizationsErrors::noUnit);
    }

    ListTagsForResourceResponse tags(ListTagsForResourceRequest request) {
        paging.refuse(request.nextToken());
        return tree.tags(Inputs.required("ResourceId", request.resourceId()))
                .map(tags -> ListTagsForResourceResponse.builder()
                        .tags(Tags.shown(tags))
                        .build())
                .orElseThrow(OrganizationsErrors::noTarget);
    }

    private Unit parent(@Nullable String id) {
        return tree.unit(Inputs.required("ParentId", id)).orElseThrow(OrganizationsErrors::noParent);
    }
}
