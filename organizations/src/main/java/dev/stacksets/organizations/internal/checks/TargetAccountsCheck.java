package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.PreflightCheck;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.internal.TargetAccounts;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.OrganizationTree;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;

/** Whether the targets can be deployed to: suspended and closed accounts are passed over or fail. */
record TargetAccountsCheck() implements PreflightCheck {

    @Override
    public String name() {
        return "target accounts";
    }

    @Override
    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
        return context.organization().thenCompose(organization -> {
            List<String> unknown = organization
                    .map(tree ->
                            TargetAccounts.unknownUnits(context.deployment().targets(), tree))
                    .orElse(List.of());
            return unknown.isEmpty()
                    ? context.accounts()
                            .thenApply(accounts -> organization
                                    .map(tree -> found(accounts, tree, context))
                                    .orElse(List.of()))
                    : CompletableFuture.completedFuture(List.of(unknown(unknown)));
        });
    }

    private PreflightFinding unknown(List<String> units) {
        return PreflightFinding.blocker(
                name(),
                "The organization has no such units, so that nobody knows which accounts are meant.",
                Shown.some(units),
                "Look at the units with 'org tree'.");
    }

    private List<PreflightFinding> found(SortedSet<String> accounts, OrganizationTree tree, PreflightContext context) {
        List<PreflightFinding> found = new ArrayList<>();
        if (accounts.isEmpty()) {
            found.add(PreflightFinding.warning(
                    name(),
                    "There is no account to deploy to: the operation would succeed and do nothing.",
                    context.deployment().targets().toString(),
                    "Look at the units with 'org tree'."));
        }
        List<Account> unusable = accounts.stream()
                .flatMap(id -> tree.account(id).stream())
                .filter(account -> !account.state().isUsable())
                .toList();
        if (!unusable.isEmpty()) {
            found.add(PreflightFinding.warning(
                    name(),
                    unusable.size() + " of " + accounts.size()
                            + " targets are suspended or closed: StackSets passes them over, or fails in them.",
                    Shown.some(unusable),
                    "Leave them out: AccountSelector...excludingSuspended()."));
        }
        List<String> idle = TargetAccounts.withoutEffect(context.deployment().targets(), tree);
        if (!idle.isEmpty()) {
            found.add(PreflightFinding.warning(
                    name(),
                    idle.size()
                            + " accounts of the filter are not in the units, or manage the organization: they change"
                            + " nothing.",
                    Shown.some(idle),
                    "Make sure that the right units are named."));
        }
        List<String> strangers =
                accounts.stream().filter(id -> tree.account(id).isEmpty()).toList();
        if (!strangers.isEmpty()) {
            found.add(PreflightFinding.warning(
                    name(),
                    strangers.size() + " of " + accounts.size() + " targets do not belong to the organization.",
                    Shown.some(strangers),
                    "Make sure that they are meant."));
        }
        return found;
    }
}
