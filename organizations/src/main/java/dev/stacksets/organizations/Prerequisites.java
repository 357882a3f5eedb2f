package dev.stacksets.organizations;

import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.organizations.internal.Failure;
import dev.stacksets.organizations.internal.ResourceTypeReads;
import dev.stacksets.organizations.roles.ExecutionPermissions;
import dev.stacksets.organizations.tree.DelegatedAdministrator;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.target.Targets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;

/**
 * What has to be there before stack sets work: trusted access and delegated administrators of an organization, for
 * service-managed ones; permissions of the execution role, for self-managed ones (whose roles are
 * {@link dev.stacksets.organizations.roles.SelfManagedRoles}). Thread-safe.
 *
 * <p>Changes are made only with the exact confirmation, and once: what is so already stays as it is.
 *
 * <pre>{@code
 * prerequisites.enableTrustedAccess("o-abcdefghij").join();
 * prerequisites.registerDelegatedAdministrator("222222222222", "o-abcdefghij/222222222222").join();
 * }</pre>
 */
public final class Prerequisites {
    private final StackSets stackSets;
    private final OrganizationDirectory directory;

    private Prerequisites(StackSets stackSets, OrganizationDirectory directory) {
        this.stackSets = stackSets;
        this.directory = directory;
    }

    /** What came of a change. */
    public enum Change {
        /** It was made. */
        MADE,
        /** It was so already. */
        WAS_SO
    }

    /**
     * Makes and reads prerequisites with the credentials of these two.
     *
     * @param stackSets of the management account, for changes
     * @param directory of the same account
     * @return the prerequisites
     */
    public static Prerequisites of(StackSets stackSets, OrganizationDirectory directory) {
        return new Prerequisites(stackSets, directory);
    }

    /**
     * Lets CloudFormation look into the organization and make roles in its accounts, which service-managed stack sets need.
     * For the management account only. API action {@code ActivateOrganizationsAccess}; user guide, "Activate trusted
     * access".
     *
     * @param confirmation the id of the organization, {@code o-...}
     * @return what came of it; fails with an {@link InvalidInputException} without the exact confirmation, before anything
     *     changes
     */
    public CompletableFuture<Change> enableTrustedAccess(String confirmation) {
        return confirmed(
                "trusted access for StackSets",
                Organization::id,
                confirmation,
                () -> stackSets
                        .describeOrganizationsAccess()
                        .thenCompose(access -> access == OrganizationsAccess.ENABLED
                                ? CompletableFuture.completedFuture(Change.WAS_SO)
                                : stackSets.activateOrganizationsAccess().thenApply(done -> Change.MADE)));
    }

    /**
     * Lets an account manage every service-managed stack set of the organization; it cannot be kept to some units. For the
     * management account only; at most five. API action {@code RegisterDelegatedAdministrator}; user guide, "Register a
     * delegated administrator".
     *
     * @param account a member, 12 digits
     * @param confirmation the id of the organization, a slash and the account: {@code o-abcdefghij/222222222222}
     * @return what came of it; fails with an {@link InvalidInputException} without the exact confirmation, before anything
     *     changes
     * @throws InvalidInputException unless the account has 12 digits
     */
    public CompletableFuture<Change> registerDelegatedAdministrator(String account, String confirmation) {
        Targets.accounts(account);
        return confirmed(
                "account " + account + " as delegated administrator of StackSets",
                organization -> organization.id() + "/" + account,
                confirmation,
                () -> directory
                        .readAdministrators()
                        .thenCompose(administrators -> administrators.stream()
                                        .map(DelegatedAdministrator::account)
                                        .anyMatch(account::equals)
                                ? CompletableFuture.completedFuture(Change.WAS_SO)
                                : register(account)));
    }

    /** Somebody else may have done it meanwhile, or an attempt of ours whose answer was lost. */
    private CompletableFuture<Change> register(String account) {
        return directory
                .organizationsCalls()
                .call(
                        "RegisterDelegatedAdministrator",
                        (OrganizationsAsyncClient client) -> client.registerDelegatedAdministrator(
                                r -> r.accountId(account).servicePrincipal(OrganizationDirectory.STACK_SETS_PRINCIPAL)),
                        answer -> Change.MADE)
                .exceptionallyCompose(failure -> Failure.hasCode(failure, "AccountAlreadyRegisteredException")
                        ? CompletableFuture.completedFuture(Change.WAS_SO)
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<Change> confirmed(
            String what,
            Function<Organization, String> expected,
            String confirmation,
            Supplier<CompletableFuture<Change>> change) {
        return directory
                .organizationsCalls()
                .handOver(directory
                        .organization()
                        .thenCompose(organization -> {
                            String wanted = expected.apply(organization);
                            if (!wanted.equals(confirmation)) {
                                return CompletableFuture.failedFuture(new InvalidInputException(
                                        "confirmation",
                                        "This changes organization " + organization.id() + ", managed by account "
                                                + organization.managementAccount() + ": " + what
                                                + ". If that is meant, pass the"
                                                + " confirmation \"" + wanted + "\"."));
                            }
                            return change.get();
                        })
                        .whenComplete((made, failure) -> directory.forgetAdministration()));
    }

    /**
     * Derives what an execution role needs for a template: the permissions that AWS's own handlers of its resource types ask
     * for. A starting point, on every resource; what could not be derived is listed. API actions
     * {@code GetTemplateSummary} and, for each resource type, {@code DescribeType}.
     *
     * @param registry a client of an account and Region that know the resource types; never closed here
     * @param template a text, a file, a URL, or that of a stack
     * @return the permissions
     */
    public CompletableFuture<ExecutionPermissions> executionPermissions(
            CloudFormationAsyncClient registry, TemplateSource template) {
        ResourceTypeReads types = new ResourceTypeReads(stackSets.callsTo(registry));
        return directory
                .organizationsCalls()
                .handOver(stackSets
                        .summarizeTemplate(template)
                        .thenCompose(summary -> types.permissions(summary.resourceTypes())));
    }
}
