package dev.stacksets.target;

import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import java.util.Optional;
import org.immutables.value.Value;

/** Which stack instances to list: those that meet every condition set. Immutable. API page {@code ListStackInstances}. */
@Value.Immutable
@HiddenImmutable
public interface InstanceFilter {

    /**
     * Starts without a condition.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableInstanceFilter.builder();
    }

    /**
     * Lists all.
     *
     * @return no condition
     */
    static InstanceFilter all() {
        return builder().build();
    }

    /**
     * Instances of one account.
     *
     * @return 12 digits
     */
    Optional<String> account();

    /**
     * Instances in one Region.
     *
     * @return its name
     */
    Optional<String> region();

    /**
     * Instances whose last operation went so.
     *
     * @return never {@link DetailedStatus#UNKNOWN}
     */
    Optional<DetailedStatus> detailedStatus();

    /**
     * Instances whose last operation was this one.
     *
     * @return its id
     */
    Optional<String> lastOperationId();

    /**
     * Instances whose last drift detection found this.
     *
     * @return the drift status
     */
    Optional<DriftStatus> driftStatus();

    /** Refuses what the service would refuse. */
    @Value.Check
    default void check() {
        account().ifPresent(Check::account);
        region().ifPresent(Check::region);
        lastOperationId().ifPresent(Check::operationId);
        Check.that(
                detailedStatus().filter(DetailedStatus.UNKNOWN::equals).isEmpty(),
                "detailedStatus",
                "AWS knows no detailed status UNKNOWN: list all and look for it.");
    }

    /** Builds an {@link InstanceFilter}. Not thread-safe. */
    interface Builder {
        /**
         * Wants instances of one account.
         *
         * @param account 12 digits
         * @return this builder
         */
        Builder account(String account);

        /**
         * Wants instances in one Region.
         *
         * @param region its name
         * @return this builder
         */
        Builder region(String region);

        /**
         * Wants instances whose last operation went so.
         *
         * @param status how
         * @return this builder
         */
        Builder detailedStatus(DetailedStatus status);

        /**
         * Wants instances whose last operation was this one.
         *
         * @param operationId its id
         * @return this builder
         */
        Builder lastOperationId(String operationId);

        /**
         * Wants instances whose last drift detection found this.
         *
         * @param status what
         * @return this builder
         */
        Builder driftStatus(DriftStatus status);

        /**
         * Checks and builds.
         *
         * @return the filter
         * @throws InvalidInputException if AWS would refuse a value
         */
        InstanceFilter build();
    }
}
