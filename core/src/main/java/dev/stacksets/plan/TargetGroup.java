package dev.stacksets.plan;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.immutables.value.Value;

/** Accounts and Regions that a stack set should be deployed to, every account in every Region. Immutable. */
@Value.Immutable
@HiddenImmutable
public interface TargetGroup {

    /**
     * Starts an empty group; name, targets and Regions must be set.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableTargetGroup.builder();
    }

    /**
     * What the group is called in plans.
     *
     * @return not blank, unique among the groups of a stack set
     */
    String name();

    /**
     * The accounts.
     *
     * @return accounts by id, or units, whose accounts a {@link dev.stacksets.spi.UnitDirectory} looks up
     */
    Targets targets();

    /**
     * The Regions.
     *
     * @return at least one
     */
    Set<String> regions();

    /**
     * The parameter overrides that the instances should have.
     *
     * @return {@link ParameterOverrides#unchanged()} unless set: whatever they are, they stay, and are not looked at
     */
    @Value.Default
    default ParameterOverrides overrides() {
        return ParameterOverrides.unchanged();
    }

    /** Refuses what cannot be planned. */
    @Value.Check
    default void check() {
        Check.that(!name().isBlank(), "group", "A target group needs a name.");
        Check.regions(regions());
        Check.that(
                !(targets() instanceof AccountList.AccountsUrl)
                        && !(targets() instanceof Targets.Units units
                                && units.accounts()
                                        .filter(AccountList.AccountsUrl.class::isInstance)
                                        .isPresent()),
                "targets",
                "Group '" + name() + "' names a file of accounts, which only AWS reads: name the accounts themselves.");
        Check.that(
                !(targets() instanceof Targets.Units units && units.units().isEmpty()),
                "targets",
                "Group '" + name() + "' names deployed accounts without units: name their units.");
    }

    /** Builds a {@link TargetGroup}. Not thread-safe. */
    interface Builder {
        /**
         * Sets the name.
         *
         * @param name not blank
         * @return this builder
         */
        Builder name(String name);

        /**
         * Sets the accounts.
         *
         * @param targets accounts by id, or units
         * @return this builder
         */
        Builder targets(Targets targets);

        /**
         * Names accounts one by one. For self-managed stack sets.
         *
         * @param accounts account ids of 12 digits, at least one
         * @return this builder
         * @throws InvalidInputException if one is no account id, or there is none
         */
        default Builder accounts(Collection<String> accounts) {
            return targets(Targets.accounts(accounts));
        }

        /**
         * Names accounts one by one. For self-managed stack sets.
         *
         * @param accounts account ids of 12 digits, at least one
         * @return this builder
         * @throws InvalidInputException if one is no account id, or there is none
         */
        default Builder accounts(String... accounts) {
            return accounts(Arrays.asList(accounts));
        }

        /**
         * Names units, with every account in and below them when the plan is made. With automatic deployment on, they
         * become its targets, whoever is in them: accounts that join later get the stack.
         *
         * @param units ids of organizational units or roots, at least one
         * @return this builder
         * @throws InvalidInputException if one is neither, or there is none
         */
        default Builder organizationalUnits(String... units) {
            return targets(Targets.organizationalUnits(units));
        }

        /**
         * Names the Regions.
         *
         * @param regions at least one; doubles count once
         * @return this builder
         */
        Builder regions(Iterable<String> regions);

        /**
         * Names the Regions.
         *
         * @param regions at least one; doubles count once
         * @return this builder
         */
        default Builder regions(String... regions) {
            List<String> all = Arrays.asList(regions);
            return regions(all);
        }

        /**
         * Sets the parameter overrides.
         *
         * @param overrides unchanged, none, or exactly the given ones
         * @return this builder
         */
        Builder overrides(ParameterOverrides overrides);

        /**
         * Wants exactly these parameter overrides and no others.
         *
         * @param overrides sets and keeps overrides, at least one
         * @return this builder
         * @throws InvalidInputException if none is named or a value is too long
         */
        default Builder overrides(Consumer<ParameterOverrides.Builder> overrides) {
            return overrides(ParameterOverrides.exactly(overrides));
        }

        /**
         * Checks and builds.
         *
         * @return the group
         * @throws InvalidInputException if something is missing or cannot be planned
         */
        TargetGroup build();
    }
}
