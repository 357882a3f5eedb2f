package dev.stacksets.target;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.util.List;

/**
 * Every one of some accounts in every one of some Regions: the shape of what one operation works on. Immutable.
 *
 * @param accounts the accounts, sorted
 * @param regions the Regions, sorted
 */
public record InstanceBlock(List<String> accounts, List<String> regions) {
    /**
     * Sorts both, and takes doubles once.
     *
     * @param accounts at least one account id
     * @param regions at least one Region name
     * @throws InvalidInputException if there is none of either
     */
    public InstanceBlock {
        Check.that(!accounts.isEmpty() && !regions.isEmpty(), "instances", "A block has accounts and Regions.");
        accounts = sorted(accounts);
        regions = sorted(regions);
    }

    /** Most come sorted: then nothing is compared but neighbours. */
    private static List<String> sorted(List<String> names) {
        for (int i = 1; i < names.size(); i++) {
            if (names.get(i - 1).compareTo(names.get(i)) >= 0) {
                return names.stream().sorted().distinct().toList();
            }
        }
        return List.copyOf(names);
    }

    /**
     * How many instances it holds.
     *
     * @return accounts times Regions
     */
    public int size() {
        return accounts.size() * regions.size();
    }

    @Override
    public String toString() {
        return accounts.size()
                + (accounts.size() == 1 ? " account x " : " accounts x ")
                + regions.size()
                + (regions.size() == 1 ? " Region" : " Regions");
    }
}
