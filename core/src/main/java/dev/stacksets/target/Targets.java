package dev.stacksets.target;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which accounts an operation is for. Together with its Regions this is a full rectangle: every account in every Region.
 */
public sealed interface Targets permits Targets.Accounts {

    /**
     * Names accounts one by one. The only form that self-managed stack sets take.
     *
     * @param accounts account ids of 12 digits, at least one; doubles count once
     * @return the targets
     * @throws InvalidInputException if one is no account id, or there is none
     */
    static Targets accounts(Collection<String> accounts) {
        return new Accounts(new LinkedHashSet<>(accounts));
    }

    /**
     * Names accounts one by one.
     *
     * @param accounts account ids of 12 digits, at least one; doubles count once
     * @return the targets
     * @throws InvalidInputException if one is no account id, or there is none
     */
    static Targets accounts(String... accounts) {
        return accounts(Arrays.asList(accounts));
    }

    /**
     * Accounts named one by one.
     *
     * @param accounts their ids, in the order given
     */
    record Accounts(Set<String> accounts) implements Targets {
        /** Checks every id. */
        public Accounts {
            Check.accounts(accounts);
            accounts = Collections.unmodifiableSet(new LinkedHashSet<>(accounts));
        }
    }
}
