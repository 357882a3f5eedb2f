package dev.stacksets.spi;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Who is in which organizational unit. Plans need it to know which instances a unit stands for; CloudFormation itself does
 * not tell. Thread-safe.
 */
@FunctionalInterface
public interface UnitDirectory {

    /**
     * Looks up the accounts of units, those of units below them included, without the management account, which no
     * service-managed stack set is deployed to.
     *
     * @param units ids of organizational units or roots
     * @return the accounts by unit, an entry for each unit asked for; fails if one is unknown or cannot be asked
     */
    CompletableFuture<Map<String, Set<String>>> accountsIn(Set<String> units);

    /**
     * A directory that is known from elsewhere.
     *
     * @param accounts the accounts of each unit, those of units below it included
     * @return answers at once; fails with an {@link IllegalArgumentException} for other units
     */
    static UnitDirectory of(Map<String, ? extends Set<String>> accounts) {
        Map<String, Set<String>> known = Map.copyOf(accounts);
        return units -> known.keySet().containsAll(units)
                ? CompletableFuture.completedFuture(known)
                : CompletableFuture.failedFuture(new IllegalArgumentException(
                        "of the organizational units " + units + " only " + known.keySet() + " are known"));
    }
}
