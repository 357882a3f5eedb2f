package dev.stacksets.operation;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.HiddenImmutable;
import dev.stacksets.internal.validation.Check;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** How to try again what an operation left undone. Immutable. */
@Value.Immutable
@HiddenImmutable
public interface RetrySpec {

    /**
     * Starts with the defaults: everything that failed or was cancelled, once, paced as before.
     *
     * @return the builder
     */
    static Builder builder() {
        return ImmutableRetrySpec.builder();
    }

    /**
     * How AWS paces the new operations.
     *
     * @return empty for as the operation was that left them undone
     */
    Optional<OperationPreferences> preferences();

    /**
     * Which failures to try again; instances that were cancelled are tried again in any case.
     *
     * @return empty for all
     */
    Set<FailureKind> kinds();

    /**
     * How many times to try what still fails.
     *
     * @return 1 to 100; 1 unless set
     */
    @Value.Default
    default int rounds() {
        return 1;
    }

    /**
     * How long to wait before each round but the first: time for new roles to be seen everywhere.
     *
     * @return 30 seconds unless set
     */
    @Value.Default
    default Duration pause() {
        return Duration.ofSeconds(30);
    }

    /** Refuses what makes no sense. */
    @Value.Check
    default void check() {
        Check.between("rounds", rounds(), 1, 100);
        Check.duration("pause", pause());
    }

    /** Builds a {@link RetrySpec}. Not thread-safe. */
    interface Builder extends OperationPreferences.Settings<Builder> {
        /**
         * Tries failures of this kind again, and no others but those named as well.
         *
         * @param kind for example {@link FailureKind#ROLE_OR_PERMISSION}
         * @return this builder
         */
        Builder kind(FailureKind kind);

        /**
         * Sets how many times to try what still fails.
         *
         * @param rounds 1 to 100
         * @return this builder
         */
        Builder rounds(int rounds);

        /**
         * Sets how long to wait before each round but the first.
         *
         * @param pause a millisecond to 366 days
         * @return this builder
         */
        Builder pause(Duration pause);

        /**
         * Checks and builds.
         *
         * @return the request
         * @throws InvalidInputException if a bound does not hold
         */
        RetrySpec build();
    }
}
