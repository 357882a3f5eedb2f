package dev.stacksets.organizations.select;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.Targets;
import dev.stacksets.text.Printable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The accounts that a selector came to, in an organization as it was read. A value; it does not change. */
public final class Selection {
    private final AccountSelector selector;
    private final OrganizationTree tree;
    private final List<AccountVerdict> verdicts;
    private final Set<String> strangers;

    Selection(AccountSelector selector, OrganizationTree tree, List<AccountVerdict> verdicts, Set<String> strangers) {
        this.selector = selector;
        this.tree = tree;
        this.verdicts = verdicts;
        this.strangers = Collections.unmodifiableSet(strangers);
    }

    /**
     * The selected accounts.
     *
     * @return possibly none
     */
    public List<Account> accounts() {
        return verdicts.stream()
                .filter(AccountVerdict::selected)
                .map(AccountVerdict::account)
                .toList();
    }

    /**
     * The ids of the selected accounts.
     *
     * @return sorted, possibly none
     */
    public SortedSet<String> ids() {
        return accounts().stream().map(Account::id).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Accounts that the selector names by id and that do not belong to the organization: a slip, probably.
     *
     * @return sorted, possibly none
     */
    public Set<String> strangers() {
        return strangers;
    }

    /**
     * The accounts as targets of a self-managed stack set.
     *
     * @return exactly these accounts
     * @throws InvalidInputException if none is selected
     */
    public AccountList.Accounts selfManaged() {
        return Targets.accounts(ids());
    }

    /**
     * The accounts as targets of a service-managed stack set: the form with the fewest units and accounts in the request
     * that means exactly these accounts.
     *
     * @return the form, or why there is none
     */
    public ServiceManagedForm serviceManaged() {
        return ServiceManagedForm.of(tree, ids());
    }

    /**
     * For each account of the organization, why it is in or out.
     *
     * @return in no particular order
     */
    public List<AccountVerdict> explain() {
        return verdicts;
    }

    /**
     * The explanation as text.
     *
     * @return a line for each account, those that are in first, and for each stranger
     */
    public String render() {
        StringBuilder text = new StringBuilder(Printable.line(toString())).append('\n');
        verdicts.stream()
                .filter(AccountVerdict::selected)
                .forEach(verdict ->
                        text.append(Printable.line(verdict.toString())).append('\n'));
        verdicts.stream()
                .filter(verdict -> !verdict.selected())
                .forEach(verdict ->
                        text.append(Printable.line(verdict.toString())).append('\n'));
        strangers.forEach(id -> text.append("out  ").append(Printable.value(id)).append(": not in the organization\n"));
        return text.toString();
    }

    @Override
    public String toString() {
        return selector + ": " + accounts().size() + " of " + verdicts.size() + " accounts";
    }
}
