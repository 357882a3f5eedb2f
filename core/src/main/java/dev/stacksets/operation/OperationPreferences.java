package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.immutables.value.Value;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/**
 * How AWS paces one operation over its accounts and Regions. Immutable. What is not set is AWS's default: Regions one
 * after another, one account at a time, no failure tolerated.
 *
 * <p>Counts and percentages exclude each other. Both apply per Region; percentages are of the accounts in that Region and
 * round down (max concurrent to at least 1). In strict mode at most {@code failureTolerance + 1} accounts run at once,
 * whatever {@code maxConcurrent} says. Source: API page {@code StackSetOperationPreferences}.
 */
@Value.Immutable
@HiddenImmutable
public interface OperationPreferences {

    /**
     * Starts with AWS's defaults.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableOperationPreferences.builder();
    }

    /**
     * AWS's defaults.
     *
     * @return preferences with nothing set
     */
    static OperationPreferences defaults() {
        return builder().build();
    }

    /**
     * How many accounts may fail per Region before the operation stops there.
     *
     * @return 0 or more; empty for AWS's default, 0
     */
    OptionalInt failureToleranceCount();

    /**
     * The same in percent of the accounts per Region, rounded down.
     *
     * @return 0 to 100
     */
    OptionalInt failureTolerancePercentage();

    /**
     * How many accounts may run at once per Region.
     *
     * @return 1 or more; empty for AWS's default, 1
     */
    OptionalInt maxConcurrentCount();

    /**
     * The same in percent of the accounts per Region, rounded down, at least one account.
     *
     * @return 1 to 100
     */
    OptionalInt maxConcurrentPercentage();

    /**
     * The order in which Regions are worked on.
     *
     * @return Regions of the operation; empty for no particular order
     */
    List<String> regionOrder();

    /**
     * Whether Regions run one after another or at once.
     *
     * @return empty for AWS's default, {@code SEQUENTIAL}
     */
    Optional<RegionConcurrencyType> regionConcurrency();

    /**
     * Whether concurrency is tied to the failure tolerance.
     *
     * @return empty for AWS's default, {@code STRICT_FAILURE_TOLERANCE}
     */
    Optional<ConcurrencyMode> concurrencyMode();

    /**
     * Says when the concurrency asked for cannot be reached: in strict mode AWS runs at most tolerance + 1 accounts at
     * once, so a rollout meant to be parallel creeps along one account at a time.
     *
     * @param accountsPerRegion how many accounts the operation has in each Region, at least 1
     * @return a sentence for a person, or empty if all is well
     */
    default Optional<String> concurrencyWarning(int accountsPerRegion) {
        int asked = Math.min(asked(accountsPerRegion), accountsPerRegion);
        int reached = accountsAtOnce(accountsPerRegion);
        if (asked <= reached) {
            return Optional.empty();
        }
        return Optional.of(asked(accountsPerRegion)
                + " accounts at once are asked for, but with a failure tolerance of "
                + (reached - 1) + " strict mode runs at most " + reached + ". Raise the tolerance to " + (asked - 1)
                + " or use SOFT_FAILURE_TOLERANCE.");
    }

    /**
     * How many accounts AWS works on at once in each Region.
     *
     * @param accountsPerRegion how many accounts the operation has in each Region, at least 1
     * @return 1 or more, at most all of them
     */
    default int accountsAtOnce(int accountsPerRegion) {
        boolean soft = concurrencyMode()
                .filter(ConcurrencyMode.SOFT_FAILURE_TOLERANCE::equals)
                .isPresent();
        int tolerated = failureToleranceCount()
                .orElse(share(failureTolerancePercentage().orElse(0), accountsPerRegion));
        long most = soft ? accountsPerRegion : Math.min(accountsPerRegion, tolerated + 1L);
        return (int) Math.min(asked(accountsPerRegion), most);
    }

    private int asked(int accountsPerRegion) {
        return maxConcurrentCount()
                .orElse(Math.max(1, share(maxConcurrentPercentage().orElse(0), accountsPerRegion)));
    }

    private static int share(int percentage, int accounts) {
        return (int) ((long) percentage * accounts / 100);
    }

    /**
     * The same for an operation that has some Regions only.
     *
     * @param regions the operation's Regions
     * @return the preferences, their Region order without other Regions
     */
    default OperationPreferences within(Collection<String> regions) {
        Set<String> own = Set.copyOf(regions);
        return builder()
                .copyOf(this)
                .regionOrder(regionOrder().stream().filter(own::contains).toList())
                .build();
    }

