package dev.stacksets.internal.series;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationSeries;
import dev.stacksets.PlanExecution;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanProgress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A series that applies a plan. */
record PlanSeries(Plan plan, PlanRun run, OperationSeries series) implements PlanExecution {

    @Override
    public PlanProgress progress() {
        return run.progress();
    }

    @Override
    public List<OperationHandle> operations() {
        return series.operations();
    }

    @Override
    public CompletableFuture<Optional<OperationHandle>> operation(int index) {
        return series.operation(index);
    }

    @Override
    public CompletableFuture<List<OperationResult>> outcome() {
        return series.outcome();
    }

    @Override
    public CompletableFuture<Void> stop() {
        return series.stop();
    }
}
