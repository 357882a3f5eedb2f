package dev.stacksets.samples.quickstart;

import dev.stacksets.OperationSeries;
import dev.stacksets.StackSet;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Verdict;

/** Deploys again, to exactly the instances that failed or were cancelled. */
final class RetryStep {
    private final Tour tour;
    private final StackSet baseline;

    RetryStep(Tour tour, StackSet baseline) {
        this.tour = tour;
        this.baseline = baseline;
    }

    void retryOnlyWhatFailed(OperationResult result) {
        tour.step("Retry only what failed");
        tour.say("Both faults are healed now. One operation names accounts and Regions, a full rectangle; the "
                + (result.failures().size() + result.cancelled().size())
                + " open instances are none. They take several operations, one after another, and nothing else is"
                + " touched.");
        tour.call("baseline.retryFailed(result, r -> r.preferences(atOnce))");
        OperationSeries retry = baseline.retryFailed(result, r -> r.preferences(Playground.AT_ONCE));
        retry.outcome().join().forEach(retried -> tour.result(new Verdict(retried).headline()));
    }
}
