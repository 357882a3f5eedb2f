package dev.stacksets.benchmarks.throttling;

import dev.stacksets.StackSet;
import dev.stacksets.benchmarks.measuring.Heap;
import dev.stacksets.benchmarks.measuring.Numbers;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.benchmarks.simulator.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** All instances of a stack set listed, 100 a page, 50 ms a round trip; the other side is the SDK's paginator. */
public final class Lists implements Measurement {

    private static final double RATE = 10;
    private static final int BURST = 10;
    private static final int PAGE = 100;
    private static final int UNTHROTTLED = 1_000_000;

    /** What a reading came to. */
    private record Read(int instances, double seconds, long calls, double bytes) {}

    @Override
    public List<Score> measure(Conditions conditions) {
        Rollout rollout = conditions.quick() ? new Rollout(2_000, 20) : Rollout.ofHundredThousand();
        ThrottledApi api = ThrottledApi.of(UNTHROTTLED, UNTHROTTLED, conditions.seed());
        rollout.start(
                api.aws().directClient(),
                "wide",
                StackSetOperationPreferences.builder()
                        .maxConcurrentPercentage(100)
                        .failureTolerancePercentage(100)
                        .build());
        api.time().runUntilIdle();
        StackSet wide = api.library(b -> {}).stackSet("wide");
        Read sequential = read(api, () -> paginated(api.sdk()));
        Read byRegion = read(api, () -> wide.listInstancesByRegion().toList());
        Read ours = read(api, () -> wide.listInstances().toList());
        api.throttle().rate(RATE);
        api.throttle().consume(Math.max(0, api.throttle().available() - BURST));
        Read throttled = read(
                api, () -> api.library(b -> {}).stackSet("wide").listInstances().toList());
        double limit = (throttled.calls() - BURST) / RATE;
        return List.of(
                new Score(
                        "list " + throttled.instances() + " instances / limit, 10/s",
                        "x",
                        throttled.seconds() / limit,
                        Theirs.nobody(),
                        Target.atMost(1.03),
                        throttled.calls() + " calls, refused ones included, for " + rollout.instances() / PAGE
                                + " pages; burst " + BURST),
                new Score(
                        "list " + byRegion.instances() + " instances, no throttle, by Region",
                        "s",
                        byRegion.seconds(),
                        Theirs.of("SDK paginator", sequential.seconds()),
                        Target.ratioAtMost(1 / 6.0),
                        byRegion.calls() + " and " + sequential.calls() + " calls, " + Numbers.text(ours.seconds())
                                + " s by one list; in virtual time"),
                new Score(
                        "an instance in a list of " + ours.instances(),
                        "bytes",
                        ours.bytes(),
                        Theirs.of("SDK summaries", sequential.bytes()),
                        Target.ratioAtMost(0.15),
                        Numbers.text(byRegion.bytes()) + " in a list by Region; heap in use after collections"));
    }

    private static Read read(ThrottledApi api, Supplier<? extends CompletableFuture<? extends List<?>>> reading) {
        long before = Heap.inUse();
        long granted = api.throttle().granted();
        long began = api.time().nanoTime();
        CompletableFuture<? extends List<?>> read = reading.get();
        api.time().runUntil(read::isDone);
        double seconds = (api.time().nanoTime() - began) / 1e9;
        List<?> all = read.join();
        return new Read(
                all.size(), seconds, api.throttle().granted() - granted, (Heap.inUse() - before) / (double) all.size());
    }

    private static CompletableFuture<List<StackInstanceSummary>> paginated(CloudFormationAsyncClient sdk) {
        List<StackInstanceSummary> all = new ArrayList<>();
        return sdk.listStackInstancesPaginator(r -> r.stackSetName("wide").maxResults(PAGE))
                .summaries()
                .subscribe(all::add)
                .thenApply(nothing -> all);
    }
}
