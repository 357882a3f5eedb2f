package dev.stacksets.internal.series;

import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanProgress;
import dev.stacksets.plan.PlanProgress.State;
import dev.stacksets.plan.PlanProgress.Step;
import java.util.ArrayList;
import java.util.List;

/** How far a plan has been applied, kept up by one and looked at by many. */
final class PlanLog {
    private volatile PlanProgress progress;

    PlanLog(Plan plan) {
        List<Step> steps = new ArrayList<>();
        plan.steps()
                .forEach(step -> steps.add(new Step(steps.size() + 1, step, State.NOT_BEGUN, List.of(), List.of())));
        this.progress = new PlanProgress(plan.hash(), steps);
    }

    PlanProgress progress() {
        return progress;
    }

    boolean isUntouched() {
        return progress.steps().stream().allMatch(step -> step.state() == State.NOT_BEGUN);
    }

    void note(int index, State state, List<OperationResult> results, List<InstanceResult> undone) {
        List<Step> steps = new ArrayList<>(progress.steps());
        Step step = steps.get(index);
        steps.set(index, new Step(step.number(), step.step(), state, results, undone));
        progress = new PlanProgress(progress.hash(), steps);
    }
}
