package dev.stacksets.testing.internal.call;

import dev.stacksets.testing.internal.call.Reply.Answered;
import dev.stacksets.testing.internal.call.Reply.Dropped;
import dev.stacksets.testing.internal.call.Reply.FromProxy;
import dev.stacksets.testing.internal.call.Reply.Outcome;
import dev.stacksets.testing.internal.call.Reply.Refused;
import dev.stacksets.testing.internal.engine.Engine;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.fault.CallEffect;
import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.fault.FaultPlan.CallVerdict;
import dev.stacksets.testing.internal.fault.Limits.Payer;
import dev.stacksets.testing.internal.protocol.AwsError;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The simulated services as every door sees them. The one place where planted faults and limits meet a call, and where
 * the journal learns of it. Thread-safe.
 */
public final class Services {

    private static final String REQUEST_ID = "00000000-0000-4000-8000-";
    private static final int LAST_GROUP = 12;

    private final Supplier<Engine> engine;
    private final FaultPlan faults;
    private final CallObserver observer;
    private final AtomicLong requests = new AtomicLong();

    /**
     * Services over an engine.
     *
     * @param engine what answers, asked for with every call
     * @param faults what goes wrong on the way
     * @param observer learns of every call
     */
    public Services(Supplier<Engine> engine, FaultPlan faults, CallObserver observer) {
        this.engine = engine;
        this.faults = faults;
        this.observer = observer;
    }

    /**
     * Takes a call; never throws for what a caller can send.
     *
     * @param exchange any call
     * @return what becomes of it
     */
    public Reply call(Exchange exchange) {
        CallVerdict verdict = faults.nextCall(exchange.service(), exchange.action());
        return new Reply(outcome(exchange, verdict.effect().orElse(null)), verdict.delay(), requestId());
    }

    /**
     * Takes what was no call.
     *
     * @param caller who sent it
     * @param service whom it was for
     * @param why what is wrong with it
     * @return the refusal
     */
    public Reply unreadable(Caller caller, String service, AwsError why) {
        Outcome refused = new Refused(why);
        observe(Exchange.unreadable(caller, service, why), refused, false);
        return new Reply(refused, Duration.ZERO, requestId());
    }

    private Outcome outcome(Exchange exchange, @Nullable CallEffect effect) {
        if (effect instanceof CallEffect.ConnectionDropped) {
            return observe(exchange, new Dropped("connection reset before the request was sent"), true);
        }
        if (effect instanceof CallEffect.HtmlAnswered html) {
            return observe(exchange, new FromProxy(html.status()), false);
        }
        if (effect instanceof CallEffect.AnswerLost) {
            observe(exchange, applied(exchange, effect), true);
            return new Dropped("connection reset before the answer arrived");
        }
        return observe(exchange, applied(exchange, effect), false);
    }

    /** A call that nothing planted refuses needs a token of every limit that covers it. */
    private Outcome applied(Exchange exchange, @Nullable CallEffect effect) {
        Optional<AwsError> refusal = Refusals.planted(exchange, effect)
                .or(() -> faults.limits().admit(exchange.action(), payer(exchange))
                        ? Optional.empty()
                        : Optional.of(Refusals.throttled(exchange)));
        return refusal.<Outcome>map(Refused::new).orElseGet(() -> worked(exchange, effect));
    }

    private static Payer payer(Exchange exchange) {
        return new Payer(
                exchange.service(),
                exchange.caller().account(),
                exchange.caller().region());
    }

    private Outcome worked(Exchange exchange, @Nullable CallEffect effect) {
        try {
            Duration ago = effect instanceof CallEffect.AsOf asOf ? asOf.ago() : Duration.ZERO;
            SdkPojo response = exchange.work().on(engine.get(), ago);
            return new Answered(
                    effect instanceof CallEffect.Rewritten to
                            ? new Rewriting(to.member(), to.value()).of(response)
                            : response);
        } catch (AwsError refusal) {
            return new Refused(refusal);
        }
    }

    private Outcome observe(Exchange exchange, Outcome outcome, boolean lost) {
        observer.called(exchange, status(outcome), code(outcome), lost);
        return outcome;
    }

    private static int status(Outcome outcome) {
        if (outcome instanceof Refused refused) {
            return refused.error().status();
        }
        if (outcome instanceof FromProxy proxy) {
            return proxy.status();
        }
        return outcome instanceof Answered ? 200 : 0;
    }

    private static Optional<String> code(Outcome outcome) {
        return outcome instanceof Refused refused ? Optional.of(refused.error().code()) : Optional.empty();
    }

    private String requestId() {
        return REQUEST_ID + HexFormat.of().toHexDigits(requests.incrementAndGet(), LAST_GROUP);
    }
}
