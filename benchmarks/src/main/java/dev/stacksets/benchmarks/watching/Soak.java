package dev.stacksets.benchmarks.watching;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.benchmarks.measuring.Heap;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Many handles watched for many simulated days through an API that takes 5 calls a second, burst 10. Operations take from a
 * seventh of the time to all of it, 50 are open in each stack set, and one that ended is followed by the next. Every hour
 * one handle in a thousand is let go of and its operation resumed; every minute somebody else asks something.
 */
public final class Soak {

    private static final double RATE = 5;
    private static final int BURST = 10;
    private static final int PER_SET = 50;

    /** An end that is seen later than this is taken for one that is never seen. */
    private static final double LOST_AFTER = Duration.ofHours(6).toSeconds();

    /**
     * What it came to.
     *
     * @param started operations AWS has
     * @param wanted operations that were to be started, of which those still wait that AWS does not have
     * @param ended those whose end was seen
     * @param resumed handles that were let go of and resumed
     * @param lost those that ended long ago and are still watched
     * @param wrong outcomes that came twice, too early, or were failures
     * @param lateMedian seconds from an end until it was seen, in the middle
     * @param lateP99 the same for all but one in a hundred
     * @param calls that AWS took
     * @param refused that it refused as too fast
     * @param waitP99 seconds that all but one in a hundred of the other calls waited
     * @param timers armed when all is open
     * @param heapEarly bytes in use at a quarter of the time
     * @param heapLate bytes in use at its end
     * @param left timers armed when all is let go of
     */
    public record Report(
            int started,
            int wanted,
            int ended,
            int resumed,
            int lost,
            int wrong,
            double lateMedian,
            double lateP99,
            int calls,
            int refused,
            double waitP99,
            int timers,
            long heapEarly,
            long heapLate,
            int left) {}

    /** One operation, and who watches it. */
    private final class Watched {
        private final StackSet stackSet;
        private final double seconds;
        private OperationHandle handle;
        private double began = Double.NaN;
        private boolean over;

        Watched(StackSet stackSet) {
            this.stackSet = stackSet;
            handle = stackSet.deploy(Deployments.of(DrawnOperation.of(1)));
            seconds = drawn(handle.token().operationId()).seconds();
            var unused = handle.accepted().thenRun(() -> began = now());
            watch();
        }

        private void watch() {
            var unused = handle.outcome().whenComplete((result, failure) -> {
                if (failure == null) {
                    ended();
                } else if (!(failure instanceof OperationTrackingException) && !closing) {
                    wrong++;
                }
            });
        }

        private void ended() {
            double late = now() - began - seconds;
            wrong += over || late < -1e-3 ? 1 : 0;
            over = true;
            lateness.add(late);
            aws.forget(handle.token().operationId());
            if (!closing) {
                open.set(open.indexOf(this), begin(stackSet));
            }
        }

        void resumeElsewhere() {
            OperationToken token = handle.detach();
            handle = library.resume(token);
            watch();
        }

        boolean isLost() {
            return now() - began - seconds > LOST_AFTER;
        }
    }

    private final VirtualTime time = VirtualTime.create();
    private final ModelAws aws = new ModelAws(time, new Bucket(time, RATE, BURST), this::drawn);
    private final StackSets library = StackSets.builder()
            .client(aws)
            .timeSource(time)
            .callbackExecutor(Runnable::run)
            .build();
    private final Random random;
    private final Duration length;
    private final List<Watched> open = new ArrayList<>();
    private final List<Double> lateness = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();
    private int wanted;
    private int resumed;
    private int wrong;
    private boolean closing;

    private Soak(Duration length, long seed) {
        this.length = length;
        this.random = new Random(seed);
    }

    /**
     * Runs it.
     *
     * @param handles open at any time
     * @param length simulated
     * @param seed decides durations and who is let go of
     * @return what it came to
     */
    public static Report run(int handles, Duration length, long seed) {
        return new Soak(length, seed).run(handles);
    }

    private Report run(int handles) {
        for (int i = 0; i < handles; i++) {
            open.add(begin(library.stackSet("set-" + i / PER_SET)));
        }
        every(Duration.ofMinutes(1), this::somebodyElse);
        every(Duration.ofHours(1), () -> resumeSome(Math.max(1, handles / 1_000)));
        time.advance(length.dividedBy(4));
        long heapEarly = Heap.inUse();
        time.advance(length.minus(length.dividedBy(4)));
        long heapLate = Heap.inUse();
        int timers = time.pending();
        int lost = (int) open.stream().filter(Watched::isLost).count();
        closing = true;
        library.close();
        time.advance(Duration.ofHours(2));
        List<Double> late = lateness.stream().sorted().toList();
        return new Report(
                aws.starts(),
                wanted,
                late.size(),
                resumed,
                lost,
                wrong,
                at(late, 0.5),
                at(late, 0.99),
                aws.calls(),
                aws.refused(),
                at(waits.stream().sorted().toList(), 0.99),
                timers,
                heapEarly,
                heapLate,
                time.pending());
    }

    private Watched begin(StackSet stackSet) {
        wanted++;
        return new Watched(stackSet);
    }

    private DrawnOperation drawn(String operationId) {
        double share = new SplittableRandom(operationId.hashCode()).nextDouble();
        return DrawnOperation.of(length.toSeconds() * (1 + 6 * share) / 7);
    }

    private void somebodyElse() {
        Watched asked = open.get(random.nextInt(open.size()));
        if (asked.handle.accepted().isDone() && !asked.over) {
            double from = now();
            var unused = asked.stackSet
                    .describeOperation(asked.handle.token().operationId())
                    .thenRun(() -> waits.add(now() - from));
        }
    }

    private void resumeSome(int count) {
        for (int i = 0; i < count; i++) {
            Watched some = open.get(random.nextInt(open.size()));
            if (some.handle.accepted().isDone() && !some.handle.outcome().isDone()) {
                resumed++;
                some.resumeElsewhere();
            }
        }
    }

    private void every(Duration interval, Runnable action) {
        var unused = time.scheduler()
                .schedule(
                        () -> {
                            if (!closing) {
                                action.run();
                                every(interval, action);
                            }
                        },
                        interval.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private double now() {
        return time.nanoTime() / 1e9;
    }

    private static double at(List<Double> sorted, double quantile) {
        return sorted.isEmpty() ? 0 : sorted.get((int) (quantile * (sorted.size() - 1)));
    }
}
