package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.call.Exchange;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import software.amazon.awssdk.core.SdkPojo;

/** How one family of services reads a call and writes what became of it. */
interface Protocol {

    /**
     * Reads a request.
     *
     * @throws AwsError when it is no call of a simulated service
     */
    Exchange read(WireRequest request, Caller caller, String service);

    /** A success. */
    String answer(Exchange exchange, SdkPojo response, String requestId);

    /** A refusal by one of its services. */
    String refusal(String service, AwsError error, String requestId);

    String contentType();

    default WireResponse refused(String service, AwsError error, String requestId) {
        return new WireResponse(error.status(), contentType(), requestId, refusal(service, error, requestId));
    }

    /** That nobody here plays this service. */
    static AwsError notSimulated(String code, String service, String target) {
        return new AwsError(
                400,
                code,
                "The service " + shown(service) + (target.isEmpty() ? "" : ", asked for " + shown(target) + ",")
                        + " is not simulated here: cloudformation and sts are, organizations, account and iam with their"
                        + " SDKs on the class path");
    }

    /** What somebody sent, short enough and with nothing in it that a terminal or a log would obey. */
    static String shown(String text) {
        String printable = text.replaceAll("[^A-Za-z0-9_.:/\\[\\]-]", "?");
        return printable.length() > 128 ? printable.substring(0, 128) + "..." : printable;
    }
}
