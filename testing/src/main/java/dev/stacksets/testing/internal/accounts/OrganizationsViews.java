package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.Unit;
import java.util.List;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.Organization;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Root;

/** The organization as Organizations shows it. */
record OrganizationsViews(OrganizationTree tree) {

    Organization organization() {
        String management = tree.managementAccount();
        return Organization.builder()
                .id(tree.id())
                .arn(arn("organization", ""))
                .featureSet(OrganizationFeatureSet.ALL)
                .masterAccountId(management)
                .masterAccountArn(arn("account", "/" + management))
                .masterAccountEmail(tree.requireAccount(management).email())
                .build();
    }

    Root root() {
        return Root.builder()
                .id(tree.root().id())
                .name(tree.root().name())
                .arn(arn("root", "/" + tree.root().id()))
                .policyTypes(List.of())
                .build();
    }

    OrganizationalUnit unit(Unit unit) {
        return OrganizationalUnit.builder()
                .id(unit.id())
                .name(unit.name())
                .arn(arn("ou", "/" + unit.id()))
                .build();
    }

    software.amazon.awssdk.services.organizations.model.Account account(Account account) {
        boolean management = account.id().equals(tree.managementAccount());
        return software.amazon.awssdk.services.organizations.model.Account.builder()
                .id(account.id())
                .name(account.name())
                .email(account.email())
                .arn(accountArn(account))
                .status(status(account))
                .state(account.state().name())
                .joinedMethod(management ? AccountJoinedMethod.INVITED : AccountJoinedMethod.CREATED)
                .joinedTimestamp(account.joined())
                .build();
    }

    /** The older status has no word for closed accounts. */
    AccountStatus status(Account account) {
        return switch (account.state()) {
            case ACTIVE -> AccountStatus.ACTIVE;
            case SUSPENDED, CLOSED -> AccountStatus.SUSPENDED;
            case PENDING_CLOSURE -> AccountStatus.PENDING_CLOSURE;
        };
    }

    String accountArn(Account account) {
        return arn("account", "/" + account.id());
    }

    private String arn(String type, String rest) {
        return "arn:aws:organizations::" + tree.managementAccount() + ":" + type + "/" + tree.id() + rest;
    }
}
