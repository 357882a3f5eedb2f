package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.fault.InstanceRule;
import dev.stacksets.testing.internal.fault.PlantedDrift;
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

    /**
     * Lets a property of a resource differ from the template, for DetectStackSetDrift to find. A resource may have
     * several; an update of the stack does not mend it, {@link #heals()} does.
     *
     * @param logicalId a resource of the stack set's template; a drift of any other is never found
     * @param propertyPath a JSON pointer, such as {@code /DisplayName}
     * @param expected what the template says, empty for a property it does not have
     * @param actual what is there, empty for a property that is gone
     * @return this rule
     */
    public InstanceFault drifts(String logicalId, String propertyPath, String expected, String actual) {
        plan.drift(account, region, logicalId, new PlantedDrift.Property(propertyPath, expected, actual));
        return this;
    }

    /**
     * Lets a resource have been deleted by somebody, for DetectStackSetDrift to find.
     *
     * @param logicalId a resource of the stack set's template
     * @return this rule
     */
    public InstanceFault losesResource(String logicalId) {
        plan.drift(account, region, logicalId, new PlantedDrift.Deleted());
        return this;
    }

    /** Removes the rule and mends planted drift; work under way keeps its fate. */
    public void heals() {
        plan.heal(account, region);
    }

    private InstanceRule rule() {
        return plan.rule(account, region);
    }
}
