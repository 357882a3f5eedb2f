package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.target.Targets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.immutables.value.Value;

/**
 * What every request over named targets has: accounts or organizational units, Regions, preferences. It touches every
 * account in every Region and nothing else.
 */
public interface TargetedSpec extends OperationSpec {

    /**
     * The accounts.
     *
     * @return the targets
     */
    Targets targets();

    /**
     * The Regions.
     *
     * @return at least one, in the order given
     */
    Set<String> regions();

    /** Refuses what the service would refuse. */
    @Override
    @Value.Check
    default void check() {
        OperationSpec.super.check();
        targets().checkForOneOperation();
        Check.regions(regions());
        preferences().checkRegionOrder(regions());
    }

    /**
     * How the builders of all targeted requests take targets.
     *
     * @param <B> the builder itself
     */
    interface Settings<B> extends OperationSpec.Settings<B> {
        /**
         * Names the target accounts.
         *
         * @param targets the accounts
         * @return this builder
         */
        B targets(Targets targets);

        /**
         * Names the target accounts one by one.
         *
         * @param accounts account ids of 12 digits, at least one
         * @return this builder
         * @throws InvalidInputException if one is no account id, or there is none
         */
        default B accounts(Collection<String> accounts) {
            return targets(Targets.accounts(accounts));
        }

        /**
         * Names the target accounts one by one.
         *
         * @param accounts account ids of 12 digits, at least one
         * @return this builder
         * @throws InvalidInputException if one is no account id, or there is none
         */
        default B accounts(String... accounts) {
            return targets(Targets.accounts(accounts));
        }

        /**
         * Names target units, with every account in and below them. For service-managed stack sets; to narrow them down
         * say {@code targets(Targets.organizationalUnits(...).difference(...))}.
         *
         * @param units ids of organizational units or roots, at least one
         * @return this builder
         * @throws InvalidInputException if one is neither, or there is none
         */
        default B organizationalUnits(String... units) {
            return targets(Targets.organizationalUnits(units));
        }

        /**
         * Names the target Regions.
         *
         * @param regions at least one; doubles count once
         * @return this builder
         */
        B regions(Iterable<String> regions);

        /**
         * Names the target Regions.
         *
         * @param regions at least one; doubles count once
         * @return this builder
         */
        default B regions(String... regions) {
            List<String> all = Arrays.asList(regions);
            return regions(all);
        }
    }
}
