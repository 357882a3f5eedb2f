package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.CallEffect;
import dev.stacksets.testing.internal.fault.FaultPlan;
import java.time.Duration;

/**
 * Which calls, then what happens to them. Immutable; each effect plants one rule. Of several rules that meet the same
 * call the first planted wins, delays add up. The same for every service and through every door.
 */
public final class CallFault {

    private static final Duration LONGEST_PAST = Duration.ofMinutes(15);

    private final FaultPlan plan;
    private final Actions actions;
    private final int from;
    private final int to;

    CallFault(FaultPlan plan, Actions actions, int from, int to) {
        this.plan = plan;
        this.actions = actions;
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
        return new CallFault(plan, actions, first, last);
    }

    /**
     * All of them, which is the default.
     *
     * @return the widened rule
     */
    public CallFault everyCall() {
        return calls(1, Integer.MAX_VALUE);
    }

    /**
     * Refused as the service refuses calls that come too fast: {@code Throttling} with HTTP 400 from CloudFormation and
     * STS, {@code TooManyRequestsException} with HTTP 400 from Organizations and 429 from Account Management.
     */
    public void throttles() {
        plant(new CallEffect.Throttled());
    }

    /**
     * Refused for want of permission, with a message that names caller and action as IAM's do: {@code AccessDenied} with
     * HTTP 403 from CloudFormation and STS, {@code AccessDeniedException} from Organizations (400) and Account
     * Management (403).
     */
    public void deniesAccess() {
        plant(new CallEffect.Denied());
    }

    /**
     * Refused with {@code StaleRequestException}, HTTP 409: the stack set changed between the service's reading of it and
     * the request's turn. The simulator takes requests one at a time, so it never happens unless planted.
     */
    public void goesStale() {
        plant(new CallEffect.Outdated());
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
     * Applied at once, answered later. A synchronous client waits as {@link
     * dev.stacksets.testing.VirtualTime#sleep(Duration)} does.
     *
     * @param by virtual time, above zero
     * @throws IllegalArgumentException for zero or less
     */
    public void delays(Duration by) {
        plant(new CallEffect.Delayed(aboveZero(by)));
    }

    /**
     * A read that sees the state as it was a while ago: operations that have ended still run, what is new is not found
     * yet, what was deleted is still there. For DescribeStackSet, ListStackSets, DescribeStackInstance,
     * ListStackInstances, DescribeStackSetOperation, ListStackSetOperations and ListStackSetOperationResults; other
     * calls are neither changed nor counted. Counters of drift detection and target units are always today's.
     *
     * @param ago virtual time, above zero and at most 15 minutes
     * @throws IllegalArgumentException out of bounds
     */
    public void answersAsOf(Duration ago) {
        if (aboveZero(ago).compareTo(LONGEST_PAST) > 0) {
            throw new IllegalArgumentException("the past is known for 15 minutes: " + ago);
        }
        plant(new CallEffect.AsOf(ago));
    }

    /**
     * Applied; every {@code Status} in the answer carries another value, such as one the SDK does not know yet.
     *
     * @param value what to say instead
     */
    public void rewritesStatus(String value) {
        rewrites("Status", value);
    }

    /**
     * Applied; every text of a name in the answer reads otherwise, wherever it stands.
     *
     * @param member as in the API reference, such as {@code DetailedStatus}
     * @param value what to say instead
     */
    public void rewrites(String member, String value) {
        plant(new CallEffect.Rewritten(member, value));
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
        plan.plant(actions.predicate(), from, to, effect);
    }

    private static Duration aboveZero(Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("a delay or an age is above zero: " + duration);
        }
        return duration;
    }

    private static int errorStatus(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("an error status is 400 to 599: " + status);
        }
        return status;
    }
}
