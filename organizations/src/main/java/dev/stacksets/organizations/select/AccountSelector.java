package dev.stacksets.organizations.select;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.select.Condition.Subject;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.target.Targets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which accounts of an organization are meant, said the way people think of them. Immutable, made of parts with
 * {@code and}, {@code or} and {@code not}; two that say the same in the same order are equal.
 *
 * <pre>{@code
 * AccountSelector production = AccountSelector.inUnit("Root/Workloads/Prod")
 *         .and(AccountSelector.tagged("stage", "live"))
 *         .excludingNamed("audit*")
 *         .excludingSuspended();
 * }</pre>
 *
 * <p>It has a text, {@link #toString()}, that {@link #parse} reads:
 * {@code in Root/Workloads/Prod and tagged stage=live and not named audit*}. The management account and accounts in
 * any state are accounts like all others until they are excluded.
 */
public final class AccountSelector {
    private final Condition condition;

    private AccountSelector(Condition condition) {
        this.condition = condition;
    }

    /**
     * Reads a selector's text. "not" binds closest, then "and", then "or"; parentheses group. Conditions are {@code in UNIT},
     * {@code directly in UNIT}, {@code tagged KEY}, {@code tagged KEY=VALUE}, {@code named GLOB}, {@code account ID,ID},
     * {@code joined before DAY}, {@code joined after DAY}, {@code state STATE,STATE}, {@code suspended},
     * {@code management}, {@code all}. A value with spaces, a quotation mark or one of <code>(),=</code> stands in single
     * or double quotation marks, such a mark within it doubled. Up to 100 of {@code not} and brackets in each other.
     *
     * @param text the text, at most 131,072 characters
     * @return the selector
     * @throws InvalidInputException if it cannot be read; the message says where and what was expected
     */
    public static AccountSelector parse(String text) {
        return new SelectorParser(text).selector();
    }

    /**
     * Every account, the management account among them.
     *
     * @return the selector
     */
    public static AccountSelector all() {
        return new AccountSelector(new Condition.Everything());
    }

    /**
     * Accounts in a unit or in one below it.
     *
     * @param unit {@code ou-...}, {@code r-...}, or a path such as {@code Root/Workloads/Prod}
     * @return the selector
     */
    public static AccountSelector inUnit(String unit) {
        return new AccountSelector(new Condition.InUnit(unit, false));
    }

    /**
     * Accounts in a unit and in none below it.
     *
     * @param unit {@code ou-...}, {@code r-...}, or a path such as {@code Root/Workloads/Prod}
     * @return the selector
     */
    public static AccountSelector directlyIn(String unit) {
        return new AccountSelector(new Condition.InUnit(unit, true));
    }

    /**
     * Accounts with a tag, whatever its value. Tags of units do not count: AWS passes them on to nobody.
     *
     * @param key of the tag; upper and lower case differ
     * @return the selector
     */
    public static AccountSelector tagged(String key) {
        return new AccountSelector(new Condition.Tagged(key, Optional.empty()));
    }

    /**
     * Accounts with a tag of this value.
     *
     * @param key of the tag; upper and lower case differ
     * @param value of the tag, exactly
     * @return the selector
     */
    public static AccountSelector tagged(String key, String value) {
        return new AccountSelector(new Condition.Tagged(key, Optional.of(value)));
    }

    /**
     * Accounts of a name.
     *
     * @param glob with {@code *} for any text and {@code ?} for any character; upper and lower case differ
     * @return the selector
     */
    public static AccountSelector named(String glob) {
        return new AccountSelector(new Condition.Named(glob));
    }

    /**
     * These accounts. One that does not belong to the organization is never selected; {@link Selection#strangers()} has it.
     *
     * @param accounts ids of 12 digits, at least one
     * @return the selector
     * @throws InvalidInputException if one is no account id, or there is none
     */
    public static AccountSelector accounts(Collection<String> accounts) {
        return new AccountSelector(
                new Condition.Listed(new TreeSet<>(Targets.accounts(accounts).accounts())));
    }

    /**
     * These accounts.
     *
     * @param accounts ids of 12 digits, at least one
     * @return the selector
     * @throws InvalidInputException if one is no account id, or there is none
     */
    public static AccountSelector accounts(String... accounts) {
        return accounts(Arrays.asList(accounts));
    }

    /**
     * Accounts that came into the organization before a moment.
     *
     * @param moment the first one that is too late
     * @return the selector
     */
    public static AccountSelector joinedBefore(Instant moment) {
        return new AccountSelector(new Condition.Joined(true, moment));
    }

    /**
     * Accounts that came into the organization at or after a moment.
     *
     * @param moment the first one that counts
     * @return the selector
     */
    public static AccountSelector joinedAfter(Instant moment) {
        return new AccountSelector(new Condition.Joined(false, moment));
    }

    /**
     * Accounts in one of some states.
     *
     * @param states at least one
     * @return the selector
     * @throws InvalidInputException if there is none
     */
    public static AccountSelector inState(AccountState... states) {
        if (states.length == 0) {
            throw new InvalidInputException("states", "No state is named: name at least one.");
        }
        return new AccountSelector(new Condition.InState(new TreeSet<>(Arrays.asList(states))));
    }

    /**
     * Accounts that cannot be deployed to: suspended, being closed, closed or not there yet.
     *
     * @return the selector
     */
    public static AccountSelector suspended() {
        return new AccountSelector(Condition.InState.suspended());
    }

    /**
     * The management account.
     *
     * @return the selector
     */
    public static AccountSelector management() {
        return new AccountSelector(new Condition.Management());
    }

    /** Those that all of some select, or any. */
    static AccountSelector of(boolean all, List<AccountSelector> selectors) {
        return new AccountSelector(Condition.Several.of(
                all, selectors.stream().map(selector -> selector.condition).toList()));
    }

    /**
     * Those that both select.
     *
     * @param other the other
     * @return narrowed down
     */
    public AccountSelector and(AccountSelector other) {
        return of(true, List.of(this, other));
    }

    /**
     * Those that one of both selects.
     *
     * @param other the other
     * @return widened
     */
    public AccountSelector or(AccountSelector other) {
        return of(false, List.of(this, other));
    }

    /**
     * Those that this does not select.
     *
     * @return the opposite
     */
    public AccountSelector not() {
        return new AccountSelector(new Condition.Not(condition));
    }

    /**
     * Those that the other does not select.
     *
     * @param other the other
     * @return narrowed down
     */
    public AccountSelector except(AccountSelector other) {
        return and(other.not());
    }

    /**
     * Without the management account, to which service-managed stack sets are never deployed.
     *
     * @return narrowed down
     */
    public AccountSelector excludingManagement() {
        return except(management());
    }

    /**
     * Without accounts that cannot be deployed to: {@link #suspended()}.
     *
     * @return narrowed down
     */
    public AccountSelector excludingSuspended() {
        return except(suspended());
    }

    /**
     * Without accounts of a name.
     *
     * @param glob with {@code *} for any text and {@code ?} for any character; upper and lower case differ
     * @return narrowed down
     */
    public AccountSelector excludingNamed(String glob) {
        return except(named(glob));
    }

    /**
     * The accounts whose tags decide, because nothing else does.
     *
     * @param tree the organization
     * @return their ids, possibly none
     * @throws InvalidInputException if a unit that is named does not exist
     */
    public Set<String> tagsNeeded(OrganizationTree tree) {
        checkUnits(tree);
        return tree.accounts().stream()
                .filter(account -> judge(account, tree, Optional.empty()).isOpen())
                .map(Account::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Decides.
     *
     * @param tree the organization
     * @param tags values by key, for each account whose {@linkplain #tagsNeeded tags decide}
     * @return the accounts, and for every account of the organization why
     * @throws InvalidInputException if a unit that is named does not exist, or tags are missing that decide
     */
    public Selection from(OrganizationTree tree, Map<String, Map<String, String>> tags) {
        checkUnits(tree);
        List<AccountVerdict> verdicts = tree.accounts().stream()
                .map(account -> verdict(account, judge(account, tree, Optional.ofNullable(tags.get(account.id())))))
                .toList();
        return new Selection(this, tree, verdicts, strangers(tree));
    }

    private Judgement judge(Account account, OrganizationTree tree, Optional<Map<String, String>> tags) {
        return condition.judge(new Subject(account, tree, tags));
    }

    private static AccountVerdict verdict(Account account, Judgement judgement) {
        if (judgement.isOpen()) {
            throw new InvalidInputException(
                    "tags", "The tags of account " + account.id() + " decide, and are not given.");
        }
        return new AccountVerdict(account, judgement.isYes(), judgement.because());
    }

    private void checkUnits(OrganizationTree tree) {
        condition.leaves().forEach(leaf -> {
            if (leaf instanceof Condition.InUnit in) {
                tree.requireUnit(in.unit());
            }
        });
    }

    private Set<String> strangers(OrganizationTree tree) {
        return condition
                .leaves()
                .filter(Condition.Listed.class::isInstance)
                .flatMap(leaf -> ((Condition.Listed) leaf).accounts().stream())
                .filter(id -> tree.account(id).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountSelector selector && selector.condition.equals(condition);
    }

    @Override
    public int hashCode() {
        return condition.hashCode();
    }

    /** Its text, which {@link #parse} reads. */
    @Override
    public String toString() {
        return condition.toString();
    }
}
