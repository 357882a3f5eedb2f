package dev.stacksets.spi;

/**
 * Is told of what the library does, for metrics and traces. Runs on the callback executor, possibly on several threads at
 * once; an exception is logged once and changes nothing. Operations are told of by
 * {@code dev.stacksets.OperationListener}, Resilience4j's parts by their own event publishers.
 */
@FunctionalInterface
public interface EventSink {

    /**
     * An attempt of a call was answered, or was not.
     *
     * @param attempt what was sent, how long it waited and took, and what came of it
     */
    void onAttempt(Attempt attempt);
}
