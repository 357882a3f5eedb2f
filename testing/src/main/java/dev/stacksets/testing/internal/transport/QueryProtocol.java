package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.call.CallerIdentity;
import dev.stacksets.testing.internal.call.Exchange;
import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.Form;
import dev.stacksets.testing.internal.protocol.XmlEncoder;
import software.amazon.awssdk.core.SdkPojo;

/** AWS Query: a form in, XML out. CloudFormation and STS. */
final class QueryProtocol implements Protocol {

    private static final String STS_VERSION = "2011-06-15";
    private static final String STS = "https://sts.amazonaws.com/doc/" + STS_VERSION + "/";

    @Override
    public Exchange read(WireRequest request, Caller caller, String signed) {
        String service = signed.isEmpty() ? unsigned(request) : signed;
        if (!service.equals(Engine.SERVICE) && !service.equals(CallerIdentity.SERVICE)) {
            throw Protocol.notSimulated("InvalidAction", service, "");
        }
        Form form = Form.parse(request.form());
        String action = action(form);
        return new Exchange(
                caller,
                service,
                action,
                form.pairs(),
                (engine, ago) -> service.equals(CallerIdentity.SERVICE)
                        ? CallerIdentity.answer(caller, action)
                        : engine.call(caller, action, form.root(), ago));
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
        String namespace = exchange.service().equals(CallerIdentity.SERVICE) ? STS : XmlEncoder.STACK_SETS;
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
