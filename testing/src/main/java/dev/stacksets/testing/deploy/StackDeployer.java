package dev.stacksets.testing.deploy;

import java.util.concurrent.CompletionStage;

/**
 * Carries out what a simulated operation does to the stack of one target. Without one the simulator keeps records only.
 *
 * <p>It is called when the work on a target begins, never for planted failures, retained stacks, drift or imports. The target
 * ends when its time has passed and the returned stage is complete, whichever is later. A stage that fails makes the
 * instance fail, with the message of the failure as its {@code StatusReason}. Calls for different targets overlap as the
 * operation's preferences allow; for one target there is one at a time. Implementations are thread-safe and return at once:
 * they are called under the simulator's lock.
 *
 * @see EndpointStackDeployer
 */
public interface StackDeployer {

    /**
     * Creates the stack, or brings it up to date if it has an id.
     *
     * @param stack as it should be
     * @return completes with its id, a stack ARN, when it is so; fails with the reason
     */
    CompletionStage<String> deploy(MemberStack stack);

    /**
     * Deletes the stack and what is in it. One that is gone already is no failure.
     *
     * @param stack has an id
     * @return completes when it is gone; fails with the reason
     */
    CompletionStage<?> delete(MemberStack stack);
}
