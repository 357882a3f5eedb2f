package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.AccountChanges;
import dev.stacksets.testing.internal.organization.AccountCreation;
import dev.stacksets.testing.internal.organization.NewAccount;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.protocol.PageTokens.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusResponse;

/** Organizations: new accounts, which take a while. */
final class AccountCreations {

    private final OrganizationTree tree;
    private final AccountChanges changes;
    private final JsonPaging paging;

    AccountCreations(OrganizationTree tree, AccountChanges changes, JsonPaging paging) {
        this.tree = tree;
        this.changes = changes;
        this.paging = paging;
    }

    CreateAccountResponse create(CreateAccountRequest request) {
        String name = Inputs.accountName(request.accountName());
        String email = Inputs.email(request.email());
        Inputs.role(request.roleName());
        Map<String, String> tags = Tags.checked(request.tags(), Map.of());
        NewAccount wanted = new NewAccount(Optional.empty(), Optional.of(name), Optional.of(email));
        return CreateAccountResponse.builder()
                .createAccountStatus(shown(changes.create(tree, wanted, tags)))
                .build();
    }

    DescribeCreateAccountStatusResponse describe(DescribeCreateAccountStatusRequest request) {
        String id = Inputs.required("CreateAccountRequestId", request.createAccountRequestId());
        return changes.creations().stream()
                .filter(creation -> creation.id().equals(id))
                .findFirst()
                .map(creation -> DescribeCreateAccountStatusResponse.builder()
                        .createAccountStatus(shown(creation))
                        .build())
                .orElseThrow(() -> OrganizationsErrors.refusal(
                        "CreateAccountStatusNotFoundException",
                        "You specified a create account request that doesn't exist."));
    }

    ListCreateAccountStatusResponse list(ListCreateAccountStatusRequest request) {
        List<String> wanted = request.statesAsStrings();
        List<CreateAccountStatus> all = changes.creations().stream()
                .map(AccountCreations::shown)
                .filter(status -> wanted.isEmpty() || wanted.contains(status.stateAsString()))
                .toList();
        Page<CreateAccountStatus> page =
                paging.page("Creations" + wanted, all, request.maxResults(), request.nextToken());
        return ListCreateAccountStatusResponse.builder()
                .createAccountStatuses(page.items())
                .nextToken(page.next().orElse(null))
                .build();
    }

    private static CreateAccountStatus shown(AccountCreation creation) {
        return CreateAccountStatus.builder()
                .id(creation.id())
                .accountName(creation.name())
                .state(creation.state().name())
                .requestedTimestamp(creation.requested())
                .completedTimestamp(creation.completed().orElse(null))
                .accountId(creation.account().orElse(null))
                .failureReason(creation.failure().orElse(null))
                .build();
    }
}
