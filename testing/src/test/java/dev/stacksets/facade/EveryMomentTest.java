package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.OperationSeries;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing, stopping and detaching at every moment of a busy life: between any two things that happen. */
class EveryMomentTest {
    /** A life is over after fewer steps than this. */
    private static final int STEPS = 60;

    static IntStream moments() {
        return IntStream.range(0, STEPS);
    }

    @ParameterizedTest(name = "after {0} steps")
    @MethodSource("moments")
    void close_endsEveryFutureAtOnceAndNothingIsSentLater(int steps) {
        try (Life life = new Life()) {
            life.live(steps);

            life.stackSets.close();

            assertThat(life.open("")).isEmpty();
            int calls = life.facade.aws.calls().all().size();
            life.facade.aws.time().advance(Duration.ofHours(3));
            assertThat(life.facade.aws.calls().all()).hasSize(calls);
            assertThat(life.ends).hasValue(life.handles.size());
        }
    }

    @ParameterizedTest(name = "after {0} steps")
    @MethodSource("moments")
    void stop_endsEverythingAndBeginsNothing(int steps) {
        try (Life life = new Life()) {
            life.live(steps);
            List<CompletableFuture<?>> stops = new ArrayList<>();
            life.handles.forEach(handle -> stops.add(handle.stop()));
            life.series.forEach(series -> stops.add(series.stop()));
            life.facade.aws.time().advance(Duration.ofMinutes(2));
            int operations = life.operations().size();
            int deletions = life.facade.aws.calls().count("DeleteStackSet");

            life.facade.aws.time().advance(Duration.ofHours(3));

            assertThat(stops).allSatisfy(stop -> assertThat(stop).isDone());
            assertThat(life.open("")).isEmpty();
            assertThat(life.operations()).hasSize(operations);
            assertThat(life.facade.aws.calls().count("DeleteStackSet")).isEqualTo(deletions);
        }
    }

    @ParameterizedTest(name = "after {0} steps")
    @MethodSource("moments")
    void detach_endsTheHandlesFuturesAtOnce(int steps) {
        try (Life life = new Life()) {
            life.live(steps);

            life.handles.forEach(OperationHandle::detach);

            assertThat(life.open("handle")).isEmpty();
            assertThat(life.ends).hasValue(life.handles.size());
            life.facade.aws.time().advance(Duration.ofHours(3));
            assertThat(life.ends).hasValue(life.handles.size());
            assertThat(life.open("")).isEmpty();
        }
    }

    /** Two rivals on one stack set, a series, reads, slow and lost answers. */
    private static final class Life implements AutoCloseable {
        final Facade facade = new Facade(simulator -> simulator.resultsLag(Duration.ofSeconds(7)));
        final StackSet observed = facade.baseline();
        final StackSets stackSets = facade.another();
        final List<OperationHandle> handles = new ArrayList<>();
        final List<OperationSeries> series = new ArrayList<>();
        final Map<String, CompletableFuture<?>> futures = new TreeMap<>();
        final AtomicInteger ends = new AtomicInteger();

        Life() {
            facade.finish(observed.deploy(d -> d.accounts(ONE, TWO).regions(VIRGINIA)));
            facade.aws.faults().account(TWO).fails("no role").times(1);
            OperationResult failed = facade.finish(
                    observed.updateInstances(u -> u.accounts(ONE, TWO).regions(VIRGINIA)));
            facade.aws.calls().clear();
            plantFaults();
            StackSet stackSet = stackSets
                    .stackSet(observed.nameOrId())
                    .tracking(t -> t.timeout(Duration.ofHours(1)).listener(counting()));
            begin(stackSet.updateInstances(u -> u.accounts(ONE).regions(VIRGINIA)));
            begin(stackSet.updateInstances(u -> u.accounts(TWO).regions(VIRGINIA)));
            StackSet quiet = stackSets.stackSet(observed.nameOrId());
            begin(quiet.retryFailed(failed, r -> r.rounds(3).pause(Duration.ofMinutes(1))));
            begin(quiet.deleteEverything(d -> d.retainStacks()));
            futures.put("idle", quiet.waitUntilIdle());
            futures.put("description", quiet.describe());
            futures.put("list", quiet.listInstances().toList());
            futures.put("forEach", quiet.listOperations().forEach(operation -> {}));
            futures.put("findFirst", quiet.listOperations().findFirst(operation -> false));
        }

        private void plantFaults() {
            Duration slow = Duration.ofSeconds(4);
            facade.aws.faults().on("UpdateStackInstances").call(1).delays(slow);
            facade.aws.faults().on("UpdateStackInstances").call(3).losesAnswer();
            facade.aws.faults().on("DescribeStackSetOperation").call(2).throttles();
            facade.aws.faults().on("DescribeStackSetOperation").everyCall().delays(Duration.ofSeconds(1));
            facade.aws.faults().on("ListStackSetOperationResults").call(2).delays(slow);
            facade.aws.faults().on("ListStackInstances").call(1).delays(slow);
            facade.aws.faults().on("StopStackSetOperation").call(1).delays(slow);
            facade.aws.faults().on("DescribeStackSet").call(1).throttles();
            facade.aws.faults().on("DeleteStackSet").call(1).fails(409, "OperationInProgressException", "busy");
        }

        private OperationListener counting() {
            return new OperationListener() {
                @Override
                public void onFinished(OperationResult result) {
                    ends.incrementAndGet();
                }

                @Override
                public void onTrackingEnded(StackSetsException cause) {
                    ends.incrementAndGet();
                }
            };
        }

        private void begin(OperationHandle handle) {
            handles.add(handle);
            String name = "handle " + handles.size();
            futures.put(name + " accepted", handle.accepted());
            futures.put(name + " outcome", handle.outcome());
            futures.put(name + " completion", handle.completion());
            futures.put(name + " early refresh", handle.refresh());
        }

        private void begin(OperationSeries begun) {
            series.add(begun);
            String name = "series " + series.size();
            futures.put(name + " outcome", begun.outcome());
            futures.put(name + " first", begun.operation(0));
            futures.put(name + " eighth", begun.operation(7));
        }

        /** Lets so many things happen, one at a time. */
        void live(int steps) {
            AtomicInteger happened = new AtomicInteger();
            facade.aws
                    .time()
                    .runUntil(() -> happened.getAndIncrement() >= steps
                            || facade.aws.time().pending() == 0);
            handles.forEach(handle -> futures.put("handle " + handle.token() + " late refresh", handle.refresh()));
        }

        /** Those still open whose name begins so. */
        Set<String> open(String name) {
            return futures.entrySet().stream()
                    .filter(future -> future.getKey().startsWith(name)
                            && !future.getValue().isDone())
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        List<OperationDescription> operations() {
            try (StackSets observer = facade.another()) {
                return facade.get(
                        observer.stackSet(observed.nameOrId()).listOperations().toList());
            }
        }

        @Override
        public void close() {
            stackSets.close();
            facade.close();
        }
    }
}
