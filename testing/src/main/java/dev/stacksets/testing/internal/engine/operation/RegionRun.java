package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Target;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The accounts of one Region in one operation, counted as they move. */
public final class RegionRun {

    private final String region;
    private final Pacing pacing;
    private final int total;
    private final ArrayDeque<Target> pending;
    private int running;
    private int succeeded;
    private int failed;
    private int cancelled;

    RegionRun(String region, Pacing pacing, List<Target> targets) {
        this.region = region;
        this.pacing = pacing;
        this.total = targets.size();
        this.pending = new ArrayDeque<>(targets);
    }

    /** The next account that may start, taken from the queue and counted as running. */
    Optional<Target> startNext() {
        if (pending.isEmpty() || exceeded() || running >= pacing.cap(failed)) {
            return Optional.empty();
        }
        running++;
        return Optional.of(pending.remove());
    }

    public void succeeded() {
        running--;
        succeeded++;
    }

    public void failed() {
        running--;
        failed++;
    }

    Optional<Target> cancelNext() {
        Optional<Target> next = Optional.ofNullable(pending.poll());
        next.ifPresent(target -> cancelled++);
        return next;
    }

    boolean exceeded() {
        return pacing.exceededBy(failed);
    }

    boolean drained() {
        return pending.isEmpty() && running == 0;
    }

    int running() {
        return running;
    }

    int failedCount() {
        return failed;
    }

    public String region() {
        return region;
    }

    public void check() {
        int accounted = pending.size() + running + succeeded + failed + cancelled;
        long bound = pacing.strict() ? pacing.tolerance() + 1L : (long) pacing.tolerance() + pacing.concurrency();
        if (accounted != total || running < 0) {
            throw new IllegalStateException(this + ": counters do not add up to " + total);
        }
        if (failed > bound || running > pacing.concurrency()) {
            throw new IllegalStateException(this + ": more than " + pacing + " allows");
        }
    }

    @Override
    public String toString() {
        return region + " pending " + pending.size() + ", running " + running + ", succeeded " + succeeded + ", failed "
                + failed + ", cancelled " + cancelled;
    }
}
