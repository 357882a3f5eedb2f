package dev.stacksets.benchmarks.throttling;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.benchmarks.scorecard.Conditions;
import dev.stacksets.benchmarks.scorecard.Measurement;
import dev.stacksets.benchmarks.scorecard.Score;
import dev.stacksets.benchmarks.scorecard.Target;
import dev.stacksets.benchmarks.scorecard.Theirs;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.spi.ApiCall.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** Who comes first when calls queue at 5 a second, burst 10: among equals, the urgent, and those who can wait. */
public final class Order implements Measurement {

    private static final double RATE = 5;
    private static final int BURST = 10;
    private static final int URGENT = 50;

    /** Seconds between two urgent calls. */
    private static final double EVERY = 3.5;

    private static final int PATIENT = 20;

    @Override
    public List<Score> measure(Conditions conditions) {
        ThrottledApi theirs = running(conditions.seed());
        CloudFormationAsyncClient loop = theirs.loop();
        List<Double> theirWaits = urgent(
                theirs,
                IntStream.range(0, URGENT)
                        .<Supplier<CompletableFuture<?>>>mapToObj(i -> () -> loop.stopStackSetOperation(
                                r -> r.stackSetName(name(i)).operationId(id(i))))
                        .toList());
        Batch theirBatch = Makespan.describes(theirs, loop);

        ThrottledApi ours = running(conditions.seed());
        StackSets library = ours.library(b -> b.pollPolicy(PollPolicy.fixed(Duration.ofDays(1))));
        List<OperationHandle> handles = IntStream.range(0, URGENT)
                .mapToObj(i -> library.resume(new OperationToken("us-east-1", name(i), id(i))))
                .toList();
        ours.time()
                .runUntil(() ->
                        handles.stream().allMatch(handle -> handle.accepted().isDone()));
        ours.time().advance(Duration.ofMinutes(1));
        List<Double> waits = urgent(
                ours,
                handles.stream()
                        .<Supplier<CompletableFuture<?>>>map(handle -> handle::stop)
                        .toList());
        Batch batch = Batch.run(ours, library.stackSet(ThrottledApi.STACK_SET)::describe);
        return List.of(
                new Score(
                        "calls that overtook another",
                        "% of pairs",
                        100 * batch.inversions(),
                        Theirs.of("SDK standard, 1,000 attempts", 100 * theirBatch.inversions()),
                        Target.atMost(1),
                        "1,000 describes at once, 5/s, burst 10, " + URGENT + " stops in between"),
                new Score(
                        "a stop behind 1,000 describes: p99",
                        "s",
                        p99(waits),
                        Theirs.of("SDK standard, 1,000 attempts", p99(theirWaits)),
                        Target.atMost(2 / RATE + DistantHttp.ROUND_TRIP),
                        "of " + waits.size() + ", one every " + EVERY + " s; at most 2 turns and a round trip"),
                starvation(conditions.seed()));
    }

    /** Stack sets with an operation each that runs for hours. */
    private static ThrottledApi running(long seed) {
        ThrottledApi api = ThrottledApi.of(RATE, BURST, seed);
        api.throttle().rate(1_000);
        api.aws().faults().everywhere().takes(Duration.ofHours(10));
        for (int i = 0; i < URGENT; i++) {
            String name = name(i);
            String id = id(i);
            api.time().advance(Duration.ofSeconds(1));
            api.aws().directClient().createStackSet(r -> r.stackSetName(name).templateBody(ThrottledApi.TEMPLATE));
            api.aws()
                    .directClient()
                    .createStackInstances(r -> r.stackSetName(name)
                            .operationId(id)
                            .accounts("111111111111")
                            .regions("us-east-1"));
        }
        api.throttle().rate(RATE);
        api.time().advance(Duration.ofMinutes(1));
        return api;
    }

    private static String name(int number) {
        return "running-" + number;
    }

    private static String id(int number) {
        return String.format(Locale.ROOT, "11111111-2222-4333-8444-%012d", number);
    }

    /** Has the calls made one by one while the clock moves; gives how long each took. */
    private static List<Double> urgent(ThrottledApi api, List<Supplier<CompletableFuture<?>>> calls) {
        List<Double> waits = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            Supplier<CompletableFuture<?>> call = calls.get(i);
            long nanos = (long) (1e9 * EVERY * (i + 1));
            var unused = api.time().scheduler().schedule(() -> timed(api, call, waits), nanos, TimeUnit.NANOSECONDS);
        }
        return waits;
    }

    private static void timed(ThrottledApi api, Supplier<CompletableFuture<?>> call, List<Double> waits) {
        long asked = api.time().nanoTime();
        var unused = call.get()
                .whenComplete((answer, failure) -> waits.add((api.time().nanoTime() - asked) / 1e9));
    }

    private static double p99(List<Double> waits) {
        return waits.stream().sorted().toList().get((int) (0.99 * (waits.size() - 1) + 0.5));
    }

    /** Lists while describes queue: what share of the turns they get from the first to the last. */
    private static Score starvation(long seed) {
        ThrottledApi api = ThrottledApi.of(RATE, BURST, seed);
        List<Boolean> turns = new ArrayList<>();
        StackSets library =
                api.library(b -> b.eventSink(attempt -> turns.add(attempt.call().priority() == Priority.LIST)));
        StackSet stackSet = library.stackSet(ThrottledApi.STACK_SET);
        for (int i = 0; i < Batch.CALLS; i++) {
            var unused = stackSet.describe();
        }
        List<CompletableFuture<?>> lists = new ArrayList<>();
        for (int i = 0; i < PATIENT; i++) {
            lists.add(library.listStackSets().toList());
        }
        api.time().runUntil(() -> lists.stream().allMatch(CompletableFuture::isDone));
        List<Boolean> between = turns.subList(turns.indexOf(true) + 1, turns.lastIndexOf(true) + 1);
        return new Score(
                "lists while 1,000 describes wait: share of the turns",
                "%",
                100.0 * between.stream().filter(list -> list).count() / between.size(),
                Theirs.nobody(),
                Target.atLeast(5),
                PATIENT + " lists, from the turn after the first one's to the last one's");
    }
}
