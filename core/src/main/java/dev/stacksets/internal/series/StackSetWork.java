package dev.stacksets.internal.series;

import dev.stacksets.OnConflict;
import dev.stacksets.OperationSeries;
import dev.stacksets.PlanExecution;
import dev.stacksets.TrackingOptions;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.internal.tracking.OperationStart;
import dev.stacksets.internal.tracking.OperationTracker;
import dev.stacksets.internal.tracking.TrackedOperation;
import dev.stacksets.operation.FullRemovalSpec;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.RetrySpec;
import dev.stacksets.plan.Plan;
import dev.stacksets.spi.UnitDirectory;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What takes more than one operation on one stack set.
 *
 * @param stackSet its name or id
 */
public record StackSetWork(
        String stackSet,
        StackSetCalls calls,
        OperationTracker tracker,
        OnConflict onConflict,
        TrackingOptions tracking,
        Callbacks callbacks) {

    /** Tries again what an operation left undone. */
    public OperationSeries retryFailed(OperationResult result, RetrySpec spec) {
        return new Series(this, new RetryOfFailures(this, result, spec)).begin();
    }

    /** Removes every instance, then the stack set. */
    public OperationSeries deleteEverything(FullRemovalSpec spec) {
        return new Series(this, new FullRemoval(this, spec)).begin();
    }

    /** Completes when AWS lists no operation that is not over. */
    public CompletableFuture<@Nullable Void> untilIdle() {
        return new Idleness(this).untilIdle();
    }

    /** Applies a plan, unless the admission fails. */
    public PlanExecution apply(
            Plan plan,
            Templates templates,
            Optional<UnitDirectory> directory,
            Supplier<CompletableFuture<Plan>> admission) {
        PlanRun run = new PlanRun(this, plan, templates, directory, admission);
        return new PlanSeries(plan, run, new Series(this, run).begin());
    }

    /** The same on another stack set. */
    StackSetWork on(String otherStackSet) {
        return new StackSetWork(otherStackSet, calls, tracker, onConflict, tracking, callbacks);
    }

    TrackedOperation start(OperationStart start) {
        return tracker.start(stackSet, start, onConflict, tracking);
    }
}
