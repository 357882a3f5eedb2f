package dev.stacksets.organizations.internal;

import dev.stacksets.AwsCalls;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.organizations.tree.AccountRegions;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.organizations.tree.RegionStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.account.model.ListRegionsResponse;
import software.amazon.awssdk.services.account.model.Region;

/** The Regions of accounts. AWS wants the caller's own account left out of the request, and the management account's always. */
public final class AccountReads {
    private static final int PAGE = 50;

    private final AwsCalls<AccountAsyncClient> calls;
    private final Supplier<CompletableFuture<Organization>> organization;
    private final CallerReads caller;
    private final Duration maxAge;
    private final Map<String, Aged<AccountRegions>> known = new ConcurrentHashMap<>();

    public AccountReads(
            AwsCalls<AccountAsyncClient> calls,
            Supplier<CompletableFuture<Organization>> organization,
            CallerReads caller,
            Duration maxAge) {
        this.calls = calls;
        this.organization = organization;
        this.caller = caller;
        this.maxAge = maxAge;
    }

    public CompletableFuture<AccountRegions> of(String account) {
        return known.computeIfAbsent(account, key -> new Aged<>(calls.time(), maxAge, () -> read(key)))
                .get();
    }

    private CompletableFuture<AccountRegions> read(String account) {
        return caller.canBeAsked()
                ? caller.identity()
                        .thenCompose(who -> list(account, who.account().equals(account) ? null : account))
                : organization
                        .get()
                        .thenCompose(whose -> whose.managementAccount().equals(account)
                                ? CompletableFuture.failedFuture(unknowable(account))
                                : list(account, account));
    }

    private static StackSetsException unknowable(String account) {
        return new StackSetsException(
                "The Regions of the management account " + account + " can be read by itself only, and whether it calls"
                        + " is not known. Add sts(StsAsyncClient) to the builder.",
                null,
                null);
    }

    private CompletableFuture<AccountRegions> list(String account, @Nullable String named) {
        return calls.list(
                        "ListRegions",
                        (client, token) -> client.listRegions(
                                r -> r.accountId(named).maxResults(PAGE).nextToken(token)),
                        ListRegionsResponse::regions,
                        ListRegionsResponse::nextToken)
                .thenApply(regions -> new AccountRegions(
                        account, regions.stream().collect(Collectors.toMap(Region::regionName, AccountReads::status))));
    }

    private static RegionStatus status(Region region) {
        return OrganizationsAnswers.regionStatus(region.regionOptStatusAsString());
    }
}
