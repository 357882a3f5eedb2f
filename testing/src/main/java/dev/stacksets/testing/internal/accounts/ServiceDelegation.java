package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.organization.Administration;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.organization.AccountState;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.DeregisterDelegatedAdministratorRequest;
import software.amazon.awssdk.services.organizations.model.DeregisterDelegatedAdministratorResponse;
import software.amazon.awssdk.services.organizations.model.DisableAwsServiceAccessRequest;
import software.amazon.awssdk.services.organizations.model.DisableAwsServiceAccessResponse;
import software.amazon.awssdk.services.organizations.model.EnableAwsServiceAccessRequest;
import software.amazon.awssdk.services.organizations.model.EnableAwsServiceAccessResponse;
import software.amazon.awssdk.services.organizations.model.RegisterDelegatedAdministratorRequest;
import software.amazon.awssdk.services.organizations.model.RegisterDelegatedAdministratorResponse;

/** Organizations: trusting services, and delegating them to members. */
final class ServiceDelegation {

    /** The principal of StackSets' role in the management account, which Organizations does not know. */
    private static final String ROLE_PRINCIPAL = "stacksets.cloudformation.amazonaws.com";

    private static final Pattern KNOWN = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.amazonaws\\.com");

    private final OrganizationTree tree;
    private final Administration administration;
    private final boolean enablingActivates;
    private final Runnable stackSetsSwitchedOff;

    /** Enabling access of StackSets may or may not activate it; switching it off has consequences elsewhere. */
    ServiceDelegation(OrganizationTree tree, boolean enablingActivates, Runnable stackSetsSwitchedOff) {
        this.tree = tree;
        this.administration = tree.administration();
        this.enablingActivates = enablingActivates;
        this.stackSetsSwitchedOff = stackSetsSwitchedOff;
    }

    EnableAwsServiceAccessResponse enable(EnableAwsServiceAccessRequest request) {
        String service = service(request.servicePrincipal());
        administration.trust(service);
        if (enablingActivates && service.equals(Administration.STACK_SETS)) {
            administration.stackSets(true);
        }
        return EnableAwsServiceAccessResponse.builder().build();
    }

    DisableAwsServiceAccessResponse disable(DisableAwsServiceAccessRequest request) {
        String service = service(request.servicePrincipal());
        if (!administration.delegated(service).isEmpty()) {
            throw OrganizationsErrors.refusal(
                    "ConstraintViolationException",
                    "Deregister the delegated administrators of " + service + " before you disable its access.");
        }
        administration.distrust(service);
        if (service.equals(Administration.STACK_SETS)) {
            stackSetsSwitchedOff.run();
        }
        return DisableAwsServiceAccessResponse.builder().build();
    }

    RegisterDelegatedAdministratorResponse register(RegisterDelegatedAdministratorRequest request) {
        String service = service(request.servicePrincipal());
        Account account = tree.account(Inputs.account(request.accountId())).orElseThrow(OrganizationsErrors::noAccount);
        requireEligible(account);
        if (!administration.trusts(service)) {
            throw OrganizationsErrors.constraint(
                    "SERVICE_ACCESS_NOT_ENABLED", "Enable access of " + service + " before you delegate it.");
        }
        if (administration.delegated(service).containsKey(account.id())) {
            throw OrganizationsErrors.refusal(
                    "AccountAlreadyRegisteredException",
                    "The provided account is already a delegated administrator for your organization.");
        }
        if (administration.isFull(service)) {
            throw OrganizationsErrors.constraint(
                    "MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED",
                    "You have exceeded the number of delegated administrators allowed for the service.");
        }
        administration.register(account.id(), service);
        return RegisterDelegatedAdministratorResponse.builder().build();
    }

    private void requireEligible(Account account) {
        if (account.id().equals(tree.managementAccount())) {
            throw OrganizationsErrors.constraint(
                    "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
                    "You cannot register master account/yourself as delegated administrator for your organization.");
        }
        if (account.state() != AccountState.ACTIVE) {
            throw OrganizationsErrors.constraint(
                    "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
                    "You cannot register a suspended account as a delegated administrator.");
        }
    }

    DeregisterDelegatedAdministratorResponse deregister(DeregisterDelegatedAdministratorRequest request) {
        String service = service(request.servicePrincipal());
        String account = Inputs.account(request.accountId());
        if (tree.account(account).isEmpty()) {
            throw OrganizationsErrors.noAccount();
        }
        if (!administration.deregister(account, service)) {
            throw OrganizationsErrors.notRegistered();
        }
        return DeregisterDelegatedAdministratorResponse.builder().build();
    }

    private static String service(@Nullable String principal) {
        String service = Inputs.service(principal);
        if (service.equals(ROLE_PRINCIPAL) || !KNOWN.matcher(service).matches()) {
            throw OrganizationsErrors.invalidInput(
                    "UNRECOGNIZED_SERVICE_PRINCIPAL", "You specified an unrecognized service principal.");
        }
        return service;
    }
}
