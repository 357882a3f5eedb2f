package dev.stacksets.testing.internal.call;

import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * One call, read far enough to know what it is.
 *
 * @param caller who calls, and which Region
 * @param service the signing name, such as {@code cloudformation}
 * @param action such as {@code CreateStackSet}; empty when the request could not be read
 * @param parameters the request, dotted keys
 * @param work what answers it
 */
public record Exchange(Caller caller, String service, String action, Map<String, String> parameters, Work work) {

    /** The part that only the service can do; it reads the rest of the request too. */
    public interface Work {

        /**
         * Answers.
         *
         * @param engine the service's state
         * @param ago how old the state may be that a read sees, zero for today's
         * @return the SDK's response shape
         * @throws AwsError for everything the service refuses
         */
        SdkPojo on(Engine engine, Duration ago);
    }

    /** A request nobody could make sense of. */
    static Exchange unreadable(Caller caller, String service, AwsError why) {
        return new Exchange(caller, service, "", Map.of(), (engine, ago) -> {
            throw why;
        });
    }
}
