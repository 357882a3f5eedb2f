package dev.stacksets.target;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which accounts an operation is for. Together with its Regions this is a full rectangle: every account in every Region.
 *
 * <p>Self-managed stack sets take {@link #accounts}, service-managed ones {@link #organizationalUnits}. AWS never deploys
 * a service-managed stack set to the management account, even in a targeted unit. Which form goes with which request is
 * checked when the request is built; API page {@code DeploymentTargets}.
 */
public sealed interface Targets permits AccountList, Targets.Units {

    /**
     * Names accounts one by one. The only form that self-managed stack sets take.
     *
     * @param accounts account ids of 12 digits, at least one; doubles count once
     * @return the targets
     * @throws InvalidInputException if one is no account id, or there is none
     */
    static AccountList.Accounts accounts(Collection<String> accounts) {
        return new AccountList.Accounts(new LinkedHashSet<>(accounts));
    }

    /**
     * Names accounts one by one.
     *
     * @param accounts account ids of 12 digits, at least one; doubles count once
     * @return the targets
     * @throws InvalidInputException if one is no account id, or there is none
     */
    static AccountList.Accounts accounts(String... accounts) {
        return accounts(Arrays.asList(accounts));
    }

    /**
     * Names a file of accounts that AWS reads, for service-managed stack sets: alone in updates of what is deployed, or
     * to narrow down or widen units.
     *
     * @param url a .csv or .txt file of account ids in S3, separated by commas or lines, at most 10 MB
     * @return the targets
     * @throws InvalidInputException if it begins with neither s3:// nor https://, or has more than 5,120 characters
     */
    static AccountList.AccountsUrl accountsUrl(String url) {
        return new AccountList.AccountsUrl(url);
    }

    /**
     * Names units, with every account in and below them now.
     *
     * @param units ids of organizational units or roots, at least one; doubles count once
     * @return the targets, to be narrowed down if wanted
     * @throws InvalidInputException if one is neither, or there is none
     */
    static Units organizationalUnits(Collection<String> units) {
        Check.that(!units.isEmpty(), "organizationalUnits", "No organizational unit is named: name at least one.");
        return new Units(new LinkedHashSet<>(units), AccountFilter.NONE, Optional.empty());
    }

    /**
     * Names units, with every account in and below them now.
     *
     * @param units ids of organizational units or roots, at least one; doubles count once
     * @return the targets, to be narrowed down if wanted
     * @throws InvalidInputException if one is neither, or there is none
     */
    static Units organizationalUnits(String... units) {
        return organizationalUnits(Arrays.asList(units));
    }

    /**
     * Names accounts to which a service-managed stack set is deployed already, whatever unit they came by. AWS takes
     * accounts without units in updates only.
     *
     * @param accounts the accounts
     * @return the targets
     */
    static Units deployedAccounts(AccountList accounts) {
        return new Units(Set.of(), AccountFilter.NONE, Optional.of(accounts));
    }

    /**
     * Refuses what no single operation takes.
     *
     * @throws InvalidInputException if more than 50 units are named
     */
    default void checkForOneOperation() {}

    /**
     * Refuses what a deployment does not take.
     *
     * @throws InvalidInputException if no unit is named for a service-managed stack set, or a union is asked for
     */
    default void checkForDeployment() {}

    /**
     * Refuses what a removal does not take.
     *
     * @throws InvalidInputException if no unit is named for a service-managed stack set
     */
    default void checkForRemoval() {}

    /**
     * Units of an organization, narrowed down or widened by accounts.
     *
     * @param units ids of organizational units or roots; none for deployed accounts
     * @param filter what the accounts do to the units
     * @param accounts the accounts, where there are any
     */
    record Units(Set<String> units, AccountFilter filter, Optional<AccountList> accounts) implements Targets {
        private static final int UNITS_PER_OPERATION = 50;

        /**
         * Checks ids and combination.
         *
         * @param units ids of organizational units or roots
         * @param filter what the accounts do to the units
         * @param accounts the accounts
         * @throws InvalidInputException if an id is none, or accounts and filter do not go together
         */
        public Units {
            units.forEach(Check::organizationalUnit);
            Check.that(
                    (filter == AccountFilter.NONE) == (units.isEmpty() || accounts.isEmpty()),
                    "targets",
                    "Units and accounts go together by an account filter: intersection, difference or union.");
            Check.that(!units.isEmpty() || accounts.isPresent(), "targets", "Neither units nor accounts are named.");
            units = Collections.unmodifiableSet(new LinkedHashSet<>(units));
        }

        /**
         * Only those accounts of the units that are in the list.
         *
         * @param accounts the list
         * @return narrowed down
         */
        public Units intersection(AccountList accounts) {
            return filtered(AccountFilter.INTERSECTION, accounts);
        }

        /**
         * Only those accounts of the units that are named here.
         *
         * @param accounts account ids of 12 digits, at least one
         * @return narrowed down
         * @throws InvalidInputException if one is no account id, or there is none
         */
        public Units intersection(String... accounts) {
            return intersection(Targets.accounts(accounts));
        }

        /**
         * Every account of the units but those in the list.
         *
         * @param accounts the list
         * @return narrowed down
         */
        public Units difference(AccountList accounts) {
            return filtered(AccountFilter.DIFFERENCE, accounts);
        }

        /**
         * Every account of the units but those named here.
         *
         * @param accounts account ids of 12 digits, at least one
         * @return narrowed down
         * @throws InvalidInputException if one is no account id, or there is none
         */
        public Units difference(String... accounts) {
            return difference(Targets.accounts(accounts));
        }

        /**
         * Every account of the units, and those in the list. Not for deployments.
         *
         * @param accounts the list
         * @return widened
         */
        public Units union(AccountList accounts) {
            return filtered(AccountFilter.UNION, accounts);
        }

        /**
         * Every account of the units, and those named here. Not for deployments.
         *
         * @param accounts account ids of 12 digits, at least one
         * @return widened
         * @throws InvalidInputException if one is no account id, or there is none
         */
        public Units union(String... accounts) {
            return union(Targets.accounts(accounts));
        }

        private Units filtered(AccountFilter by, AccountList list) {
            return new Units(units, by, Optional.of(list));
        }

        @Override
        public void checkForOneOperation() {
            Check.that(
                    units.size() <= UNITS_PER_OPERATION,
                    "organizationalUnits",
                    units.size() + " organizational units are named; AWS takes at most " + UNITS_PER_OPERATION
                            + " in one operation. Name a unit above them, or make a plan, which splits them: StackSets.plan(desired).");
        }

        @Override
        public void checkForDeployment() {
            requireUnits("deployed to");
            Check.that(
                    filter != AccountFilter.UNION,
                    "targets",
                    "AWS takes no union of units and accounts in a deployment; it does in updates.");
        }

        @Override
        public void checkForRemoval() {
            requireUnits("removed from");
        }

        private void requireUnits(String done) {
            Check.that(
                    !units.isEmpty(),
                    "organizationalUnits",
                    "A service-managed stack set is " + done + " units: name the unit of the accounts, as in "
                            + "Targets.organizationalUnits(unit).intersection(accounts).");
        }

        @Override
        public String toString() {
            String named = "units " + String.join(", ", units);
            String list = accounts.map(Object::toString).orElse("");
            if (units.isEmpty()) {
                return list;
            }
            return switch (filter) {
                case NONE -> named;
                case INTERSECTION -> list + " of " + named;
                case DIFFERENCE -> named + " without " + list;
                case UNION -> named + " and " + list;
            };
        }
    }
}
