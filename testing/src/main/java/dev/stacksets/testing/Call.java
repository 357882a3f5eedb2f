package dev.stacksets.testing;

import dev.stacksets.text.Printable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One call the simulator received.
 *
 * @param at when, in virtual time
 * @param account who called: the 12-digit access key, else the administrator account
 * @param region the Region of the signing scope
 * @param service the signing name, such as {@code cloudformation}; empty when an unreadable request had none
 * @param action such as {@code CreateStackInstances}, control characters escaped; empty when the request could not be
 *     read
 * @param parameters the request, dotted keys as a form has them, whatever its protocol; template bodies and parameter
 *     values read {@code ****}
 * @param status the HTTP status of the service, 0 when a dropped connection kept the request from it
 * @param errorCode the wire code when it was refused
 * @param answerLost whether the caller saw a dropped connection instead of the answer
 */
public record Call(
        Instant at,
        String account,
        String region,
        String service,
        String action,
        Map<String, String> parameters,
        int status,
        Optional<String> errorCode,
        boolean answerLost) {

    /** On one line, for people: control characters of what was sent are escaped. */
    @Override
    public String toString() {
        return Printable.line("Call[at=" + at + ", account=" + account + ", region=" + region + ", service=" + service
                + ", action=" + action + ", parameters=" + parameters + ", status=" + status + ", errorCode="
                + errorCode + ", answerLost=" + answerLost + "]");
    }
}
