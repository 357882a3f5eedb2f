package dev.stacksets.organizations.internal.checks;

import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.PreflightContext;
import dev.stacksets.organizations.tree.AccountRegions;
import java.util.concurrent.CompletableFuture;

/** The Regions of the caller, whose statuses also tell which Regions every account has by default. */
final class AdministratorRegions {
    private AdministratorRegions() {}

    static CompletableFuture<AccountRegions> of(PreflightContext context) {
        OrganizationDirectory directory = context.directory();
        return directory.caller().thenCompose(caller -> directory.regions(caller.account()));
    }
}
