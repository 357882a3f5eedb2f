package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.tree.AccountRegions;
import dev.stacksets.organizations.tree.RegionStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the Regions are enabled, in the administrator account and in the targets. Regions that are on by default need no
 * look at the targets. User guide, "Prepare to perform StackSet operations in Regions that are disabled by default".
 */
record RegionsCheck() implements PreflightCheck {

    @Override
    public String name() {
        return "Regions";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        Set<String> regions = new LinkedHashSet<>(context.deployment().regions());
        regions.add(context.stackSets().region().id());
        return AdministratorRegions.of(context).thenCompose(own -> {
            List<String> optIn = regions.stream()
                    .filter(region -> own.status(region) != RegionStatus.ENABLED_BY_DEFAULT)
                    .toList();
            return optIn.isEmpty()
                    ? CompletableFuture.completedFuture(List.of())
                    : administrator(context, own).thenCombine(targets(context), (administrator, targets) -> {
                        List<PreflightFinding> found = new ArrayList<>();
                        optIn.forEach(region -> found.addAll(missing(region, administrator, context, targets)));
                        return found;
                    });
        });
    }

    /** Service-managed stack sets live in the management account, whoever calls. */
    private static CompletableFuture<AccountRegions> administrator(PreflightContext context, AccountRegions own) {
        OrganizationDirectory directory = context.directory();
        return context.isServiceManaged()
                ? directory.organization().thenCompose(all -> directory.regions(all.managementAccount()))
                : CompletableFuture.completedFuture(own);
    }

    private static CompletableFuture<List<AccountRegions>> targets(PreflightContext context) {
        return context.sampledAccounts()
                .thenCompose(accounts -> context.directory().regions(accounts));
    }

    private List<PreflightFinding> missing(
            String region, AccountRegions administrator, PreflightContext context, List<AccountRegions> targets) {
        List<PreflightFinding> found = new ArrayList<>();
        if (!administrator.status(region).isEnabled()) {
            found.add(blocker(region, "the administrator account", List.of(administrator.account())));
        }
        List<String> without = targets.stream()
                .filter(target -> !target.status(region).isEnabled())
                .map(AccountRegions::account)
                .toList();
        if (!without.isEmpty() && context.deployment().regions().contains(region)) {
            found.add(blocker(region, without.size() + " of " + targets.size() + " targets looked at", without));
        }
        return found;
    }

    private PreflightFinding blocker(String region, String who, List<String> accounts) {
        return PreflightFinding.blocker(
                name(),
                "Region " + region + " is not enabled in " + who + ".",
                Shown.some(accounts),
                "aws account enable-region --region-name " + region + " --account-id " + accounts.get(0)
                        + " (without --account-id for the caller's own), or leave the Region out.");
    }
}
