package dev.stacksets.testing.internal.transport;

import dev.stacksets.testing.internal.engine.Caller;
import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.fault.CallEffect;
import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.fault.FaultPlan.CallVerdict;
import dev.stacksets.testing.internal.protocol.AwsError;
import dev.stacksets.testing.internal.protocol.JsonEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The part of the door for Organizations (AWS JSON 1.1) and Account Management (REST-JSON). */
final class JsonDoor {

    private static final String JSON = "application/x-amz-json-1.1";
    private static final String TARGET = "AWSOrganizationsV20161128.";

    private final Supplier<Engine> engine;
    private final FaultPlan faults;
    private final CallObserver observer;

    JsonDoor(Supplier<Engine> engine, FaultPlan faults, CallObserver observer) {
        this.engine = engine;
        this.faults = faults;
        this.observer = observer;
    }

    /** One call of a JSON service. */
    record JsonCall(String service, String action, String body) {

        /** Empty for requests to any other service, and where the service's SDK, which is optional, is not there. */
        static Optional<JsonCall> of(WireRequest request, String service) {
            String target = request.header("X-Amz-Target");
            if (target.startsWith(TARGET) && isThere("organizations.OrganizationsClient")) {
                return Optional.of(new JsonCall("organizations", target.substring(TARGET.length()), request.body()));
            }
            String path = request.path().replaceFirst("^/", "");
            return path.isEmpty() || !service.equals("account") || !isThere("account.AccountClient")
                    ? Optional.empty()
                    : Optional.of(new JsonCall(
                            "account",
                            path.substring(0, 1).toUpperCase(Locale.ROOT) + path.substring(1),
                            request.body()));
        }

        /** Organizations writes it large. */
        String messageMember() {
            return service.equals("account") ? "message" : "Message";
        }

        private static boolean isThere(String client) {
            try {
                Class.forName("software.amazon.awssdk.services." + client, false, JsonDoor.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException absent) {
                return false;
            }
        }
    }

    Answer respond(Caller caller, JsonCall call, String requestId) {
        CallVerdict verdict = faults.nextCall(call.action());
        CallEffect effect = verdict.effect().orElse(null);
        if (effect instanceof CallEffect.ConnectionDropped) {
            record(caller, call, 0, Optional.empty(), true);
            return new Answer.Drops("connection reset before the request was sent", verdict.delay());
        }
        boolean lost = effect instanceof CallEffect.AnswerLost;
        WireResponse response = effect instanceof CallEffect.Refused refused
                ? refuse(caller, call, new AwsError(refused.status(), refused.code(), refused.message()), requestId)
                : apply(caller, call, lost, requestId);
        return lost
                ? new Answer.Drops("connection reset before the answer arrived", verdict.delay())
                : new Answer.Arrives(response, verdict.delay());
    }

    private WireResponse apply(Caller caller, JsonCall call, boolean lost, String requestId) {
        try {
            String body = JsonEncoder.response(engine.get().call(caller, call.service(), call.action(), call.body()));
            record(caller, call, 200, Optional.empty(), lost);
            return new WireResponse(200, JSON, requestId, body);
        } catch (AwsError refusal) {
            return refuse(caller, call, refusal, requestId);
        }
    }

    private WireResponse refuse(Caller caller, JsonCall call, AwsError error, String requestId) {
        record(caller, call, error.status(), Optional.of(error.code()), false);
        return new WireResponse(error.status(), JSON, requestId, JsonEncoder.error(error, call.messageMember()));
    }

    private void record(Caller caller, JsonCall call, int status, Optional<String> code, boolean lost) {
        observer.called(caller, call.action(), Map.of(), status, code, lost);
    }
}
