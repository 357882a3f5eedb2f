package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.call.Exchange;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.JsonEncoder;
import dev.stacksets.testing.internal.protocol.Parameters;
import java.util.Locale;
import software.amazon.awssdk.core.SdkPojo;

/** JSON in, JSON out. Organizations (AWS JSON 1.1) and Account Management (REST-JSON), where their SDKs are there. */
final class JsonProtocol implements Protocol {

    private static final String ORGANIZATIONS = "organizations";
    private static final String ACCOUNT = "account";
    private static final String TARGET = "AWSOrganizationsV20161128.";

    /** Whether its client expects JSON; Account Management's may leave out that it sends some. */
    static boolean isSpokenBy(WireRequest request, String service) {
        return request.isJson() || service.equals(ACCOUNT);
    }

    @Override
    public Exchange read(WireRequest request, Caller caller, String service) {
        String target = request.target();
        String path = request.path().replaceFirst("^/", "");
        if (target.startsWith(TARGET) && SdkArtifact.isThere("organizations.OrganizationsClient")) {
            return exchange(request, caller, ORGANIZATIONS, target.substring(TARGET.length()));
        }
        if (service.equals(ACCOUNT) && !path.isEmpty() && SdkArtifact.isThere("account.AccountClient")) {
            return exchange(
                    request, caller, service, path.substring(0, 1).toUpperCase(Locale.ROOT) + path.substring(1));
        }
        throw Protocol.notSimulated("UnknownOperationException", service, target);
    }

    private static Exchange exchange(WireRequest request, Caller caller, String service, String action) {
        return new Exchange(
                caller,
                service,
                action,
                Parameters.ofJson(request.body()),
                (engine, ago) -> engine.call(caller, service, action, request.body()));
    }

    @Override
    public String answer(Exchange exchange, SdkPojo response, String requestId) {
        return JsonEncoder.response(response);
    }

    @Override
    public String refusal(String service, AwsError error, String requestId) {
        return JsonEncoder.error(error, service.equals(ORGANIZATIONS) ? "Message" : "message");
    }

    @Override
    public String contentType() {
        return "application/x-amz-json-1.1";
    }
}
