package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.organization.AccountChanges;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.Unit;
import dev.stacksets.testing.organization.AccountState;
import java.util.Map;
import software.amazon.awssdk.services.organizations.model.CloseAccountRequest;
import software.amazon.awssdk.services.organizations.model.CloseAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountResponse;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.RemoveAccountFromOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.TagResourceRequest;
import software.amazon.awssdk.services.organizations.model.TagResourceResponse;
import software.amazon.awssdk.services.organizations.model.UntagResourceRequest;
import software.amazon.awssdk.services.organizations.model.UntagResourceResponse;

/** Organizations: changes of the tree. Automatic deployment follows by itself. */
final class OrganizationsWrites {

    /** Units nest five levels deep below the root. */
    private static final int DEEPEST = 5;

    private final OrganizationTree tree;
    private final AccountChanges changes;
    private final OrganizationsViews views;

    OrganizationsWrites(OrganizationTree tree, AccountChanges changes) {
        this.tree = tree;
        this.changes = changes;
        this.views = new OrganizationsViews(tree);
    }

    CreateOrganizationalUnitResponse createUnit(CreateOrganizationalUnitRequest request) {
        String name = Inputs.unitName(request.name());
        Map<String, String> tags = Tags.checked(request.tags(), Map.of());
        Unit parent =
                tree.unit(Inputs.required("ParentId", request.parentId())).orElseThrow(OrganizationsErrors::noParent);
        if (tree.lineage(parent.id()).size() > DEEPEST) {
            throw OrganizationsErrors.constraint(
                    "OU_DEPTH_LIMIT_EXCEEDED", "You have exceeded the depth of the organizational unit tree.");
        }
        if (hasChild(parent, name)) {
            throw OrganizationsErrors.refusal(
                    "DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
        }
        Unit unit = tree.createUnit(parent.id(), name);
        unit.tags().putAll(tags);
        return CreateOrganizationalUnitResponse.builder()
                .organizationalUnit(views.unit(unit))
                .build();
    }

    private boolean hasChild(Unit parent, String name) {
        return parent.units().stream()
                .flatMap(id -> tree.unit(id).stream())
                .anyMatch(unit -> unit.name().equals(name));
    }

    DeleteOrganizationalUnitResponse deleteUnit(DeleteOrganizationalUnitRequest request) {
        Unit unit = tree.unit(Inputs.required("OrganizationalUnitId", request.organizationalUnitId()))
                .filter(found -> found.parent().isPresent())
                .orElseThrow(OrganizationsErrors::noUnit);
        if (!unit.isEmpty()) {
            throw OrganizationsErrors.refusal("OrganizationalUnitNotEmptyException", "The specified OU is not empty.");
        }
        tree.deleteUnit(unit.id());
        return DeleteOrganizationalUnitResponse.builder().build();
    }

    MoveAccountResponse move(MoveAccountRequest request) {
        Account account = account(request.accountId());
        if (!account.parent().equals(Inputs.required("SourceParentId", request.sourceParentId()))) {
            throw OrganizationsErrors.refusal(
                    "SourceParentNotFoundException", "You specified a source parent that doesn't exist.");
        }
        String destination = Inputs.required("DestinationParentId", request.destinationParentId());
        if (tree.unit(destination).isEmpty()) {
            throw OrganizationsErrors.refusal(
                    "DestinationParentNotFoundException", "You specified a destination parent that doesn't exist.");
        }
        if (account.parent().equals(destination)) {
            throw OrganizationsErrors.refusal(
                    "DuplicateAccountException", "The account is in the specified destination already.");
        }
        tree.move(account.id(), destination);
        return MoveAccountResponse.builder().build();
    }

    CloseAccountResponse close(CloseAccountRequest request) {
        Account account = account(request.accountId());
        if (account.id().equals(tree.managementAccount())) {
            throw OrganizationsErrors.constraint(
                    "CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You can't close the management account.");
        }
        if (account.state() == AccountState.CLOSED) {
            throw OrganizationsErrors.refusal(
                    "AccountAlreadyClosedException", "The account you specified is already closed.");
        }
        if (account.state() != AccountState.ACTIVE) {
            throw OrganizationsErrors.refusal(
                    "ConflictException", "The account is " + account.state() + " and can't be closed.");
        }
        changes.close(tree, account.id());
        return CloseAccountResponse.builder().build();
    }

    RemoveAccountFromOrganizationResponse remove(RemoveAccountFromOrganizationRequest request) {
        Account account = account(request.accountId());
        if (account.id().equals(tree.managementAccount())) {
            throw OrganizationsErrors.refusal(
                    "MasterCannotLeaveOrganizationException", "The management account can't leave the organization.");
        }
        if (tree.administration().administers(account.id())) {
            throw OrganizationsErrors.constraint(
                    "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
                    "You can't remove an account that is a delegated administrator.");
        }
        tree.remove(account.id());
        return RemoveAccountFromOrganizationResponse.builder().build();
    }

    private Account account(String id) {
        return tree.account(Inputs.account(id)).orElseThrow(OrganizationsErrors::noAccount);
    }

    TagResourceResponse tag(TagResourceRequest request) {
        Map<String, String> present = tags(request.resourceId());
        present.putAll(Tags.checked(request.tags(), present));
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request) {
        Map<String, String> present = tags(request.resourceId());
        request.tagKeys().forEach(Tags::requireKey);
        request.tagKeys().forEach(present::remove);
        return UntagResourceResponse.builder().build();
    }

    private Map<String, String> tags(String id) {
        return tree.tags(Inputs.required("ResourceId", id)).orElseThrow(OrganizationsErrors::noTarget);
    }
}
