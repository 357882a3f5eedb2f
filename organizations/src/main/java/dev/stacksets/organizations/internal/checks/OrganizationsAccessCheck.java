package dev.stacksets.organizations.internal.checks;

import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Whether CloudFormation may look into the organization and make roles in its accounts. User guide, "Activate trusted
 * access"; that an organization has all features is a requirement there too.
 */
record OrganizationsAccessCheck() implements PreflightCheck {

    @Override
    public String name() {
        return "trusted access";
    }

    @Override
    public boolean applies(PreflightContext context) {
        return context.isServiceManaged();
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        return context.stackSets()
                .describeOrganizationsAccess()
                .thenCombine(context.directory().organization(), (access, organization) -> {
                    List<PreflightFinding> found = new ArrayList<>();
                    if (access != OrganizationsAccess.ENABLED) {
                        found.add(PreflightFinding.blocker(
                                name(),
                                "Trusted access of StackSets is " + access
                                        + ", without which service-managed stack sets do not work.",
                                organization.id(),
                                "As management account " + organization.managementAccount()
                                        + ": aws cloudformation activate-organizations-access"));
                    }
                    if (!organization.allFeatures()) {
                        found.add(PreflightFinding.blocker(
                                name(),
                                "The organization has consolidated billing only; service-managed stack sets need all"
                                        + " features.",
                                organization.id(),
                                "As management account " + organization.managementAccount()
                                        + ": aws organizations enable-all-features"));
                    }
                    return found;
                });
    }
}
