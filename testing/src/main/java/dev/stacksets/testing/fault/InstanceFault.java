package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.fault.InstanceRule;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to the work on one stack instance, or on every instance of an account, from the next piece of work on.
 * Effects of one rule add up: it can take long and then fail. Removing an instance with {@code RetainStacks=true}
 * touches no stack, so nothing planted here applies to it.
 */
public final class InstanceFault {

    private final FaultPlan plan;
    private final String account;
    private final Optional<String> region;

    InstanceFault(FaultPlan plan, String account, Optional<String> region) {
        this.plan = plan;
        this.account = account;
        this.region = region;
    }

    /**
     * Fails every time.
     *
     * @param reason the StatusReason of the result
     * @return this rule
     */
    public InstanceFault fails(String reason) {
        return failsTimes(Integer.MAX_VALUE, reason);
    }

    /**
     * Fails a number of times, then works.
     *
     * @param times 1 or more
     * @param reason the StatusReason of the result
     * @return this rule
     * @throws IllegalArgumentException below 1
     */
    public InstanceFault failsTimes(int times, String reason) {
        if (times < 1) {
            throw new IllegalArgumentException("fails at least once: " + times);
        }
        rule().fail(times, reason);
        return this;
    }

    /**
     * Sets how long the work takes.
     *
     * @param duration virtual time, zero or more
     * @return this rule
     * @throws IllegalArgumentException when negative
     */
    public InstanceFault takes(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a duration is zero or more: " + duration);
        }
        rule().take(duration);
        return this;
    }

    /**
     * Starts and never ends; its operation stays RUNNING, or STOPPING once stopped.
     *
     * @return this rule
     */
    public InstanceFault neverEnds() {
        rule().hang();
        return this;
    }

    /**
     * The account gate says no, which counts as a failure and touches no stack.
     *
     * @param reason the StatusReason of result and gate
     * @return this rule
     */
    public InstanceFault accountGateFails(String reason) {
        rule().failGate(reason);
        return this;
    }

    /** Removes the rule; work under way keeps its fate. */
    public void heals() {
        plan.heal(account, region);
    }

    private InstanceRule rule() {
        return plan.rule(account, region);
    }
}
