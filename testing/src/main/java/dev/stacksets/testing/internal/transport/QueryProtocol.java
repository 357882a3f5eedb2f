package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.call.CallerIdentity;
import dev.stacksets.testing.internal.call.Exchange;
import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.Form;
import dev.stacksets.testing.internal.protocol.XmlEncoder;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** AWS Query: a form in, XML out. CloudFormation, STS and IAM. */
final class QueryProtocol implements Protocol {

    private static final String STS_VERSION = "2011-06-15";
    private static final String IAM = "iam";
    private static final Map<String, String> NAMESPACES = Map.of(
            Engine.SERVICE,
            XmlEncoder.STACK_SETS,
            CallerIdentity.SERVICE,
            "https://sts.amazonaws.com/doc/" + STS_VERSION + "/",
            IAM,
            "https://iam.amazonaws.com/doc/2010-05-08/");

    @Override
    public Exchange read(WireRequest request, Caller caller, String signed) {
        String service = signed.isEmpty() ? unsigned(request) : signed;
        if (!NAMESPACES.containsKey(service) || (service.equals(IAM) && !SdkArtifact.isThere("iam.IamClient"))) {
            throw Protocol.notSimulated("InvalidAction", service, "");
        }
        Form form = Form.parse(request.form());
        String action = action(form);
        return new Exchange(caller, service, action, form.pairs(), work(caller, service, action, form));
    }

    private static Exchange.Work work(Caller caller, String service, String action, Form form) {
        return switch (service) {
            case CallerIdentity.SERVICE ->
                action.equals("AssumeRole") && SdkArtifact.isThere("sts.StsClient")
                        ? (engine, ago) -> engine.callAboutRoles(caller, service, action, form.root())
                        : (engine, ago) -> CallerIdentity.answer(caller, action);
            case IAM -> (engine, ago) -> engine.callAboutRoles(caller, service, action, form.root());
            default -> (engine, ago) -> engine.call(caller, action, form.root(), ago);
        };
    }

    private static String unsigned(WireRequest request) {
        return request.form().contains("Version=" + STS_VERSION) ? CallerIdentity.SERVICE : Engine.SERVICE;
    }

    private static String action(Form form) {
        return form.root()
                .child("Action")
                .orElseThrow(() -> new AwsError(400, "MissingAction", "The request is missing an action"))
                .text();
    }

    @Override
    public String answer(Exchange exchange, SdkPojo response, String requestId) {
        String namespace = NAMESPACES.getOrDefault(exchange.service(), XmlEncoder.STACK_SETS);
        return XmlEncoder.response(namespace, exchange.action(), response, requestId);
    }

    @Override
    public String refusal(String service, AwsError error, String requestId) {
        return XmlEncoder.error(error, requestId);
    }

    @Override
    public String contentType() {
        return "text/xml";
    }
}
