package dev.stacksets.testing.internal.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What is planted for one piece of work on a stack instance.
 *
 * @param failure why it fails, if it does
 * @param gateFailure why the account gate says no, if it does
 * @param duration how long it takes, if planted
 * @param neverEnds whether it hangs
 */
public record InstanceFate(
        Optional<String> failure, Optional<String> gateFailure, Optional<Duration> duration, boolean neverEnds) {

    /** Nothing planted. */
    public static final InstanceFate NONE =
            new InstanceFate(Optional.empty(), Optional.empty(), Optional.empty(), false);
}
