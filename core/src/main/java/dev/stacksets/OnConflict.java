package dev.stacksets;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.internal.validation.Check;
import java.time.Duration;
import java.util.Optional;

/**
 * What to do when AWS refuses to start an operation because another one is in the way: it runs on the same stack set
 * ({@code OperationInProgressException}), has just changed it ({@code StaleRequestException}), or too many instances are
 * in work in the account ({@code LimitExceededException}). Waiting sends nothing but reads until the other one has ended,
 * then the same request under the same id.
 *
 * @param patience how long to wait in all; empty for not at all
 */
public record OnConflict(Optional<Duration> patience) {
    private static final OnConflict FAIL = new OnConflict(Optional.empty());
    private static final OnConflict DEFAULT = waitUpTo(Duration.ofHours(1));

    /**
     * Checks the patience.
     *
     * @param patience how long to wait in all
     * @throws InvalidInputException unless it is a millisecond to 366 days
     */
    public OnConflict {
        patience.ifPresent(limit -> Check.duration("patience", limit));
    }

    /**
     * Fails at once, with the refusal that names the other operation.
     *
     * @return no patience
     */
    public static OnConflict fail() {
        return FAIL;
    }

    /**
     * Waits for the other operation, and for the next one if that comes first, then fails with the refusal.
     *
     * @param patience the longest wait in all, a millisecond to 366 days
     * @return patience
     * @throws InvalidInputException if it is not
     */
    public static OnConflict waitUpTo(Duration patience) {
        return new OnConflict(Optional.of(patience));
    }

    /**
     * What is done unless set: an hour of patience.
     *
     * @return the default
     */
    public static OnConflict defaults() {
        return DEFAULT;
    }
}
