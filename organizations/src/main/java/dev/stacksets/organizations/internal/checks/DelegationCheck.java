package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.tree.DelegatedAdministrator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/**
 * Whether the caller may manage service-managed stack sets, and says in what capacity: the management account as
 * {@code SELF}, a delegated administrator as {@code DELEGATED_ADMIN}. API page {@code CreateStackSet}, field {@code CallAs}.
 */
record DelegationCheck() implements PreflightCheck {

    @Override
    public String name() {
        return "delegated administrator";
    }

    @Override
    public boolean applies(PreflightContext context) {
        return context.isServiceManaged();
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        OrganizationDirectory directory = context.directory();
        CallAs callAs = context.stackSets().callAs().orElse(CallAs.SELF);
        return directory
                .caller()
                .thenCompose(caller -> directory.organization().thenCompose(organization -> {
                    String management = organization.managementAccount();
                    return caller.account().equals(management)
                            ? CompletableFuture.completedFuture(asManagement(callAs, management))
                            : directory
                                    .delegatedAdministrators()
                                    .thenApply(all -> asMember(callAs, caller.account(), management, all));
                }))
                .thenApply(found -> found.stream().toList());
    }

    private Optional<PreflightFinding> asManagement(CallAs callAs, String account) {
        return callAs == CallAs.SELF
                ? Optional.empty()
                : Optional.of(PreflightFinding.blocker(
                        name(),
                        "The management account calls as " + callAs + ", which is for delegated administrators.",
                        account,
                        "Leave callAs(...) of StackSets.builder() out."));
    }

    private Optional<PreflightFinding> asMember(
            CallAs callAs, String account, String management, List<DelegatedAdministrator> administrators) {
        if (administrators.stream().map(DelegatedAdministrator::account).noneMatch(account::equals)) {
            return Optional.of(PreflightFinding.blocker(
                    name(),
                    "The caller is neither the management account nor a delegated administrator of StackSets.",
                    account,
                    "As management account " + management
                            + ": aws organizations register-delegated-administrator --account-id " + account
                            + " --service-principal " + OrganizationDirectory.STACK_SETS_PRINCIPAL));
        }
        return callAs == CallAs.DELEGATED_ADMIN
                ? Optional.empty()
                : Optional.of(PreflightFinding.blocker(
                        name(),
                        "The caller is a delegated administrator, but does not say so: it would find none of the"
                                + " organization's stack sets.",
                        account,
                        "Add callAs(CallAs.DELEGATED_ADMIN) to StackSets.builder()."));
    }
}
