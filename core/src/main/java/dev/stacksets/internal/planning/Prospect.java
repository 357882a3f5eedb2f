package dev.stacksets.internal.planning;

import dev.stacksets.internal.covering.Pace;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanEstimate;
import dev.stacksets.plan.PlanStep;
import java.time.Duration;

/** What lies ahead of whoever applies a plan. */
public final class Prospect {
    /** Between acceptance of an operation and its first stack; a guess. */
    private static final Duration BEFORE_THE_FIRST = Duration.ofSeconds(5);

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);
    private static final int RESULTS_PER_CALL = 100;

    /** Two look whether the stack set is still as it was, one starts. */
    private static final int CALLS_PER_START = 3;

    private final Plan plan;

    public Prospect(Plan plan) {
        this.plan = plan;
    }

    /** How long the operations take one after another, and how many calls it is to start and watch them. */
    public PlanEstimate estimate(Duration stack) {
        Duration whole = Duration.ZERO;
        long calls = plan.creates().isPresent() ? 2 : 0;
        for (PlanStep step : plan.steps()) {
            if (step.operation().isPresent()) {
                Duration length = length(step, step.operation().get(), stack);
                whole = whole.plus(length);
                calls += CALLS_PER_START + polls(length) + 1 + step.size() / RESULTS_PER_CALL;
            }
        }
        return new PlanEstimate(whole, calls);
    }

    private static Duration length(PlanStep step, OperationSpec operation, Duration stack) {
        Pace pace = new Pace(operation.preferences());
        long rounds = step.instances().stream()
                .mapToLong(block ->
                        pace.rounds(block.accounts().size(), block.regions().size()))
                .sum();
        return BEFORE_THE_FIRST.plus(stack.multipliedBy(rounds));
    }

    /** By the default poll policy, as long as it knows nothing of earlier operations. */
    private static long polls(Duration length) {
        return length.dividedBy(POLL_INTERVAL);
    }
}
