package dev.stacksets.testing.internal.fault;

import java.time.Duration;
import java.util.Optional;

/**
 * What is planted for one piece of work on a stack instance.
 *
 * @param obstacle why it cannot succeed, if it cannot
 * @param duration how long it takes, if planted
 * @param neverEnds whether it hangs
 */
public record InstanceFate(Optional<Obstacle> obstacle, Optional<Duration> duration, boolean neverEnds) {

    /** Nothing planted. */
    public static final InstanceFate NONE = new InstanceFate(Optional.empty(), Optional.empty(), false);

    /**
     * Whether the account counts as suspended.
     *
     * @return whether that is planted
     */
    public boolean isSuspended() {
        return obstacle.filter(Obstacle.AccountSuspended.class::isInstance).isPresent();
    }
}
