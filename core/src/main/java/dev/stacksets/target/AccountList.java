package dev.stacksets.target;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Accounts, named here or in a file that AWS reads. Alone they are targets; with units they narrow those down. */
public sealed interface AccountList extends Targets permits AccountList.Accounts, AccountList.AccountsUrl {

    /**
     * Accounts named one by one.
     *
     * @param accounts their ids, in the order given
     */
    record Accounts(Set<String> accounts) implements AccountList {
        /**
         * Checks every id.
         *
         * @param accounts their ids
         * @throws InvalidInputException if there is none, or one has not 12 digits
         */
        public Accounts {
            Check.accounts(accounts);
            accounts = Collections.unmodifiableSet(new LinkedHashSet<>(accounts));
        }

        @Override
        public String toString() {
            return "accounts " + String.join(", ", accounts);
        }
    }

    /**
     * Accounts named in a file.
     *
     * @param url where AWS reads it
     */
    record AccountsUrl(String url) implements AccountList {
        /**
         * Checks the address.
         *
         * @param url where AWS reads it
         * @throws InvalidInputException if it begins with neither s3:// nor https://, or has more than 5,120 characters
         */
        public AccountsUrl {
            Check.accountsUrl(url);
        }

        @Override
        public void checkForDeployment() {
            refuseAlone();
        }

        @Override
        public void checkForRemoval() {
            refuseAlone();
        }

        private static void refuseAlone() {
            Check.that(
                    false,
                    "targets",
                    "A file of accounts goes with organizational units here: "
                            + "Targets.organizationalUnits(unit).intersection(Targets.accountsUrl(url)).");
        }

        /** Leaves out the query, which in a presigned address is a credential. */
        @Override
        public String toString() {
            return "accounts at " + url.split("\\?", 2)[0];
        }
    }
}
