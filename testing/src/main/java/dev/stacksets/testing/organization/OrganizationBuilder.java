package dev.stacksets.testing.organization;

import dev.stacksets.testing.internal.organization.OrganizationTree;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What an organization begins with. Trusted access of StackSets is on unless switched off. */
public final class OrganizationBuilder {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final UnitBuilder root = new UnitBuilder();
    private final Set<String> delegated = new LinkedHashSet<>();
    private String managementAccount = "999988887777";
    private boolean trusted = true;

    /** The defaults: a root with nothing but the management account. */
    public OrganizationBuilder() {}

    static String requireAccount(String account) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("an account id has 12 digits: " + account);
        }
        return account;
    }

    /**
     * The management account.
     *
     * @param account 12 digits, 999988887777 by default
     * @return this builder
     * @throws IllegalArgumentException unless it has 12 digits
     */
    public OrganizationBuilder managementAccount(String account) {
        managementAccount = requireAccount(account);
        return this;
    }

    /**
     * Adds a unit below the root.
     *
     * @param name unique below the root, without slashes
     * @param content fills it
     * @return this builder
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
     */
    public OrganizationBuilder account(String account, String name) {
        root.account(account, name);
        return this;
    }

    /**
     * Makes an account a delegated administrator of StackSets.
     *
     * @param account one of the accounts added
     * @return this builder
     */
    public OrganizationBuilder delegatedAdministrator(String account) {
        delegated.add(account);
        return this;
    }

    /**
     * Begins without trusted access of StackSets.
     *
     * @return this builder
     */
    public OrganizationBuilder withoutTrustedAccess() {
        trusted = false;
        return this;
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
     * @throws IllegalArgumentException when an account or a name appears twice
     */
    public OrganizationTree build(long seed, Supplier<Instant> clock) {
        OrganizationTree tree = new OrganizationTree(managementAccount, seed, clock);
        root.fill(tree, tree.root().id());
        tree.administration().stackSets(trusted);
        delegated.forEach(account -> tree.administration()
                .register(
                        tree.requireAccount(account).id(),
                        dev.stacksets.testing.internal.organization.Administration.STACK_SETS));
        return tree;
    }
}
