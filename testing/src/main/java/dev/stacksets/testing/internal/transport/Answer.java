package dev.stacksets.testing.internal.transport;

import java.time.Duration;

/** What becomes of a request. */
public sealed interface Answer {

    /**
     * When it becomes known.
     *
     * @return virtual time, zero for at once
     */
    Duration delay();

    /**
     * A response comes back.
     *
     * @param response what comes back
     * @param delay when
     */
    record Arrives(WireResponse response, Duration delay) implements Answer {}

    /**
     * The connection drops.
     *
     * @param why for the exception
     * @param delay when
     */
    record Drops(String why, Duration delay) implements Answer {}
}
