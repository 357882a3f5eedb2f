package dev.stacksets.testing.internal.organization;

import dev.stacksets.testing.organization.AccountState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes that go on after the call that asked for them: creating an account, closing one, switching a Region.
 * Guarded by the engine's lock.
 */
public final class AccountChanges {

    private final Timeline timeline;
    private final Duration takes;
    private final List<AccountCreation> creations = new ArrayList<>();
    private final Map<String, Object> latest = new HashMap<>();

    /**
     * Nothing under way.
     *
     * @param timeline virtual time
     * @param takes how long each change takes
     */
    public AccountChanges(Timeline timeline, Duration takes) {
        this.timeline = timeline;
        this.takes = takes;
    }

    /**
     * Begins to make an account; it joins the root. An address that some account has by then makes it fail.
     *
     * @param tree the organization
     * @param wanted with a name and an address
     * @param tags of the account
     * @return under way
     */
    public AccountCreation create(OrganizationTree tree, NewAccount wanted, Map<String, String> tags) {
        AccountCreation creation =
                new AccountCreation(tree.newCreationId(), wanted.name().orElseThrow(), timeline.now());
        creations.add(creation);
        log(creation);
        timeline.after(takes, () -> finish(tree, creation, wanted, tags));
        return creation;
    }

    private void finish(OrganizationTree tree, AccountCreation creation, NewAccount wanted, Map<String, String> tags) {
        if (tree.isTaken(wanted.email().orElseThrow())) {
            creation.fail("EMAIL_ALREADY_EXISTS", timeline.now());
        } else {
            Account made = tree.createAccount(wanted, tree.root().id());
            made.tags().putAll(tags);
            creation.succeed(made.id(), timeline.now());
        }
        log(creation);
    }

    private void log(AccountCreation creation) {
        timeline.log("account creation " + creation.id() + " " + creation.state());
    }

    /**
     * Every request for an account.
     *
     * @return oldest first
     */
    public List<AccountCreation> creations() {
        return Collections.unmodifiableList(creations);
    }

    /**
     * Begins to close an account, which leaves every deployment at once.
     *
     * @param tree the organization
     * @param account a member other than the management account
     */
    public void close(OrganizationTree tree, String account) {
        tree.become(account, AccountState.PENDING_CLOSURE);
        timeline.log("account " + account + " PENDING_CLOSURE");
        later(
                "closure of " + account,
                () -> tree.account(account)
                        .filter(closing -> closing.state() == AccountState.PENDING_CLOSURE)
                        .ifPresent(closing -> {
                            tree.become(account, AccountState.CLOSED);
                            timeline.log("account " + account + " CLOSED");
                        }));
    }

    /**
     * Begins to switch a Region.
     *
     * @param regions of all accounts
     * @param account any account id
     * @param region one to opt in to
     * @param through ENABLING or DISABLING
     */
    public void switchRegion(RegionOptIns regions, String account, String region, RegionStatus through) {
        become(regions, account, region, through);
        later("Region " + region + " of " + account, () -> {
            if (regions.status(account, region) == through) {
                RegionStatus end = through == RegionStatus.ENABLING ? RegionStatus.ENABLED : RegionStatus.DISABLED;
                become(regions, account, region, end);
            }
        });
    }

    private void become(RegionOptIns regions, String account, String region, RegionStatus status) {
        regions.become(account, region, status);
        timeline.log("region " + region + " of account " + account + " " + status);
    }

    /** A change that another of its kind has overtaken meanwhile does nothing. */
    private void later(String what, Runnable work) {
        Object ticket = new Object();
        latest.put(what, ticket);
        timeline.after(takes, () -> {
            if (latest.remove(what, ticket)) {
                work.run();
            }
        });
    }
}
