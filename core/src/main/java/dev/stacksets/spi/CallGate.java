package dev.stacksets.spi;

import java.util.concurrent.CompletableFuture;

/**
 * Decides when the next attempt of a call may be sent. Every attempt of every call to AWS asks here first. Thread-safe; no
 * method blocks or parks its thread.
 *
 * <p>{@code dev.stacksets.resilience.CallGates} has the implementations; one gate may serve several {@code StackSets}.
 */
public interface CallGate {

    /**
     * Asks to send one attempt.
     *
     * @param call what would be sent
     * @return completes when it may be sent, on any thread; cancelling it gives the place in the queue up
     */
    CompletableFuture<Permit> acquire(ApiCall call);

    /** The right to send one attempt now. Whoever has it says, exactly once, what came of it. */
    interface Permit {
        /**
         * Says what came of the attempt.
         *
         * @param answer what AWS made of it
         */
        void answered(Answer answer);
    }

    /** What AWS made of an attempt, as far as its rate is concerned. */
    enum Answer {
        /** It counted, whatever the answer was; or nothing is known. */
        TAKEN,
        /** It came too fast, and nothing was done. */
        THROTTLED,
        /** It was not sent after all. */
        NOT_SENT
    }
}
