package dev.stacksets.samples.quickstart;

import dev.stacksets.StackSet;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Verdict;

/** Takes everything away again: first the instances, then the stack set. */
final class RemoveStep {
    private final Tour tour;
    private final StackSet baseline;

    RemoveStep(Tour tour, StackSet baseline) {
        this.tour = tour;
        this.baseline = baseline;
    }

    void remove() throws InterruptedException {
        tour.step("Remove the instances, then the stack set");
        tour.say("Whether their stacks are deleted or stay in the accounts must be said; there is no default.");
        tour.call(
                "baseline.removeInstances(r -> r.accounts(accounts).regions(regions).deleteStacks().preferences(atOnce))");
        OperationResult removed = baseline.removeInstances(r -> r.accounts(Playground.ACCOUNTS)
                        .regions(Playground.REGIONS)
                        .deleteStacks()
                        .preferences(Playground.AT_ONCE))
                .await();
        tour.result(new Verdict(removed).headline());
        tour.call("baseline.delete()");
        baseline.delete().join();
        tour.result(baseline.name() + " is gone.");
    }
}
