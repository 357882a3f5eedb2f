package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.engine.PageToken.Page;
import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.Unit;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.List;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;

/** Organizations: the tree. */
final class OrganizationsReads {

    private static final JsonPaging PAGING = new JsonPaging("InvalidInputException", 20);

    private final OrganizationTree tree;
    private final OrganizationsViews views;

    OrganizationsReads(OrganizationTree tree) {
        this.tree = tree;
        this.views = new OrganizationsViews(tree);
    }

    static AwsError refusal(String code, String message) {
        return new AwsError(400, code, message);
    }

    DescribeOrganizationResponse organization() {
        return DescribeOrganizationResponse.builder()
                .organization(views.organization())
                .build();
    }

    ListRootsResponse roots() {
        return ListRootsResponse.builder().roots(views.root()).build();
    }

    ListOrganizationalUnitsForParentResponse units(ListOrganizationalUnitsForParentRequest request) {
        List<Unit> all = parent(request.parentId()).units().stream()
                .flatMap(id -> tree.unit(id).stream())
                .toList();
        Page<Unit> page = PAGING.page("Units" + request.parentId(), all, request.maxResults(), request.nextToken());
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
                PAGING.page("AccountsOf" + request.parentId(), all, request.maxResults(), request.nextToken());
        return ListAccountsForParentResponse.builder()
                .accounts(page.items().stream().map(views::account).toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListAccountsResponse accounts(ListAccountsRequest request) {
        Page<Account> page =
                PAGING.page("Accounts", List.copyOf(tree.accounts()), request.maxResults(), request.nextToken());
        return ListAccountsResponse.builder()
                .accounts(page.items().stream().map(views::account).toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListChildrenResponse children(ListChildrenRequest request) {
        Unit parent = parent(request.parentId());
        boolean accounts = request.childType() == ChildType.ACCOUNT;
        List<String> all = List.copyOf(accounts ? parent.accounts() : parent.units());
        String scope = "Children" + request.parentId() + request.childTypeAsString();
        Page<String> page = PAGING.page(scope, all, request.maxResults(), request.nextToken());
        return ListChildrenResponse.builder()
                .children(page.items().stream()
                        .map(id ->
                                Child.builder().id(id).type(request.childType()).build())
                        .toList())
                .nextToken(page.next().orElse(null))
                .build();
    }

    ListParentsResponse parents(ListParentsRequest request) {
        String child = String.valueOf(request.childId());
        String parent = tree.account(child)
                .map(Account::parent)
                .or(() -> tree.unit(child).flatMap(Unit::parent))
                .orElseThrow(() -> refusal("ChildNotFoundException", "You specified a child that doesn't exist."));
        boolean root = parent.equals(tree.root().id());
        return ListParentsResponse.builder()
                .parents(Parent.builder()
                        .id(parent)
                        .type(root ? ParentType.ROOT : ParentType.ORGANIZATIONAL_UNIT)
                        .build())
                .build();
    }

    DescribeAccountResponse account(DescribeAccountRequest request) {
        return tree.account(String.valueOf(request.accountId()))
                .map(account -> DescribeAccountResponse.builder()
                        .account(views.account(account))
                        .build())
                .orElseThrow(OrganizationsReads::noAccount);
    }

    static AwsError noAccount() {
        return refusal("AccountNotFoundException", "You specified an account that doesn't exist.");
    }

    DescribeOrganizationalUnitResponse unit(DescribeOrganizationalUnitRequest request) {
        return tree.unit(String.valueOf(request.organizationalUnitId()))
                .filter(unit -> unit.parent().isPresent())
                .map(unit -> DescribeOrganizationalUnitResponse.builder()
                        .organizationalUnit(views.unit(unit))
                        .build())
                .orElseThrow(() -> refusal(
                        "OrganizationalUnitNotFoundException",
                        "You specified an organizational unit that doesn't exist."));
    }

    ListTagsForResourceResponse tags(ListTagsForResourceRequest request) {
        String id = String.valueOf(request.resourceId());
        return Stream.of(id)
                .flatMap(resource -> views.tags(resource).stream())
                .findFirst()
                .map(tags -> ListTagsForResourceResponse.builder().tags(tags).build())
                .orElseThrow(() -> refusal("TargetNotFoundException", "You specified a target that doesn't exist."));
    }

    private Unit parent(@Nullable String id) {
        return tree.unit(String.valueOf(id))
                .orElseThrow(() -> refusal("ParentNotFoundException", "You specified parent that doesn't exist."));
    }
}
