package dev.stacksets;

import dev.stacksets.operation.OperationResult;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanProgress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A plan being applied: a series of operations whose ids the plan decides. Thread-safe; no method blocks.
 *
 * <p>If this process dies, the operation under way goes on in AWS and no further one is begun. Whoever applies the same plan
 * again, here or elsewhere, goes on where it ended: what was begun is found in AWS by its id, not begun twice. It takes nothing
 * but the plan.
 */
public interface PlanExecution extends OperationSeries {

    /**
     * What is applied.
     *
     * @return the plan
     */
    Plan plan();

    /**
     * How far it is. No call is made.
     *
     * @return all steps; those that an earlier run did are done, without results
     */
    PlanProgress progress();

    /**
     * How all of it went.
     *
     * @return completes with the results of the operations watched here when every step is done; instances may have failed
     *     within the tolerance: {@link PlanProgress#steps()} names them. Fails with
     *     {@link dev.stacksets.error.StalePlanException} if somebody else changed the stack set since the plan was made, with
     *     {@link dev.stacksets.error.GuardrailException} if guardrails stand in the way, both before anything was begun; with
     *     {@link dev.stacksets.error.PlanHaltedException}, which says what was done and what was not, if a step failed or was
     *     stopped, or if any of these happens later
     */
    @Override
    CompletableFuture<List<OperationResult>> outcome();

    /**
     * Begins no further step, and asks AWS to stop the operation under way. That is the end of this plan: plan again for what
     * is left.
     *
     * @return completes when AWS took the request, if there was one to send
     */
    @Override
    CompletableFuture<Void> stop();
}
