package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.OperationHandle;
import dev.stacksets.OperationListener;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.resilience.PollPolicy;
import dev.stacksets.testing.VirtualTime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many handles leave nothing behind, neither memory nor threads. Garbage is counted, object by object. */
class LeakTest {
    private static final int HANDLES = 100_000;
    private static final int AT_ONCE = 10_000;

    private final StubAws aws = new StubAws();
    private final VirtualTime time = VirtualTime.create();

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void handlesThatEnded_detachedOrWereCancelled_areGarbage() {
        try (StackSets stackSets = onVirtualTime()) {
            StackSet stackSet = stackSets.stackSet("baseline");
            List<WeakReference<Object>> census = handles(stackSet, HANDLES);
            assertThat(alive(census)).isZero();
            int counted = census.size();
            census.clear();

            long before = heapInUse();
            handles(stackSet, HANDLES).clear();
            long after = heapInUse();

            System.out.printf(
                    "leak: %d handles twice, %d objects counted, 0 alive; heap %.2f MB before the second time, %.2f MB after%n",
                    HANDLES, counted, before / 1e6, after / 1e6);
            assertThat(after - before).as("bytes for all handles").isLessThan(HANDLES);
            assertThat(time.pending()).isZero();
        }
    }

    @Test
    void endedHandleThatIsKept_holdsNoViewAndNoListener() {
        try (StackSets stackSets = onVirtualTime()) {
            List<OperationHandle> kept = new ArrayList<>();
            List<WeakReference<Object>> census = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                OperationHandle handle = deploy(stackSets.stackSet("baseline"));
                kept.add(handle);
                use(handle, i, census);
            }
            end();

            assertThat(alive(census)).isZero();
            assertThat(kept).allSatisfy(handle -> assertThat(handle.outcome()).isDone());
        }
    }

    @Test
    void runningHandle_holdsNoViewThatWasCancelledAndNoListenerThatLeft() {
        try (StackSets stackSets = onVirtualTime()) {
            OperationHandle handle = deploy(stackSets.stackSet("baseline"));
            List<WeakReference<Object>> census = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                use(handle, 0, census);
            }
            time.advance(Duration.ofMinutes(1));

            assertThat(alive(census)).isZero();
            assertThat(handle.outcome()).isNotDone();
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void tenThousandHandlesAtOnce_takeTwoThreads_andNoneAfterClose() throws Exception {
        Set<Thread> others = Thread.getAllStackTraces().keySet();
        StackSets stackSets = StackSets.builder()
                .client(aws.client())
                .pollPolicy(PollPolicy.fixed(Duration.ofMillis(500)))
                .build();
        StackSet stackSet = stackSets.stackSet("baseline");
        List<OperationHandle> handles =
                IntStream.range(0, AT_ONCE).mapToObj(i -> deploy(stackSet)).toList();
        handles.get(AT_ONCE - 1).refresh().get(1, TimeUnit.MINUTES);
        Set<Thread> ours = without(others);
        assertThat(handles).noneSatisfy(handle -> assertThat(handle.outcome()).isDone());

        aws.endAll();
        for (OperationHandle handle : handles) {
            handle.outcome().get(1, TimeUnit.MINUTES);
        }
        ours.addAll(without(others));
        stackSets.close();

        assertThat(ours)
                .extracting(Thread::getName)
                .containsExactlyInAnyOrder("stacksets-timer", "stacksets-callbacks");
        for (Thread thread : ours) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static Set<Thread> without(Set<Thread> others) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !others.contains(thread) && thread.getName().startsWith("stacksets"))
                .collect(Collectors.toSet());
    }

    private StackSets onVirtualTime() {
        return StackSets.builder()
                .client(aws.client())
                .timeSource(time)
                .callbackExecutor(Runnable::run)
                .build();
    }

    private static OperationHandle deploy(StackSet stackSet) {
        return stackSet.deploy(d -> d.accounts(ONE).regions(VIRGINIA));
    }

    /** Handles that come and go: half are let go of, half end. Gives what must be garbage then. */
    private List<WeakReference<Object>> handles(StackSet stackSet, int count) {
        List<WeakReference<Object>> census = new ArrayList<>(5 * count);
        for (int i = 0; i < count; i++) {
            OperationHandle handle = deploy(stackSet);
            census.add(new WeakReference<>(handle));
            use(handle, i, census);
        }
        end();
        return census;
    }

    private static void use(OperationHandle handle, int how, List<WeakReference<Object>> census) {
        CompletableFuture<OperationResult> outcome = handle.outcome();
        CompletableFuture<OperationResult> completion = handle.completion();
        CompletableFuture<?> refresh = handle.refresh();
        OperationListener listener = new OperationListener() {};
        OperationHandle.Subscription subscription = handle.subscribe(listener);
        census.add(new WeakReference<>(outcome));
        census.add(new WeakReference<>(completion));
        census.add(new WeakReference<>(refresh));
        census.add(new WeakReference<>(listener));
        switch (how % 4) {
            case 0 -> {
                outcome.cancel(true);
                completion.cancel(true);
                refresh.cancel(true);
                subscription.close();
            }
            case 1 -> handle.detach();
            default -> completion.complete(null);
        }
    }

    private void end() {
        aws.endAll();
        time.runUntilIdle();
        aws.beginAgain();
    }

    /** Whatever only weak references hold is gone after a few collections; what is not is held by somebody. */
    private static long alive(List<WeakReference<Object>> census) {
        long alive = census.size();
        for (int i = 0; i < 10 && alive > 0; i++) {
            System.gc();
            alive = census.stream().filter(each -> each.get() != null).count();
        }
        return alive;
    }

    private static long heapInUse() {
        return IntStream.range(0, 5)
                .mapToLong(i -> {
                    System.gc();
                    return Runtime.getRuntime().totalMemory()
                            - Runtime.getRuntime().freeMemory();
                })
                .min()
                .orElseThrow();
    }
}
