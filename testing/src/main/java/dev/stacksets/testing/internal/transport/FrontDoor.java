package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.call.Exchange;
import dev.stacksets.testing.internal.call.Reply;
import dev.stacksets.testing.internal.call.Services;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.protocol.AwsError;

/** One function from HTTP request to answer, under every HTTP door: who calls, in which protocol, and what became of it. */
public final class FrontDoor {

    private static final Protocol QUERY = new QueryProtocol();
    private static final Protocol JSON = new JsonProtocol();

    private final Services services;
    private final String administratorAccount;

    /**
     * A door to the services.
     *
     * @param services what answers
     * @param administratorAccount who calls when the access key is no account id
     */
    public FrontDoor(Services services, String administratorAccount) {
        this.services = services;
        this.administratorAccount = administratorAccount;
    }

    /**
     * Answers a request; never throws for what a caller can send.
     *
     * @param request any request
     * @return what becomes of it
     */
    public Answer respond(WireRequest request) {
        String authorization = request.authorization();
        Caller caller = SigningScope.caller(authorization, administratorAccount);
        String service = SigningScope.service(authorization).orElse("");
        Protocol protocol = protocol(request, service);
        try {
            Exchange exchange = protocol.read(request, caller, service);
            return answer(protocol, exchange, services.call(exchange));
        } catch (AwsError unreadable) {
            Reply reply = services.unreadable(caller, service, unreadable);
            return new Answer.Arrives(protocol.refused(service, unreadable, reply.requestId()), reply.delay());
        }
    }

    private static Protocol protocol(WireRequest request, String service) {
        return JsonProtocol.isSpokenBy(request, service) ? JSON : QUERY;
    }

    private static Answer answer(Protocol protocol, Exchange exchange, Reply reply) {
        if (reply.outcome() instanceof Reply.Dropped dropped) {
            return new Answer.Drops(dropped.why(), reply.delay());
        }
        return new Answer.Arrives(response(protocol, exchange, reply), reply.delay());
    }

    private static WireResponse response(Protocol protocol, Exchange exchange, Reply reply) {
        if (reply.outcome() instanceof Reply.Answered answered) {
            return new WireResponse(
                    200,
                    protocol.contentType(),
                    reply.requestId(),
                    protocol.answer(exchange, answered.response(), reply.requestId()));
        }
        return reply.outcome() instanceof Reply.Refused refused
                ? protocol.refused(exchange.service(), refused.error(), reply.requestId())
                : page(((Reply.FromProxy) reply.outcome()).status(), reply.requestId());
    }

    private static WireResponse page(int status, String requestId) {
        return new WireResponse(
                status, "text/html", requestId, "<html><body><h1>" + status + " from a proxy</h1></body></html>");
    }

    /** A refusal by the door itself, in the protocol of the request; that of browsers and curl is AWS Query. */
    static WireResponse refused(WireRequest request, AwsError error) {
        String service = SigningScope.service(request.authorization()).orElse("");
        return protocol(request, service).refused(service, error, "none");
    }
}
