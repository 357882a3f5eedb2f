package dev.stacksets.samples.quickstart;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.TrackingOptions;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Verdict;
import dev.stacksets.samples.console.Watch;

/** Deploys to all accounts and Regions, shows progress, and says what became of every instance. */
final class DeployStep {
    private final Tour tour;
    private final StackSet baseline;

    DeployStep(Tour tour, StackSet baseline) {
        this.tour = tour;
        this.baseline = baseline.tracking(
                t -> t.detail(TrackingOptions.Detail.INSTANCES).keepAllResults());
    }

    OperationResult deploy() throws InterruptedException {
        tour.step("Deploy to 6 accounts in 2 Regions");
        tour.say("One failure per Region is tolerated, so two accounts may be under way at once. The simulator has two"
                + " faults planted that you do not know of yet.");
        tour.call("""
                baseline.deploy(d -> d
                        .accounts(accounts)
                        .regions("us-east-1", "eu-west-1")
                        .preferences(p -> p
                                .regionOrder("us-east-1", "eu-west-1")
                                .failureToleranceCount(1)
                                .maxConcurrentCount(2)))""");
        OperationHandle rollout = baseline.deploy(d -> d.accounts(Playground.ACCOUNTS)
                .regions(Playground.REGIONS)
                .preferences(p -> p.regionOrder(Playground.REGIONS)
                        .failureToleranceCount(1)
                        .maxConcurrentCount(2)));
        OperationResult result = new Watch(tour.screen()).toEnd(rollout);
        show(result);
        return result;
    }

    private void show(OperationResult result) {
        tour.step("What became of it");
        Verdict verdict = new Verdict(result);
        tour.result(verdict.headline());
        tour.screen().say("");
        tour.lines(verdict.table(result.instances().orElseThrow(), Playground.REGIONS));
        tour.screen().say("");
        tour.say(
                "result.failuresByReason() has the root causes, each once; result.cancelled() only followed from them:");
        tour.lines(verdict.explanation());
    }
}
