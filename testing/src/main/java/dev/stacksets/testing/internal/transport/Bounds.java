package dev.stacksets.testing.internal.transport;

import java.time.Duration;

/**
 * How long a client may keep a thread of the HTTP door, in real time.
 *
 * @param head until the request line and all headers are there
 * @param body until the body is there
 * @param answer until the answer is taken off
 * @param look from one look at the health to the next
 */
public record Bounds(Duration head, Duration body, Duration answer, Duration look) {

    /** Far more than any client on the same machine takes. */
    public static final Bounds USUAL =
            new Bounds(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(1));
}
