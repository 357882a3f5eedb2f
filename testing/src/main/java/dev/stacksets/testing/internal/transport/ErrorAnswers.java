package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.XmlEncoder;
import java.util.Set;
import java.util.regex.Pattern;

/** Refusals in the shape the client's protocol expects. */
final class ErrorAnswers {

    private static final Set<String> SIMULATED = Set.of(SecurityTokens.SERVICE, FrontDoor.CLOUDFORMATION);
    private static final Pattern UNPRINTABLE = Pattern.compile("[^A-Za-z0-9_.-]");
    private static final int SHOWN = 128;

    private ErrorAnswers() {}

    static boolean isSimulated(String service) {
        return SIMULATED.contains(service);
    }

    static WireResponse xml(AwsError error, String requestId) {
        return new WireResponse(error.status(), "text/xml", requestId, XmlEncoder.error(error, requestId));
    }

    static AwsError serviceNotSimulated(String service, WireRequest request) {
        String target = shown(request.header("X-Amz-Target"));
        return new AwsError(
                400,
                isJson(request) ? "UnknownOperationException" : "InvalidAction",
                "The service " + shown(service) + (target.isEmpty() ? "" : ", asked for " + target + ",")
                        + " is not simulated here: cloudformation and sts are, organizations and account with their SDKs on the class path");
    }

    /** In JSON for clients of the JSON protocols, in XML for all others. */
    static WireResponse inProtocolOf(WireRequest request, AwsError error, String requestId) {
        return isJson(request)
                ? new WireResponse(
                        error.status(),
                        "application/x-amz-json-1.1",
                        requestId,
                        "{\"__type\":\"" + error.code() + "\",\"message\":\"" + error.text() + "\"}")
                : xml(error, requestId);
    }

    private static boolean isJson(WireRequest request) {
        return !request.header("X-Amz-Target").isEmpty()
                || request.header("Content-Type").contains("json");
    }

    private static String shown(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll("?");
        return printable.length() > SHOWN ? printable.substring(0, SHOWN) + "..." : printable;
    }
}
