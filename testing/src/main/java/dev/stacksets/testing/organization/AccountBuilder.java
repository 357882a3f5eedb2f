package dev.stacksets.testing.organization;

import dev.stacksets.testing.internal.organization.Account;
import dev.stacksets.testing.internal.organization.NewAccount;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import dev.stacksets.testing.internal.organization.RegionOptIns;
import dev.stacksets.testing.internal.organization.RegionStatus;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/** What an account begins with: ACTIVE, with a name and an email address made of its id, unless said otherwise. */
public final class AccountBuilder {

    private final TakenNames taken;
    private final Map<String, String> tags = new TreeMap<>();
    private final Set<String> optIns = new LinkedHashSet<>();
    private AccountState state = AccountState.ACTIVE;
    private @Nullable String id;
    private @Nullable String name;
    private @Nullable String email;

    AccountBuilder(TakenNames taken) {
        this.taken = taken;
    }

    AccountBuilder id(String account) {
        taken.account(account);
        id = account;
        return this;
    }

    /**
     * Its name.
     *
     * @param value not empty, not necessarily unique
     * @return this builder
     * @throws IllegalArgumentException when empty
     */
    public AccountBuilder name(String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("the name of an account is not empty");
        }
        name = value;
        return this;
    }

    /**
     * The address of its root user.
     *
     * @param value unique in the organization
     * @return this builder
     * @throws IllegalArgumentException when it is no address or another account has it
     */
    public AccountBuilder email(String value) {
        taken.email(value);
        email = value;
        return this;
    }

    /**
     * Adds a tag.
     *
     * @param key of the tag
     * @param value of the tag
     * @return this builder
     */
    public AccountBuilder tag(String key, String value) {
        tags.put(key, value);
        return this;
    }

    /**
     * Where it stands in its life.
     *
     * @param value ACTIVE by default
     * @return this builder
     */
    public AccountBuilder state(AccountState value) {
        state = value;
        return this;
    }

    /**
     * Opts in to a Region.
     *
     * @param region one that accounts must opt in to
     * @return this builder
     * @throws IllegalArgumentException when every account has the Region, or the simulator does not know it
     */
    public AccountBuilder enabledRegion(Region region) {
        if (!RegionOptIns.isOptIn(region.id())) {
            throw new IllegalArgumentException("no Region to opt in to: " + region.id());
        }
        optIns.add(region.id());
        return this;
    }

    AccountState state() {
        return state;
    }

    NewAccount asNew() {
        return new NewAccount(Optional.ofNullable(id), Optional.ofNullable(name), Optional.ofNullable(email));
    }

    void join(OrganizationTree tree, String parent) {
        Account account = tree.createAccount(asNew(), parent);
        if (state != AccountState.ACTIVE) {
            tree.become(account.id(), state);
        }
        furnish(tree, account);
    }

    void furnish(OrganizationTree tree, Account account) {
        account.tags().putAll(tags);
        optIns.forEach(region -> tree.regions().become(account.id(), region, RegionStatus.ENABLED));
    }
}
