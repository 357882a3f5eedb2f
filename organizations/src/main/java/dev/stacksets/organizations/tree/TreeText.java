package dev.stacksets.organizations.tree;

import dev.stacksets.text.Printable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** A tree drawn with lines. */
final class TreeText {
    private final OrganizationTree tree;
    private final boolean withAccounts;
    private final StringBuilder text = new StringBuilder();

    TreeText(OrganizationTree tree, boolean withAccounts) {
        this.tree = tree;
        this.withAccounts = withAccounts;
    }

    String text() {
        Organization organization = tree.organization();
        text.append("Organization ").append(organization.id());
        text.append(", managed by ").append(organization.managementAccount());
        text.append(organization.allFeatures() ? "" : ", consolidated billing only")
                .append('\n');
        node(tree.root(), "", "");
        return text.toString();
    }

    private void node(OrganizationalUnit unit, String first, String others) {
        text.append(first)
                .append(Printable.line(unit.name()))
                .append("  ")
                .append(unit.id())
                .append("  ");
        text.append(count(unit)).append('\n');
        List<OrganizationalUnit> units = tree.unitsIn(unit.id());
        Iterator<Account> accounts = shown(unit).iterator();
        while (accounts.hasNext()) {
            String line = leaf(accounts.next());
            branch(others, accounts.hasNext() || !units.isEmpty()).append(line).append('\n');
        }
        for (int i = 0; i < units.size(); i++) {
            boolean more = i < units.size() - 1;
            node(units.get(i), others + (more ? "├─ " : "└─ "), others + (more ? "│  " : "   "));
        }
    }

    private StringBuilder branch(String before, boolean more) {
        return text.append(before).append(more ? "├─ " : "└─ ");
    }

    private Stream<Account> shown(OrganizationalUnit unit) {
        return withAccounts ? tree.accountsIn(unit.id()).stream() : Stream.empty();
    }

    private String leaf(Account account) {
        return account.id() + "  " + Printable.line(account.name())
                + (tree.isManagement(account.id()) ? "  management account" : "")
                + (account.state() == AccountState.ACTIVE ? "" : "  " + account.state());
    }

    private String count(OrganizationalUnit unit) {
        int here = tree.accountsIn(unit.id()).size();
        long all = tree.accountsUnder(unit.id()).count();
        return all == here ? accounts(here) : accounts(here) + ", " + all + " with those below";
    }

    private static String accounts(long count) {
        return count + (count == 1 ? " account" : " accounts");
    }
}