    /**
     * Refuses a Region order that names Regions the operation does not have.
     *
     * @param regions the operation's Regions
     * @throws InvalidInputException naming the foreign Regions
     */
    default void checkRegionOrder(Collection<String> regions) {
        Set<String> own = Set.copyOf(regions);
        List<String> foreign =
                regionOrder().stream().filter(region -> !own.contains(region)).toList();
        Check.that(
                foreign.isEmpty(),
                "regionOrder",
                "regionOrder names " + String.join(", ", foreign) + ", not a Region of this operation ("
                        + String.join(", ", regions) + ").");
    }

    /** Refuses what the service would refuse. */
    @Value.Check
    default void check() {
        OptionalInt tolerated = failureToleranceCount();
        OptionalInt toleratedPercentage = failureTolerancePercentage();
        OptionalInt concurrent = maxConcurrentCount();
        OptionalInt concurrentPercentage = maxConcurrentPercentage();
        exclusive("failureTolerance", tolerated, toleratedPercentage);
        exclusive("maxConcurrent", concurrent, concurrentPercentage);
        tolerated.ifPresent(v -> Check.between("failureToleranceCount", v, 0, Integer.MAX_VALUE));
        toleratedPercentage.ifPresent(v -> Check.between("failureTolerancePercentage", v, 0, 100));
        concurrent.ifPresent(v -> Check.between("maxConcurrentCount", v, 1, Integer.MAX_VALUE));
        concurrentPercentage.ifPresent(v -> Check.between("maxConcurrentPercentage", v, 1, 100));
        List<String> order = regionOrder();
        order.forEach(Check::region);
        if (order.size() > 1 && order.size() != Set.copyOf(order).size()) {
            throw new InvalidInputException(
                    "regionOrder", "regionOrder names a Region twice: " + String.join(", ", order) + ".");
        }
    }

    private static void exclusive(String field, OptionalInt count, OptionalInt percentage) {
        if (count.isPresent() && percentage.isPresent()) {
            throw new InvalidInputException(
                    field, field + " is given as a count and as a percentage; AWS takes one of them.");
        }
    }

    /** Builds {@link OperationPreferences}. Not thread-safe. */
    interface Builder {
        /**
         * Takes over what other preferences say; what is set afterwards replaces it.
         *
         * @param preferences others
         * @return this builder
         */
        Builder copyOf(OperationPreferences preferences);

        /**
         * Tolerates this many failed accounts per Region.
         *
         * @param count 0 or more; excludes the percentage
         * @return this builder
         */
        Builder failureToleranceCount(int count);

        /**
         * Tolerates this share of failed accounts per Region.
         *
         * @param percentage 0 to 100; excludes the count
         * @return this builder
         */
        Builder failureTolerancePercentage(int percentage);

        /**
         * Runs this many accounts at once per Region.
         *
         * @param count 1 or more; excludes the percentage
         * @return this builder
         */
        Builder maxConcurrentCount(int count);

        /**
         * Runs this share of accounts at once per Region.
         *
         * @param percentage 1 to 100; excludes the count
         * @return this builder
         */
        Builder maxConcurrentPercentage(int percentage);

        /**
         * Works on Regions in this order.
         *
         * @param regions Regions of the operation, each once
         * @return this builder
         */
        Builder regionOrder(Iterable<String> regions);

        /**
         * Works on Regions in this order.
         *
         * @param regions Regions of the operation, each once
         * @return this builder
         */
        default Builder regionOrder(String... regions) {
            return regionOrder(Arrays.asList(regions));
        }

        /**
         * Works on Regions one after another or all at once.
         *
         * @param type the kind of Region concurrency
         * @return this builder
         */
        Builder regionConcurrency(RegionConcurrencyType type);

        /**
         * Ties concurrency to the failure tolerance, or does not.
         *
         * @param mode strict or soft
         * @return this builder
         */
        Builder concurrencyMode(ConcurrencyMode mode);

        /**
         * Checks and builds.
         *
         * @return the preferences
         * @throws InvalidInputException if AWS would refuse a value or combination
         */
        OperationPreferences build();
    }

    /**
     * How builders of requests take preferences.
     *
     * @param <B> the builder itself
     */
    interface Settings<B> {
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
