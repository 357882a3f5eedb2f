package dev.stacksets.guard;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.immutables.value.Value;

/**
 * What plans may not do, whoever asks. Immutable. Without any setting plans that delete stacks need their own consent, and
 * plans in which a group names nothing are refused. Everything is checked when a plan is applied, before its first call that
 * changes something, and can be looked at before with {@code StackSets.violations(plan)}.
 *
 * <p>Guardrails hold for this library only; the twin that holds for everyone is a service control policy.
 */
@Value.Immutable
@HiddenImmutable
public interface Guardrails {

    /**
     * Starts with what is on by default.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableGuardrails.builder();
    }

    /**
     * Nothing set.
     *
     * @return what is on by default
     */
    static Guardrails defaults() {
        return builder().build();
    }

    /**
     * The account whose credentials must be used.
     *
     * @return 12 digits; empty for any
     */
    Optional<String> expectedCaller();

    /**
     * Accounts that no plan may touch.
     *
     * @return account ids of 12 digits
     */
    Set<String> protectedAccounts();

    /**
     * Units in or below which no plan may touch an account.
     *
     * @return ids of organizational units or roots
     */
    Set<String> protectedUnits();

    /**
     * How many accounts a plan may touch.
     *
     * @return 0 or more; empty for any number
     */
    OptionalInt maxAccounts();

    /**
     * How large a share of the accounts with instances a plan may change or remove. New accounts do not count.
     *
     * @return 0 to 100; empty for all
     */
    OptionalInt maxPercent();

    /**
     * How many Regions a plan may touch.
     *
     * @return 0 or more; empty for any number
     */
    OptionalInt maxRegions();

    /**
     * How many instances a plan may remove, with or without their stacks.
     *
     * @return 0 or more; empty for any number
     */
    OptionalInt maxDeletes();

    /** Refuses what makes no sense. */
    @Value.Check
    default void check() {
        expectedCaller().ifPresent(Check::account);
        protectedAccounts().forEach(Check::account);
        protectedUnits().forEach(Check::organizationalUnit);
        maxAccounts().ifPresent(most -> Check.between("maxAccounts", most, 0, Integer.MAX_VALUE));
        maxPercent().ifPresent(most -> Check.between("maxPercent", most, 0, 100));
        maxRegions().ifPresent(most -> Check.between("maxRegions", most, 0, Integer.MAX_VALUE));
        maxDeletes().ifPresent(most -> Check.between("maxDeletes", most, 0, Integer.MAX_VALUE));
    }

    /** Builds {@link Guardrails}. Not thread-safe. */
    interface Builder {
        /**
         * Expects the credentials of one account. Needs a {@link dev.stacksets.spi.Caller}.
         *
         * @param account 12 digits
         * @return this builder
         */
        Builder expectedCaller(String account);

        /**
         * Protects accounts.
         *
         * @param accounts account ids of 12 digits
         * @return this builder
         */
        Builder protectedAccounts(Iterable<String> accounts);

        /**
         * Protects accounts.
         *
         * @param accounts account ids of 12 digits
         * @return this builder
         */
        default Builder protectedAccounts(String... accounts) {
            return protectedAccounts(List.of(accounts));
        }

        /**
         * Protects units and everything below them. Needs a {@link dev.stacksets.spi.UnitDirectory}.
         *
         * @param units ids of organizational units or roots
         * @return this builder
         */
        Builder protectedUnits(Iterable<String> units);

        /**
         * Protects units and everything below them. Needs a {@link dev.stacksets.spi.UnitDirectory}.
         *
         * @param units ids of organizational units or roots
         * @return this builder
         */
        default Builder protectedUnits(String... units) {
            return protectedUnits(List.of(units));
        }

        /**
         * Limits the accounts a plan may touch.
         *
         * @param most 0 or more
         * @return this builder
         */
        Builder maxAccounts(int most);

        /**
         * Limits the share of accounts with instances that a plan may change or remove.
         *
         * @param most 0 to 100
         * @return this builder
         */
        Builder maxPercent(int most);

        /**
         * Limits the Regions a plan may touch.
         *
         * @param most 0 or more
         * @return this builder
         */
        Builder maxRegions(int most);

        /**
         * Limits the instances a plan may remove.
         *
         * @param most 0 or more
         * @return this builder
         */
        Builder maxDeletes(int most);

        /**
         * Checks and builds.
         *
         * @return the guardrails
         * @throws InvalidInputException if a bound does not hold or an id is none
         */
        Guardrails build();
    }
}
