package dev.stacksets.testing.internal.call;

import java.util.Optional;

/** Learns of every call once it has been dealt with. */
public interface CallObserver {

    /**
     * One call.
     *
     * @param exchange what was called
     * @param status HTTP status the service gave, 0 when it never saw the request
     * @param errorCode the wire code of a refusal
     * @param answerLost whether the caller saw a dropped connection
     */
    void called(Exchange exchange, int status, Optional<String> errorCode, boolean answerLost);
}
