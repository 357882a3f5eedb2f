package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.engine.Caller;
import java.util.Map;
import java.util.Optional;

/** Learns of every call once it has been dealt with. */
public interface CallObserver {

    /**
     * One call.
     *
     * @param caller who called, and which Region
     * @param action the action, empty when the request had none
     * @param parameters the form as sent
     * @param status HTTP status the service gave, 0 when it never saw the request
     * @param errorCode the wire code of a refusal
     * @param answerLost whether the caller saw a dropped connection
     */
    void called(
            Caller caller,
            String action,
            Map<String, String> parameters,
            int status,
            Optional<String> errorCode,
            boolean answerLost);
}
