package dev.stacksets.organizations.select;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.target.Targets;
import java.util.Optional;
import java.util.Set;

/**
 * Accounts as units and an account filter, which is how service-managed stack sets name theirs.
 *
 * <p>It means exactly the accounts that are in the organization now, whatever state they are in. It is no rule for accounts to come: those that join a unit
 * later are not deployed to by this operation, and by automatic deployment whatever the filter says. User guide, "Enable or
 * disable automatic deployments"; API page {@code DeploymentTargets}.
 *
 * @param targets the form; empty if there is none
 * @param explanation why it has this form, or why there is none
 */
public record ServiceManagedForm(Optional<Targets.Units> targets, String explanation) {

    static ServiceManagedForm of(OrganizationTree tree, Set<String> accounts) {
        if (accounts.isEmpty()) {
            return new ServiceManagedForm(Optional.empty(), "No account is selected.");
        }
        return accounts.stream()
                .filter(tree::isManagement)
                .findFirst()
                .map(management -> new ServiceManagedForm(
                        Optional.empty(),
                        "The management account " + management
                                + " is selected, and service-managed stack sets are never"
                                + " deployed to it: leave it out with excludingManagement(), and give it a self-managed"
                                + " stack set or a stack of its own."))
                .orElseGet(() -> new UnitCover(tree, accounts).form());
    }

    /**
     * The form.
     *
     * @return units, with an account filter where needed
     * @throws InvalidInputException if there is none; the message says why
     */
    public Targets.Units require() {
        return targets.orElseThrow(() -> new InvalidInputException("targets", explanation));
    }
}
