package dev.stacksets.organizations.select;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.tree.AccountRegions;
import dev.stacksets.organizations.tree.RegionStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Which Regions are meant. Immutable.
 *
 * <pre>{@code
 * RegionSelector.these("eu-west-1", "eu-south-1").whereEnabled()
 * RegionSelector.allEnabled().except("us-east-1")
 * }</pre>
 */
public final class RegionSelector {
    private static final String COMMERCIAL = "aws";

    private final Optional<Set<String>> named;
    private final Set<String> excluded;
    private final boolean whereEnabled;

    private RegionSelector(Optional<Set<String>> named, Set<String> excluded, boolean whereEnabled) {
        this.named = named;
        this.excluded = excluded;
        this.whereEnabled = whereEnabled;
    }

    /**
     * Every Region that all of the accounts have enabled.
     *
     * @return the selector
     */
    public static RegionSelector allEnabled() {
        return new RegionSelector(Optional.empty(), Set.of(), true);
    }

    /**
     * Every Region of the commercial partition that this version of the SDK knows, those to opt in to among them.
     *
     * @return the selector; {@link #whereEnabled()} narrows it down to what the accounts have
     */
    public static RegionSelector commercial() {
        return these(Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .filter(region -> PartitionMetadata.of(region).id().equals(COMMERCIAL))
                .map(Region::id)
                .sorted()
                .toList());
    }

    /**
     * These Regions.
     *
     * @param regions at least one
     * @return the selector
     * @throws InvalidInputException if there is none
     */
    public static RegionSelector these(Collection<String> regions) {
        if (regions.isEmpty()) {
            throw new InvalidInputException("regions", "No Region is named: name at least one.");
        }
        return new RegionSelector(Optional.of(new LinkedHashSet<>(regions)), Set.of(), false);
    }

    /**
     * These Regions.
     *
     * @param regions at least one
     * @return the selector
     * @throws InvalidInputException if there is none
     */
    public static RegionSelector these(String... regions) {
        return these(Arrays.asList(regions));
    }

    /**
     * Leaves out those that one of the accounts does not have enabled.
     *
     * @return narrowed down
     */
    public RegionSelector whereEnabled() {
        return new RegionSelector(named, excluded, true);
    }

    /**
     * Leaves out some.
     *
     * @param regions which
     * @return narrowed down
     */
    public RegionSelector except(String... regions) {
        Set<String> all = new TreeSet<>(excluded);
        all.addAll(Arrays.asList(regions));
        return new RegionSelector(named, all, whereEnabled);
    }

    /**
     * Whether it depends on what accounts have enabled.
     *
     * @return false if it only names Regions
     */
    public boolean looksAtAccounts() {
        return whereEnabled;
    }

    /**
     * Whether other accounts could still change the outcome. A Region that one account has by default all accounts have;
     * one that it has not enabled is out.
     *
     * @param first the Regions of one of the accounts
     * @return true if it has opted in to a Region that is meant
     */
    public boolean isOpenAfter(AccountRegions first) {
        return meant(List.of(first)).stream().anyMatch(region -> first.status(region) == RegionStatus.ENABLED);
    }

    /**
     * Decides.
     *
     * @param accounts the Regions of every account; those of one, if it is not {@link #isOpenAfter open} after it; none, if
     *     it does not look at accounts
     * @return the Regions in the order named, else sorted
     */
    public RegionSelection from(List<AccountRegions> accounts) {
        Set<String> meant = meant(accounts);
        TreeMap<String, List<String>> leftOut = new TreeMap<>();
        if (whereEnabled) {
            leftOut.putAll(
                    meant.stream().collect(Collectors.toMap(Function.identity(), region -> without(region, accounts))));
            leftOut.values().removeIf(List::isEmpty);
        }
        Set<String> regions = new LinkedHashSet<>(meant);
        regions.removeAll(leftOut.keySet());
        return new RegionSelection(regions, leftOut);
    }

    private Set<String> meant(List<AccountRegions> accounts) {
        Set<String> meant = new LinkedHashSet<>(named.orElseGet(() -> accounts.stream()
                .flatMap(account -> account.enabled().stream())
                .collect(Collectors.toCollection(TreeSet::new))));
        meant.removeAll(excluded);
        return meant;
    }

    private static List<String> without(String region, List<AccountRegions> accounts) {
        return accounts.stream()
                .filter(account -> !account.status(region).isEnabled())
                .map(AccountRegions::account)
                .toList();
    }

    @Override
    public String toString() {
        return named.map(regions -> String.join(", ", regions)).orElse("all Regions")
                + (excluded.isEmpty() ? "" : " except " + String.join(", ", excluded))
                + (whereEnabled ? " where enabled" : "");
    }
}
