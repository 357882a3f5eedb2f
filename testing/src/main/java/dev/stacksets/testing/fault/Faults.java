package dev.stacksets.testing.fault;

import dev.stacksets.testing.internal.fault.FaultPlan;
import java.util.List;

/**
 * What goes wrong in a test, planted before it happens. Thread-safe; rules add up.
 *
 * <pre>{@code
 * simulator.faults().on("CreateStackInstances").call(1).losesAnswer();
 * simulator.faults().on("DescribeStackSetOperation").calls(2, 5).throttles();
 * simulator.faults().throttle(5, 10);
 * simulator.faults().account("111122223333").missesExecutionRole().times(2);
 * simulator.faults().instance("111122223333", "eu-west-1").fails("AccessDenied on the execution role");
 * ...
 * assertThat(simulator.faults().unused()).isEmpty();
 * }</pre>
 */
public final class Faults {

    private final FaultPlan plan;
    private final String administratorAccount;

    /**
     * For the simulator; get yours from it.
     *
     * @param plan where rules go
     * @param administratorAccount whose calls a throttle is about unless it is told otherwise
     */
    public Faults(FaultPlan plan, String administratorAccount) {
        this.plan = plan;
        this.administratorAccount = administratorAccount;
    }

    /**
     * Starts a rule for calls of one action, by all clients together. Occurrences count from the moment the rule gets
     * its effect.
     *
     * @param action the AWS action, such as {@code CreateStackInstances}, or a pattern as in {@link Actions#named}
     * @return every call, unless narrowed
     * @throws IllegalArgumentException when it is no action
     */
    public CallFault on(String action) {
        return on(Actions.named(action));
    }

    /**
     * Starts a rule for calls of several actions, counted together, by all clients together. Occurrences count from the
     * moment the rule gets its effect.
     *
     * @param actions which
     * @return every call, unless narrowed
     */
    public CallFault on(Actions actions) {
        return new CallFault(plan, actions, 1, Integer.MAX_VALUE);
    }

    /**
     * Holds all calls to a rate from now on.
     *
     * @param perSecond tokens per second for each account, Region and service, 0 to 1,000,000, to three decimals
     * @param burst how many calls may come at once after a rest, 1 to 1,000,000
     * @return to read its counts, change its rate and end it
     * @throws IllegalArgumentException out of bounds
     */
    public Throttle throttle(double perSecond, int burst) {
        return throttle(Actions.all(), perSecond, burst);
    }

    /**
     * Holds some calls to a rate from now on; they share the tokens. A call that several throttles are for needs a token
     * of each.
     *
     * @param actions which calls
     * @param perSecond tokens per second for each account, Region and service, 0 to 1,000,000, to three decimals
     * @param burst how many calls may come at once after a rest, 1 to 1,000,000
     * @return to read its counts, change its rate and end it
     * @throws IllegalArgumentException out of bounds
     */
    public Throttle throttle(Actions actions, double perSecond, int burst) {
        return new Throttle(
                plan.limits().add(actions.predicate(), Throttle.thousandths(perSecond), Throttle.burst(burst)),
                administratorAccount);
    }

    /**
     * The rule for the work on one stack instance; wins over the rule of its account.
     *
     * @param account 12 digits
     * @param region the Region
     * @return the rule, without effect until given one
     */
    public InstanceFault instance(String account, String region) {
        return new InstanceFault(plan, account, region);
    }

    /**
     * The rule for the work in one account, in every Region; wins over the rule for everywhere.
     *
     * @param account 12 digits
     * @return the rule, without effect until given one
     */
    public InstanceFault account(String account) {
        return new InstanceFault(plan, account, FaultPlan.ANY);
    }

    /**
     * The rule for the work on every stack instance.
     *
     * @return the rule, without effect until given one
     */
    public InstanceFault everywhere() {
        return new InstanceFault(plan, FaultPlan.ANY, FaultPlan.ANY);
    }

    /**
     * Rules that never did anything, which in a test is a mistake as a rule. A throttle is one of them only when it
     * {@linkplain Throttle#mustRefuse() must refuse} and did not.
     *
     * @return one line each, empty when all were used
     */
    public List<String> unused() {
        return plan.unused();
    }

    /**
     * The throttles that are in force.
     *
     * @return one line each, with their counts
     */
    public List<String> throttles() {
        return plan.limits().lines();
    }
}
