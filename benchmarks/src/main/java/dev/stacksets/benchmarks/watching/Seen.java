package dev.stacksets.benchmarks.watching;

import dev.stacksets.StackSets;
import dev.stacksets.TrackingOptions;
import dev.stacksets.resilience.CallGates;
import dev.stacksets.testing.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * How the end of one operation was seen.
 *
 * @param seconds it took
 * @param late seconds from its end until its outcome was known
 * @param polls what that cost
 */
record Seen(double seconds, double late, int polls) {

    /** Watches each operation by itself, in a stack set of its own, on a virtual clock. */
    static List<Seen> all(List<DrawnOperation> operations, TrackingOptions tracking, boolean withPast) {
        List<Seen> seen = new ArrayList<>(operations.size());
        for (DrawnOperation operation : operations) {
            seen.add(one(operation, tracking, withPast));
        }
        return seen;
    }

    /**
     * Watches operations of such durations of which nothing is known but that they run. Whether a poll comes just before an end
     * or just after is chance, which four of each, a quarter of the interval apart, leave little of.
     */
    static List<Seen> blind(List<DrawnOperation> operations, double interval) {
        return all(
                operations.stream()
                        .flatMap(operation -> IntStream.range(0, 4)
                                .mapToObj(i -> DrawnOperation.of(operation.seconds() + i * interval / 4)))
                        .toList(),
                TrackingOptions.defaults(),
                false);
    }

    private static Seen one(DrawnOperation operation, TrackingOptions tracking, boolean withPast) {
        VirtualTime time = VirtualTime.create();
        ModelAws aws = new ModelAws(time);
        aws.next("base", operation);
        aws.ranBefore("base", withPast ? operation.past() : List.of());
        try (StackSets library = StackSets.builder()
                .client(aws)
                .timeSource(time)
                .callGate(CallGates.unlimited())
                .callbackExecutor(Runnable::run)
                .build()) {
            long began = time.nanoTime();
            CompletableFuture<?> outcome = library.stackSet("base")
                    .tracking(tracking)
                    .deploy(Deployments.of(operation))
                    .outcome();
            time.runUntil(outcome::isDone);
            return new Seen(operation.seconds(), (time.nanoTime() - began) / 1e9 - operation.seconds(), aws.polls());
        }
    }

    /** How often polling at one interval asks that sees the ends of these as late on average. */
    static double fixedPolls(List<Seen> seen) {
        double late = seen.stream().mapToDouble(Seen::late).average().orElseThrow();
        double least = 0.1;
        double most = 10_000;
        for (int i = 0; i < 60; i++) {
            double interval = (least + most) / 2;
            double average = seen.stream()
                    .mapToDouble(one -> Math.ceil(one.seconds() / interval) * interval - one.seconds())
                    .average()
                    .orElseThrow();
            most = average > late ? interval : most;
            least = average > late ? least : interval;
        }
        double interval = most;
        return seen.stream()
                .mapToDouble(one -> Math.ceil(one.seconds() / interval))
                .average()
                .orElseThrow();
    }

    static double polls(List<Seen> seen) {
        return seen.stream().mapToInt(Seen::polls).average().orElseThrow();
    }

    static double late(List<Seen> seen) {
        return seen.stream().mapToDouble(Seen::late).average().orElseThrow();
    }

    /** Which lie in a band of durations. */
    static List<Seen> between(List<Seen> seen, double from, double until) {
        return seen.stream()
                .filter(one -> one.seconds() >= from && one.seconds() < until)
                .toList();
    }

    /** How late ends are seen, as a share of the duration. */
    static double lateShare(List<Seen> seen, double quantile) {
        List<Double> sorted =
                seen.stream().map(one -> one.late() / one.seconds()).sorted().toList();
        return sorted.get((int) (quantile * (sorted.size() - 1)));
    }
}
