package dev.stacksets.organizations;

import dev.stacksets.AwsCalls;
import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.internal.AccountReads;
import dev.stacksets.organizations.internal.Aged;
import dev.stacksets.organizations.internal.CallerReads;
import dev.stacksets.organizations.internal.OrganizationsAnswers;
import dev.stacksets.organizations.internal.OwnClients;
import dev.stacksets.organizations.internal.TagReads;
import dev.stacksets.organizations.internal.TreeReading;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.select.RegionSelection;
import dev.stacksets.organizations.select.RegionSelector;
import dev.stacksets.organizations.select.Selection;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountRegions;
import dev.stacksets.organizations.tree.CallerIdentity;
import dev.stacksets.organizations.tree.DelegatedAdministrator;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.spi.UnitDirectory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.account.AccountAsyncClient;
import software.amazon.awssdk.services.organizations.OrganizationsAsyncClient;
import software.amazon.awssdk.services.organizations.model.EnabledServicePrincipal;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsResponse;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * The accounts of an organization, by the names people have for them. Thread-safe; make one and keep it.
 *
 * <pre>{@code
 * OrganizationDirectory directory = OrganizationDirectory.builder(stackSets).build();
 * Selection production = directory.select(AccountSelector.inUnit("Root/Workloads/Prod")
 *                 .excludingNamed("audit*")
 *                 .excludingSuspended())
 *         .join();
 * stackSet.deploy(d -> d.targets(production.serviceManaged().require()).regions("eu-west-1"));
 * }</pre>
 *
 * <p>For the management account and for delegated administrators; other members may read {@link #organization()} only. What
 * was read is kept for the {@linkplain Builder#maxAge time set}; whoever asks meanwhile shares it. Calls go through the
 * call gate of the {@link StackSets}, which also ends them. Cancelling a returned future ends that view only: others may
 * be waiting for the same reading. Futures fail with a {@link dev.stacksets.error.StackSetsException}.
 */
public final class OrganizationDirectory implements UnitDirectory, AutoCloseable {
    /** The name under which StackSets is trusted, and under which accounts administer it. User guide, delegated administrator. */
    public static final String STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com";

    private final AwsCalls<OrganizationsAsyncClient> organizations;
    private final Aged<Organization> organization;
    private final Aged<OrganizationTree> tree;
    private final Aged<List<DelegatedAdministrator>> administrators;
    private final Aged<Set<String>> trusted;
    private final TagReads tags;
    private final AccountReads regions;
    private final CallerReads caller;
    private final OwnClients own;

    private OrganizationDirectory(Builder builder) {
        own = new OwnClients(builder.stackSets.region());
        organizations = builder.stackSets.callsTo(own.organizations(builder.organizations));
        organization = aged(builder, () -> TreeReading.organization(organizations));
        tree = aged(builder, () -> TreeReading.read(organizations));
        administrators = aged(builder, this::readAdministrators);
        trusted = aged(builder, this::readTrusted);
        tags = new TagReads(organizations, builder.maxAge);
        caller = CallerReads.of(builder.stackSets, builder.sts, builder.maxAge);
        regions = new AccountReads(
                builder.stackSets.callsTo(own.account(builder.account)), organization::get, caller, builder.maxAge);
    }

    private <T> Aged<T> aged(Builder builder, Supplier<CompletableFuture<T>> read) {
        return new Aged<>(organizations.time(), builder.maxAge, read);
    }

    /**
     * Starts with the SDK's defaults for credentials, and what was read kept for five minutes.
     *
     * @param stackSets of an account that may look into the organization; its call gate, retry, time and executor serve here
     *     too
     * @return the builder
     */
    public static Builder builder(StackSets stackSets) {
        return new Builder(stackSets);
    }

    /**
     * Reads the organization. API action {@code DescribeOrganization}, for every member.
     *
     * @return the organization
     */
    public CompletableFuture<Organization> organization() {
        return view(organization.get());
    }

    /**
     * Reads the whole tree, if the last reading is too old. API actions {@code ListRoots}, and for every unit
     * {@code ListOrganizationalUnitsForParent} and {@code ListAccountsForParent}, twenty rows each.
     *
     * @return the tree
     */
    public CompletableFuture<OrganizationTree> tree() {
        return view(tree.get());
    }

    /**
     * Reads the whole tree anew.
     *
     * @return the tree as it is now
     */
    public CompletableFuture<OrganizationTree> refresh() {
        tags.forget();
        return view(tree.refresh());
    }

    /**
     * Tells plans and guardrails who is in a unit. Hand the directory to {@link StackSets.Builder#unitDirectory}; it is made
     * with a {@code StackSets} of its own, which may share the call gate.
     *
     * @param units ids of units or of the root
     * @return for each, the accounts in it and below, suspended ones too, without the management account; fails with an
     *     {@link InvalidInputException} that names a unit which does not exist
     */
    @Override
    public CompletableFuture<Map<String, Set<String>>> accountsIn(Set<String> units) {
        return view(tree.get()
                .thenApply(read ->
                        units.stream().collect(Collectors.toMap(unit -> unit, unit -> members(read, unit)))));
    }

    private static Set<String> members(OrganizationTree tree, String unit) {
        return tree.accountsUnder(tree.requireUnit(unit).id())
                .map(Account::id)
                .filter(account -> !tree.isManagement(account))
                .collect(Collectors.toSet());
    }

    /**
     * Reads tags. API action {@code ListTagsForResource}, for each id that was not read lately.
     *
     * @param ids of accounts, units or the root
     * @return values by key, for each id
     */
    public CompletableFuture<Map<String, Map<String, String>>> tags(Collection<String> ids) {
        return view(tags.of(ids));
    }

    /**
     * Reads who may manage service-managed stack sets beside the management account. API action
     * {@code ListDelegatedAdministrators}.
     *
     * @return the delegated administrators of StackSets, at most five
     */
    public CompletableFuture<List<DelegatedAdministrator>> delegatedAdministrators() {
        return view(administrators.get());
    }

    /**
     * Reads which services the organization trusts. API action {@code ListAWSServiceAccessForOrganization}.
     *
     * @return their principals, sorted
     */
    public CompletableFuture<Set<String>> trustedServices() {
        return view(trusted.get());
    }

    /**
     * Reads who calls. API action {@code GetCallerIdentity} of STS.
     *
     * @return the caller; fails if no {@linkplain Builder#sts STS client} is set
     */
    public CompletableFuture<CallerIdentity> caller() {
        return view(caller.identity());
    }

    /**
     * Reads the Regions of an account. API action {@code ListRegions} of Account Management, which takes five calls a second
     * from an account.
     *
     * @param account a member or the management account; whether that is the caller's own, which AWS wants left out, says
     *     STS
     * @return its Regions; fails for the management account if no {@linkplain Builder#sts STS client} is set
     */
    public CompletableFuture<AccountRegions> regions(String account) {
        return view(regions.of(account));
    }

    /**
     * Reads the Regions of several accounts.
     *
     * @param accounts members or the management account
     * @return theirs, in the same order; fails as {@link #regions(String)}
     */
    public CompletableFuture<List<AccountRegions>> regions(Collection<String> accounts) {
        return view(organizations.each(List.copyOf(accounts), regions::of));
    }

    /**
     * Finds the accounts a selector means. Tags are read only for accounts where nothing else decides.
     *
     * @param selector which accounts
     * @return the accounts, and for every account why; fails with an {@link InvalidInputException} if a unit does not
     *     exist
     */
    public CompletableFuture<Selection> select(AccountSelector selector) {
        return view(tree.get()
                .thenCompose(
                        read -> tags.of(selector.tagsNeeded(read)).thenApply(known -> selector.from(read, known))));
    }

    /**
     * Finds the Regions a selector means. A Region goes in only if every account has it, since an operation covers every
     * account in every Region.
     *
     * @param selector which Regions
     * @param accounts the accounts to be deployed to, at least one
     * @return the Regions, and which were left out for whose sake
     */
    public CompletableFuture<RegionSelection> select(RegionSelector selector, Collection<String> accounts) {
        if (accounts.isEmpty()) {
            throw new InvalidInputException("accounts", "No account is named: name those to be deployed to.");
        }
        return view(selector.looksAtAccounts() ? looking(selector, List.copyOf(accounts)) : completed(selector));
    }

    private static CompletableFuture<RegionSelection> completed(RegionSelector selector) {
        return CompletableFuture.completedFuture(selector.from(List.of()));
    }

    /** What every account has by default the first one tells; only Regions to opt in to need the others. */
    private CompletableFuture<RegionSelection> looking(RegionSelector selector, List<String> accounts) {
        return regions.of(accounts.get(0))
                .thenCompose(first -> selector.isOpenAfter(first)
                        ? organizations.each(accounts, regions::of).thenApply(selector::from)
                        : CompletableFuture.completedFuture(selector.from(List.of(first))));
    }

    /** For what belongs to the same organization: calls that are not kept. */
    AwsCalls<OrganizationsAsyncClient> organizationsCalls() {
        return organizations;
    }

    /** Whoever asks next who administers what gets it read anew. */
    void forgetAdministration() {
        administrators.forget();
        trusted.forget();
    }

    CompletableFuture<List<DelegatedAdministrator>> readAdministrators() {
        return organizations.list(
                "ListDelegatedAdministrators",
                (client, token) -> client.listDelegatedAdministrators(
                        r -> r.servicePrincipal(STACK_SETS_PRINCIPAL).nextToken(token)),
                page -> page.delegatedAdministrators().stream()
                        .map(OrganizationsAnswers::administrator)
                        .toList(),
                ListDelegatedAdministratorsResponse::nextToken);
    }

    private CompletableFuture<Set<String>> readTrusted() {
        return organizations
                .list(
                        "ListAWSServiceAccessForOrganization",
                        (client, token) -> client.listAWSServiceAccessForOrganization(r -> r.nextToken(token)),
                        page -> page.enabledServicePrincipals().stream()
                                .map(EnabledServicePrincipal::servicePrincipal)
                                .toList(),
                        ListAwsServiceAccessForOrganizationResponse::nextToken)
                .thenApply(TreeSet::new);
    }

    /** Cancelling it leaves what others share. */
    private <T> CompletableFuture<T> view(CompletableFuture<T> shared) {
        return organizations.handOver(shared.thenApply(value -> value));
    }

    /** Closes the clients it made itself; those handed in stay open. */
    @Override
    public void close() {
        own.close();
    }

    /** Builds an {@link OrganizationDirectory}. Not thread-safe. */
    public static final class Builder {
        private static final Duration LONGEST = Duration.ofDays(1);

        private final StackSets stackSets;
        private @Nullable OrganizationsAsyncClient organizations;
        private @Nullable AccountAsyncClient account;
        private @Nullable StsAsyncClient sts;
        private Duration maxAge = Duration.ofMinutes(5);

        private Builder(StackSets stackSets) {
            this.stackSets = stackSets;
        }

        /**
         * Uses a client of the caller's. It is never closed here. Turn its retries off, as those of
         * {@link StackSets.Builder#client}.
         *
         * @param client unset, one with the SDK's defaults for credentials
         * @return this builder
         */
        public Builder organizations(OrganizationsAsyncClient client) {
            this.organizations = client;
            return this;
        }

        /**
         * Uses a client of the caller's. It is never closed here. Turn its retries off, as those of
         * {@link StackSets.Builder#client}.
         *
         * @param client unset, one with the SDK's defaults for credentials
         * @return this builder
         */
        public Builder account(AccountAsyncClient client) {
            this.account = client;
            return this;
        }

        /**
         * Lets STS be asked who calls. Needs the SDK's artifact {@code sts}.
         *
         * @param client never closed here; unset, nobody is asked
         * @return this builder
         */
        public Builder sts(StsAsyncClient client) {
            this.sts = client;
            return this;
        }

        /**
         * Sets how long what was read is good.
         *
         * @param age 0 to 1 day, 5 minutes unless set; with 0 everything is read whenever it is asked for
         * @return this builder
         * @throws InvalidInputException out of bounds
         */
        public Builder maxAge(Duration age) {
            if (age.isNegative() || age.compareTo(LONGEST) > 0) {
                throw new InvalidInputException("maxAge", "maxAge is " + age + ", but must be from 0 to 1 day.");
            }
            this.maxAge = age;
            return this;
        }

        /**
         * Builds it. Makes no call.
         *
         * @return the directory
         */
        public OrganizationDirectory build() {
            return new OrganizationDirectory(this);
        }
    }
}
