package dev.stacksets.testing.internal.call;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.time.Duration;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What becomes of a call.
 *
 * @param outcome what comes back, if anything does
 * @param delay when, in virtual time; zero for at once
 * @param requestId the service's name for the call
 */
public record Reply(Outcome outcome, Duration delay, String requestId) {

    /** What comes back, before a protocol has words for it. */
    public sealed interface Outcome {}

    /**
     * The service did it.
     *
     * @param response the SDK's response shape
     */
    public record Answered(SdkPojo response) implements Outcome {}

    /**
     * The service said no.
     *
     * @param error why
     */
    public record Refused(AwsError error) implements Outcome {}

    /**
     * A proxy answered in the service's place.
     *
     * @param status HTTP status
     */
    public record FromProxy(int status) implements Outcome {}

    /**
     * The connection dropped.
     *
     * @param why for the exception
     */
    public record Dropped(String why) implements Outcome {}
}
