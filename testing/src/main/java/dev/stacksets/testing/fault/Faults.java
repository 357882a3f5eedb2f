package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.FaultPlan;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong in a test, planted before it happens. Thread-safe; rules add up.
 *
 * <pre>{@code
 * simulator.faults().on("CreateStackInstances").call(1).losesAnswer();
 * simulator.faults().on("DescribeStackSetOperation").calls(2, 5).throttles();
 * simulator.faults().instance("111122223333", "eu-west-1").fails("AccessDenied on the execution role");
 * ...
 * assertThat(simulator.faults().unused()).isEmpty();
 * }</pre>
 */
public final class Faults {

    private final FaultPlan plan;

    /**
     * For the simulator; get yours from it.
     *
     * @param plan where rules go
     */
    public Faults(FaultPlan plan) {
        this.plan = plan;
    }

    /**
     * Starts a rule for calls of one action, by all clients together. Occurrences count from the moment the rule gets
     * its effect.
     *
     * @param action the AWS action, such as {@code CreateStackInstances}
     * @return every call, unless narrowed
     */
    public CallFault on(String action) {
        return new CallFault(plan, action, 1, Integer.MAX_VALUE);
    }

    /**
     * The rule for the work on one stack instance; wins over the rule of its account.
     *
     * @param account 12 digits
     * @param region the Region
     * @return the rule, without effect until given one
     */
    public InstanceFault instance(String account, String region) {
        return new InstanceFault(plan, account, Optional.of(region));
    }

    /**
     * The rule for the work in one account, in every Region.
     *
     * @param account 12 digits
     * @return the rule, without effect until given one
     */
    public InstanceFault account(String account) {
        return new InstanceFault(plan, account, Optional.empty());
    }

    /**
     * Rules that never did anything, which in a test is a mistake as a rule.
     *
     * @return one line each, empty when all were used
     */
    public List<String> unused() {
        return plan.unused();
    }
}
