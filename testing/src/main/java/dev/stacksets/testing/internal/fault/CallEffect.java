package dev.stacksets.testing.internal.fault;

import java.time.Duration;

/** What a planted fault does to one call. */
public sealed interface CallEffect {

    /**
     * Refused before the engine sees it.
     *
     * @param status HTTP status
     * @param code wire code
     * @param message wire message
     */
    record Refused(int status, String code, String message) implements CallEffect {}

    /** Applied; the connection drops before the answer. */
    record AnswerLost() implements CallEffect {}

    /** Never applied; the connection drops. */
    record ConnectionDropped() implements CallEffect {}

    /**
     * Applied; the answer arrives later.
     *
     * @param by in virtual time
     */
    record Delayed(Duration by) implements CallEffect {}

    /**
     * Applied; every Status in the answer reads otherwise.
     *
     * @param value an enum value the SDK may not know
     */
    record StatusRewritten(String value) implements CallEffect {}

    /**
     * Not applied; a proxy answers.
     *
     * @param status HTTP status
     */
    record HtmlAnswered(int status) implements CallEffect {}
}
