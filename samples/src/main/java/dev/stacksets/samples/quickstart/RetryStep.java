package dev.stacksets.samples.quickstart;

import dev.stacksets.StackSet;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.samples.console.Verdict;
import dev.stacksets.samples.instances.Rectangle;
import dev.stacksets.target.InstanceId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Deploys again, to exactly the instances that failed or were cancelled. */
final class RetryStep {
    private final Tour tour;
    private final StackSet baseline;

    RetryStep(Tour tour, StackSet baseline) {
        this.tour = tour;
        this.baseline = baseline;
    }

    void retryOnlyWhatFailed(OperationResult result) throws InterruptedException {
        tour.step("Retry only what failed");
        List<InstanceId> open = Stream.of(result.failures(), result.cancelled())
                .flatMap(Collection::stream)
                .map(InstanceResult::instance)
                .toList();
        List<Rectangle> rectangles = Rectangle.cover(open);
        tour.say("Both faults are healed now. One operation names accounts and Regions, a full rectangle; the "
                + open.size() + " open instances are none. They take " + rectangles.size()
                + " operations, one after another, and nothing else is touched.");
        for (Rectangle rectangle : rectangles) {
            retry(rectangle);
        }
    }

    private void retry(Rectangle rectangle) throws InterruptedException {
        tour.call("baseline.deploy(d -> d.accounts(...).regions(...).preferences(atOnce))   // " + rectangle);
        OperationResult retried = baseline.deploy(d -> d.accounts(rectangle.accounts())
                        .regions(rectangle.regions())
                        .preferences(Playground.AT_ONCE))
                .await();
        tour.result(new Verdict(retried).headline());
    }
}
