package dev.stacksets.resilience;

import dev.stacksets.internal.resilience.AdaptiveGate;
import dev.stacksets.internal.resilience.FixedGate;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.CallGate;
import dev.stacksets.spi.TimeSource;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Gates that meter every attempt of every call. In each of them stops go before changes, changes before polls, polls before
 * lists; among equals the longest waiting goes first; a kind of call that waits gets at least one turn in twenty. None
 * parks a thread. Share one among several {@code StackSets} of the same account:
 *
 * <pre>{@code
 * SystemTimeSource time = new SystemTimeSource();
 * CallGate gate = CallGates.adaptive(time);
 * StackSets virginia = StackSets.builder().region(Region.US_EAST_1).timeSource(time).callGate(gate).build();
 * StackSets again = StackSets.builder().region(Region.US_EAST_1).timeSource(time).callGate(gate).build();
 * }</pre>
 */
public final class CallGates {
    private CallGates() {}

    /**
     * Learns the rate that AWS takes from AWS's refusals: one for all of CloudFormation in an account and Region, for which
     * AWS publishes none, and one for each action of other services, since Organizations and Account Management meter by
     * action (their quotas pages). While nothing was refused calls wait for nothing but a few others in flight. What
     * {@code StackSets} use unless told otherwise.
     *
     * @param time its clock and timer; the {@code StackSets} that use the gate should have the same
     * @return a gate that has learned nothing yet
     */
    public static CallGate adaptive(TimeSource time) {
        return adaptive(time, call -> call.service().equals(ApiCall.CLOUD_FORMATION) ? "" : call.action());
    }

    /**
     * Learns the rate that AWS takes, for each service, account, Region and family of actions.
     *
     * @param time its clock and timer
     * @param family which calls draw on one rate, for example {@code ApiCall::action}; pure
     * @return a gate that has learned nothing yet
     */
    public static CallGate adaptive(TimeSource time, Function<ApiCall, String> family) {
        return new AdaptiveGate(time, family);
    }

    /**
     * Lets calls go at the rate of a limiter, whatever AWS answers.
     *
     * @param time its clock and timer
     * @param limiter a Resilience4j rate limiter; a limit of 1 for each period paces evenly, more come in bursts
     * @return a gate over the limiter
     */
    public static CallGate fixed(TimeSource time, RateLimiter limiter) {
        return new FixedGate(time, limiter);
    }

    /**
     * Lets every call go at once.
     *
     * @return no gate at all
     */
    public static CallGate unlimited() {
        return call -> CompletableFuture.completedFuture(answer -> {});
    }
}
