package dev.stacksets.organizations.select;

import dev.stacksets.organizations.tree.Account;
import java.util.List;

/**
 * Whether one account is selected, and why.
 *
 * @param account the account
 * @param selected whether it is
 * @param because the conditions that decided, in the words of the selector, with a "not" where they do not hold
 */
public record AccountVerdict(Account account, boolean selected, List<String> because) {

    /**
     * Keeps its own copy.
     *
     * @param account the account
     * @param selected whether it is selected
     * @param because the conditions that decided
     */
    public AccountVerdict {
        because = List.copyOf(because);
    }

    @Override
    public String toString() {
        return (selected ? "in   " : "out  ") + account + ": " + String.join("; ", because);
    }
}
