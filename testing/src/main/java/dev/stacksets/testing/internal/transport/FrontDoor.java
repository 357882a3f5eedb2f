package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.engine.Caller;
import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.fault.CallEffect;
import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.fault.FaultPlan.CallVerdict;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.Form;
import dev.stacksets.testing.internal.protocol.XmlEncoder;
import dev.stacksets.testing.internal.transport.JsonDoor.JsonCall;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;

/** One function from request to answer, under every door: signing scope, form, faults, engine, XML, journal. */
public final class FrontDoor {

    static final String CLOUDFORMATION = "cloudformation";
    private static final String XML = "text/xml";
    private static final String PRESIGNED = "X-Amz-Credential";
    private static final Pattern STATUS = Pattern.compile("<Status>[^<]*</Status>");

    private final Supplier<Engine> engine;
    private final FaultPlan faults;
    private final CallObserver observer;
    private final JsonDoor jsonDoor;
    private final String administratorAccount;
    private final AtomicLong requests = new AtomicLong();

    /**
     * A door to an engine.
     *
     * @param engine what answers, asked for with every call
     * @param faults what goes wrong on the way
     * @param observer learns of every call
     * @param administratorAccount who calls when the access key is no account id
     */
    public FrontDoor(Supplier<Engine> engine, FaultPlan faults, CallObserver observer, String administratorAccount) {
        this.engine = engine;
        this.faults = faults;
        this.observer = observer;
        this.jsonDoor = new JsonDoor(engine, faults, observer);
        this.administratorAccount = administratorAccount;
    }

    /**
     * Answers a request; never throws for what a caller can send.
     *
     * @param request any request
     * @return what becomes of it
     */
    public Answer respond(WireRequest request) {
        String requestId = requestId();
        String authorization = authorization(request);
        Caller caller = SigningScope.caller(authorization, administratorAccount);
        String service = SigningScope.service(authorization).orElseGet(() -> unsigned(request));
        Optional<JsonCall> json = JsonCall.of(request, service);
        if (json.isPresent()) {
            return jsonDoor.respond(caller, json.get(), requestId);
        }
        try {
            if (!ErrorAnswers.isSimulated(service)) {
                throw ErrorAnswers.serviceNotSimulated(service, request);
            }
            Form form = Form.parse(request.form());
            return respond(new Exchange(caller, service, action(form), form, requestId));
        } catch (AwsError unreadable) {
            observer.called(caller, "", Map.of(), unreadable.status(), Optional.of(unreadable.code()), false);
            return new Answer.Arrives(ErrorAnswers.inProtocolOf(request, unreadable, requestId), Duration.ZERO);
        }
    }

    /** The header, or what a presigned request carries in its query instead. */
    private static String authorization(WireRequest request) {
        String header = request.header("Authorization");
        return header.isEmpty()
                ? request.query().replace(PRESIGNED, "Credential").replace("%2F", "/")
                : header;
    }

    private static String unsigned(WireRequest request) {
        return request.form().contains("Version=" + SecurityTokens.VERSION) ? SecurityTokens.SERVICE : CLOUDFORMATION;
    }

    private record Exchange(Caller caller, String service, String action, Form form, String requestId) {}

    private static String action(Form form) {
        return form.root()
                .child("Action")
                .orElseThrow(() -> new AwsError(400, "MissingAction", "The request is missing an action"))
                .text();
    }

    private Answer respond(Exchange exchange) {
        CallVerdict verdict = faults.nextCall(exchange.action());
        CallEffect effect = verdict.effect().orElse(null);
        if (effect instanceof CallEffect.ConnectionDropped) {
            record(exchange, 0, Optional.empty(), true);
            return new Answer.Drops("connection reset before the request was sent", verdict.delay());
        }
        if (effect instanceof CallEffect.Refused refused) {
            return refuse(exchange, refused, verdict.delay());
        }
        if (effect instanceof CallEffect.HtmlAnswered html) {
            record(exchange, html.status(), Optional.empty(), false);
            return new Answer.Arrives(htmlResponse(html.status(), exchange.requestId()), verdict.delay());
        }
        boolean lost = effect instanceof CallEffect.AnswerLost;
        WireResponse response = apply(exchange, lost);
        if (lost) {
            return new Answer.Drops("connection reset before the answer arrived", verdict.delay());
        }
        return new Answer.Arrives(
                effect instanceof CallEffect.StatusRewritten other ? rewritten(response, other.value()) : response,
                verdict.delay());
    }

    private Answer refuse(Exchange exchange, CallEffect.Refused refused, Duration delay) {
        AwsError error = new AwsError(refused.status(), refused.code(), refused.message());
        record(exchange, error.status(), Optional.of(error.code()), false);
        return new Answer.Arrives(ErrorAnswers.xml(error, exchange.requestId()), delay);
    }

    private WireResponse apply(Exchange exchange, boolean lost) {
        try {
            String body = answer(exchange);
            record(exchange, 200, Optional.empty(), lost);
            return new WireResponse(200, XML, exchange.requestId(), body);
        } catch (AwsError refusal) {
            record(exchange, refusal.status(), Optional.of(refusal.code()), lost);
            return ErrorAnswers.xml(refusal, exchange.requestId());
        }
    }

    private String answer(Exchange exchange) {
        if (exchange.service().equals(SecurityTokens.SERVICE)) {
            return SecurityTokens.answer(exchange.caller(), exchange.action(), exchange.requestId());
        }
        SdkPojo response = engine.get()
                .call(exchange.caller(), exchange.action(), exchange.form().root());
        return XmlEncoder.response(exchange.action(), response, exchange.requestId());
    }

    private void record(Exchange exchange, int status, Optional<String> errorCode, boolean lost) {
        observer.called(exchange.caller(), exchange.action(), exchange.form().pairs(), status, errorCode, lost);
    }

    private static WireResponse rewritten(WireResponse response, String status) {
        String body =
                STATUS.matcher(response.body()).replaceAll(Matcher.quoteReplacement("<Status>" + status + "</Status>"));
        return new WireResponse(response.status(), response.contentType(), response.requestId(), body);
    }

    private static WireResponse htmlResponse(int status, String requestId) {
        return new WireResponse(
                status, "text/html", requestId, "<html><body><h1>" + status + " from a proxy</h1></body></html>");
    }

    private String requestId() {
        return String.format("00000000-0000-4000-8000-%012x", requests.incrementAndGet());
    }
}
