package dev.stacksets.testing.organization;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.testing.internal.organization.Administration;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an organization begins with: by default a root with nothing but the management account 999988887777, and trusted
 * access for StackSets and Account Management.
 */
public final class OrganizationBuilder {

    private record Delegation(String account, String service) {}

    private final TakenNames taken = new TakenNames();
    private final UnitBuilder root = new UnitBuilder(taken);
    private final Set<Delegation> delegations = new LinkedHashSet<>();
    private final Set<String> trusted =
            new TreeSet<>(List.of(Administration.STACK_SETS, Administration.ACCOUNT_MANAGEMENT));
    private int ofStackSets;
    private String managementAccount = "999988887777";
    private AccountBuilder management =
            new AccountBuilder(taken).id(managementAccount).name("management");

    /** The defaults. */
    public OrganizationBuilder() {}

    /**
     * Fills it from a file, see {@link #inline} for what is in it.
     *
     * @param file a regular file, YAML or JSON, in UTF-8, at most 3 MiB
     * @return this builder
     * @throws InvalidInputException when the file cannot be read, or says what cannot be; the message names the line and
     *     the column
     */
    public OrganizationBuilder file(Path file) {
        OrganizationText.read(file, this);
        return this;
    }

    /**
     * Fills it from a text.
     *
     * <pre>{@code
     * managementAccount: "111111111111"      # or as an account below; may be left out
     * trustedAccess:                         # may be left out: StackSets and Account Management
     *   - member.org.stacksets.cloudformation.amazonaws.com
     * delegatedAdministrators:
     *   - "222222222222"                     # of StackSets
     *   - {account: "222222222222", service: config.amazonaws.com}
     * tags: {owner: platform}                # of the root
     * accounts:                              # in the root
     *   - "222222222222"
     * units:
     *   - name: Workloads
     *     tags: {stage: prod}
     *     accounts:
     *       - id: "333333333333"             # may be left out, as the rest
     *         name: shop
     *         email: shop@example.com
     *         tags: {team: web}
     *         state: SUSPENDED               # an AccountState, otherwise ACTIVE
     *         regions: [eu-south-1]          # opted in to
     *       - count: 20                      # accounts with nothing to say about
     *     units:
     *       - name: Prod
     * }</pre>
     *
     * @param text YAML, or the same in JSON; accounts and units join in the order they are written. At most 100 levels and
     *     250,000 keys, values and elements, those behind aliases counted wherever they stand, and 100,000 accounts
     * @return this builder
     * @throws InvalidInputException when it says what cannot be, or something nobody asks for; the message names the line
     *     and the column
     */
    public OrganizationBuilder inline(String text) {
        OrganizationText.read("organization", text, this);
        return this;
    }

    /**
     * The management account.
     *
     * @param account 12 digits, 999988887777 by default
     * @return this builder
     * @throws IllegalArgumentException unless it has 12 digits and is no member
     */
    public OrganizationBuilder managementAccount(String account) {
        return managementAccount(account, a -> {});
    }

    /**
     * The management account.
     *
     * @param account 12 digits, 999988887777 by default
     * @param content says more about it; named {@code management} and ACTIVE by default
     * @return this builder
     * @throws IllegalArgumentException unless it has 12 digits, is no member and stays ACTIVE
     */
    public OrganizationBuilder managementAccount(String account, Consumer<AccountBuilder> content) {
        taken.free(managementAccount);
        AccountBuilder builder = new AccountBuilder(taken).id(account).name("management");
        content.accept(builder);
        if (builder.state() != AccountState.ACTIVE) {
            throw new IllegalArgumentException("the management account is ACTIVE");
        }
        managementAccount = account;
        management = builder;
        return this;
    }

    /**
     * Adds a unit below the root.
     *
     * @param name unique below the root, without slashes
     * @param content fills it
     * @return this builder
     * @throws IllegalArgumentException when the name is empty, has a slash or is there already
     */
    public OrganizationBuilder ou(String name, Consumer<UnitBuilder> content) {
        root.ou(name, content);
        return this;
    }

    /**
     * Adds accounts to the root, with ids of their own.
     *
     * @param count zero or more
     * @return this builder
     * @throws IllegalArgumentException when negative
     */
    public OrganizationBuilder accounts(int count) {
        root.accounts(count);
        return this;
    }

    /**
     * Adds an account to the root.
     *
     * @param account 12 digits
     * @param name its name
     * @return this builder
     * @throws IllegalArgumentException unless the account has 12 digits and is new
     */
    public OrganizationBuilder account(String account, String name) {
        root.account(account, name);
        return this;
    }

    /**
     * Adds an account to the root.
     *
     * @param account 12 digits
     * @param content says more about it
     * @return this builder
     * @throws IllegalArgumentException unless the account has 12 digits and is new
     */
    public OrganizationBuilder account(String account, Consumer<AccountBuilder> content) {
        root.account(account, content);
        return this;
    }

    /**
     * Makes an account a delegated administrator of StackSets.
     *
     * @param account one of the accounts added
     * @return this builder
     * @throws IllegalArgumentException when it is the sixth
     */
    public OrganizationBuilder delegatedAdministrator(String account) {
        return delegatedAdministrator(account, Administration.STACK_SETS);
    }

    /**
     * Makes an account a delegated administrator of a service.
     *
     * @param account one of the accounts added
     * @param servicePrincipal the service, such as {@code account.amazonaws.com}
     * @return this builder
     * @throws IllegalArgumentException when it is the sixth of StackSets
     */
    public OrganizationBuilder delegatedAdministrator(String account, String servicePrincipal) {
        boolean added = delegations.add(new Delegation(account, servicePrincipal));
        if (added
                && servicePrincipal.equals(Administration.STACK_SETS)
                && ++ofStackSets > Administration.STACK_SETS_LIMIT) {
            throw new IllegalArgumentException(
                    "StackSets has at most " + Administration.STACK_SETS_LIMIT + " delegated administrators");
        }
        return this;
    }

    /**
     * Begins without trusted access of StackSets.
     *
     * @return this builder
     */
    public OrganizationBuilder withoutTrustedAccess() {
        trusted.remove(Administration.STACK_SETS);
        return this;
    }

    /**
     * The services with trusted access, instead of StackSets and Account Management. That of StackSets is then as after
     * ActivateOrganizationsAccess.
     *
     * @param servicePrincipals such as {@code member.org.stacksets.cloudformation.amazonaws.com}
     * @return this builder
     */
    public OrganizationBuilder trustedAccess(String... servicePrincipals) {
        trusted.clear();
        trusted.addAll(List.of(servicePrincipals));
        return this;
    }

    UnitBuilder root() {
        return root;
    }

    boolean has(String account) {
        return taken.has(account);
    }

    /**
     * For the simulator: who manages the organization.
     *
     * @return 12 digits
     */
    public String managementAccount() {
        return managementAccount;
    }

    /**
     * For the simulator: builds it.
     *
     * @param seed decides every id
     * @param clock virtual time
     * @return a new tree
     * @throws IllegalArgumentException when a delegated administrator is no member
     */
    public OrganizationTree build(long seed, Supplier<Instant> clock) {
        OrganizationTree tree = new OrganizationTree(management.asNew(), taken.accounts(), seed, clock);
        management.furnish(tree, tree.requireAccount(managementAccount));
        root.fill(tree, tree.root());
        Administration administration = tree.administration();
        trusted.forEach(administration::trust);
        administration.stackSets(trusted.contains(Administration.STACK_SETS));
        delegations.forEach(delegation -> administration.register(
                tree.requireAccount(delegation.account()).id(), delegation.service()));
        return tree;
    }
}
