package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.target.Targets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * What every request over named targets has: accounts, Regions, preferences. It touches every account in every Region
 * and nothing else.
 */
public interface TargetedSpec {

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

    /**
     * How AWS paces the operation.
     *
     * @return the preferences; AWS's defaults unless set
     */
    @Value.Default
    default OperationPreferences preferences() {
        return OperationPreferences.defaults();
    }

    /** Refuses what the service would refuse. */
    @Value.Check
    default void check() {
        Check.regions(regions());
        preferences().checkRegionOrder(regions());
    }

    /**
     * How the builders of all targeted requests take targets.
     *
     * @param <B> the builder itself
     */
    interface Settings<B> {
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

        /**
         * Sets how AWS paces the operation.
         *
         * @param preferences the preferences
         * @return this builder
         */
        B preferences(OperationPreferences preferences);

        /**
         * Sets how AWS paces the operation.
         *
         * @param preferences fills in a builder of preferences
         * @return this builder
         * @throws InvalidInputException if AWS would refuse a value or combination
         */
        default B preferences(Consumer<OperationPreferences.Builder> preferences) {
            OperationPreferences.Builder builder = OperationPreferences.builder();
            preferences.accept(builder);
            return preferences(builder.build());
        }
    }
}
