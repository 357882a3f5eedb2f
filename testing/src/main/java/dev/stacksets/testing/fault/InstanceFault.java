package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.FaultPlan;
import dev.stacksets.testing.internal.fault.InstanceRule;
import dev.stacksets.testing.internal.fault.Obstacle;
import dev.stacksets.testing.internal.fault.PlantedDrift;
import java.time.Duration;

/**
 * What happens to the work on one stack instance, on every instance of an account or everywhere, from the next piece of
 * work on. Effects of one rule add up: it can take long and then fail; of several reasons to fail the last one given
 * holds. Removing an instance with {@code RetainStacks=true} touches no stack, so nothing planted here applies to it.
 */
public final class InstanceFault {

    private final FaultPlan plan;
    private final String account;
    private final String region;

    InstanceFault(FaultPlan plan, String account, String region) {
        this.plan = plan;
        this.account = account;
        this.region = region;
    }

    /**
     * Fails every time, unless {@link #times} says how often.
     *
     * @param reason the StatusReason of the result
     * @return this rule
     */
    public InstanceFault fails(String reason) {
        return obstruct(new Obstacle.StackFails(reason));
    }

    /**
     * The account gate says no, which counts as a failure and touches no stack.
     *
     * @param reason the StatusReason of result and gate
     * @return this rule
     */
    public InstanceFault accountGateFails(String reason) {
        return obstruct(new Obstacle.GateCloses(reason));
    }

    /**
     * Fails as AWS does when the target account has no execution role that trusts the administration role. A role that was
     * just created fails a few {@link #times} and then works.
     *
     * @return this rule
     * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html">
     *     Troubleshooting StackSets</a>
     */
    public InstanceFault missesExecutionRole() {
        return obstruct(new Obstacle.NoExecutionRole());
    }

    /**
     * Fails as AWS does when the administrator account has no administration role that trusts CloudFormation.
     *
     * @return this rule
     */
    public InstanceFault missesAdministrationRole() {
        return obstruct(new Obstacle.NoAdministrationRole());
    }

    /**
     * The account counts as suspended: its instances are passed over, which is no failure. In an organization {@link
     * dev.stacksets.testing.organization.Organization#suspend} does the same for service-managed stack sets.
     *
     * @return this rule
     */
    public InstanceFault countsAsSuspended() {
        return obstruct(new Obstacle.AccountSuspended());
    }

    /**
     * Ends the reason to fail after a number of pieces of work.
     *
     * @param times how many still fail, 1 or more
     * @return this rule
     * @throws IllegalArgumentException below 1
     * @throws IllegalStateException when it has no reason to fail
     */
    public InstanceFault times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("fails at least once: " + times);
        }
        rule().times(times);
        return this;
    }

    private InstanceFault obstruct(Obstacle obstacle) {
        rule().obstruct(obstacle);
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
