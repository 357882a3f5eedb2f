package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.CallEffect;
import dev.stacksets.testing.internal.fault.FaultPlan;
import java.time.Duration;

/**
 * Which calls, then what happens to them. Immutable; each effect plants one rule. Of several rules that meet the same
 * call the first planted wins, delays add up.
 */
public final class CallFault {

    private final FaultPlan plan;
    private final String action;
    private final int from;
    private final int to;

    CallFault(FaultPlan plan, String action, int from, int to) {
        this.plan = plan;
        this.action = action;
        this.from = from;
        this.to = to;
    }

    /**
     * Only one occurrence.
     *
     * @param occurrence 1 for the next call
     * @return the narrowed rule
     * @throws IllegalArgumentException below 1
     */
    public CallFault call(int occurrence) {
        return calls(occurrence, occurrence);
    }

    /**
     * Only a range of occurrences.
     *
     * @param first 1 for the next call
     * @param last inclusive
     * @return the narrowed rule
     * @throws IllegalArgumentException when first is below 1 or last below first
     */
    public CallFault calls(int first, int last) {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("calls " + first + " to " + last + ": count from 1, first before last");
        }
        return new CallFault(plan, action, first, last);
    }

    /**
     * All of them, which is the default.
     *
     * @return the widened rule
     */
    public CallFault everyCall() {
        return calls(1, Integer.MAX_VALUE);
    }

    /** Refused as AWS throttles: HTTP 400, code {@code Throttling}, message {@code Rate exceeded}. */
    public void throttles() {
        fails(400, "Throttling", "Rate exceeded");
    }

    /**
     * Refused without being applied.
     *
     * @param status HTTP status, 400 to 599
     * @param code the wire code
     * @param message the wire message
     * @throws IllegalArgumentException for another status
     */
    public void fails(int status, String code, String message) {
        plant(new CallEffect.Refused(errorStatus(status), code, message));
    }

    /** Applied, but the connection drops before the answer: the SDK sees an {@link java.io.IOException}. */
    public void losesAnswer() {
        plant(new CallEffect.AnswerLost());
    }

    /** Never applied, the connection drops: the SDK sees an {@link java.io.IOException}. */
    public void dropsConnection() {
        plant(new CallEffect.ConnectionDropped());
    }

    /**
     * Applied at once, answered later. Only for asynchronous clients: a synchronous one would wait for a clock that its
     * own thread has to move, so there the delay is left out.
     *
     * @param by virtual time, above zero
     * @throws IllegalArgumentException for zero or less
     */
    public void delays(Duration by) {
        if (by.isZero() || by.isNegative()) {
            throw new IllegalArgumentException("a delay is above zero: " + by);
        }
        plant(new CallEffect.Delayed(by));
    }

    /**
     * Applied; every {@code Status} in the answer carries another value, such as one the SDK does not know yet.
     *
     * @param value what to say instead
     */
    public void rewritesStatus(String value) {
        plant(new CallEffect.StatusRewritten(value));
    }

    /**
     * Not applied; a proxy's HTML page comes back.
     *
     * @param status HTTP status, 200 (as some proxies do) or 400 to 599
     * @throws IllegalArgumentException for another status
     */
    public void answersHtml(int status) {
        plant(new CallEffect.HtmlAnswered(status == 200 ? status : errorStatus(status)));
    }

    private void plant(CallEffect effect) {
        plan.plant(action, from, to, effect);
    }

    private static int errorStatus(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an error status is 400 to 599: " + status);
        }
        return status;
    }
}
