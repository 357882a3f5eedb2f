package dev.stacksets.testing.internal.call;

import dev.stacksets.testing.internal.fault.CallEffect;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refusals that come before any state is looked at, each in the words of the service called. */
final class Refusals {

    static final String ORGANIZATIONS = "organizations";
    static final String ACCOUNT = "account";

    private Refusals() {}

    /** What is planted for the call, if that is a refusal. */
    static Optional<AwsError> planted(Exchange exchange, @Nullable CallEffect effect) {
        if (effect instanceof CallEffect.Refused refused) {
            return Optional.of(new AwsError(refused.status(), refused.code(), refused.message()));
        }
        if (effect instanceof CallEffect.Throttled) {
            return Optional.of(throttled(exchange));
        }
        if (effect instanceof CallEffect.Denied) {
            return Optional.of(denied(exchange));
        }
        return effect instanceof CallEffect.Outdated ? Optional.of(outdated(exchange)) : Optional.empty();
    }

    /** Which Type Organizations gives is not documented. */
    static AwsError throttled(Exchange exchange) {
        return switch (exchange.service()) {
            case ORGANIZATIONS ->
                new AwsError(
                        400,
                        "TooManyRequestsException",
                        "You have sent too many requests in too short a period of time. Try again later.",
                        Map.of("Type", "RATE_EXCEEDED"));
            case ACCOUNT -> new AwsError(429, "TooManyRequestsException", "Too many requests");
            default -> new AwsError(400, "Throttling", "Rate exceeded");
        };
    }

    private static AwsError denied(Exchange exchange) {
        return switch (exchange.service()) {
            case ORGANIZATIONS ->
                new AwsError(400, "AccessDeniedException", "You don't have permissions to access this resource.");
            case ACCOUNT -> new AwsError(403, "AccessDeniedException", notAuthorized(exchange));
            default -> new AwsError(403, "AccessDenied", notAuthorized(exchange));
        };
    }

    private static String notAuthorized(Exchange exchange) {
        String action = exchange.service() + ":" + exchange.action();
        return "User: arn:aws:iam::" + exchange.caller().account() + ":user/simulated is not authorized to perform: "
                + action + " on resource: " + resource(exchange)
                + " because no identity-based policy allows the " + action + " action";
    }

    private static String resource(Exchange exchange) {
        String name = exchange.parameters().get("StackSetName");
        return name == null
                ? "*"
                : "arn:aws:cloudformation:" + exchange.caller().region() + ":"
                        + exchange.caller().account() + ":stackset/" + name + (name.contains(":") ? "" : ":*");
    }

    private static AwsError outdated(Exchange exchange) {
        String name = exchange.parameters().getOrDefault("StackSetName", "");
        return new AwsError(
                409,
                "StaleRequestException",
                "StackSet " + name + " was changed by another operation since the request was received");
    }
}
