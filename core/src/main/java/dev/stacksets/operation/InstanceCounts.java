package dev.stacksets.operation;

import java.util.Collection;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * How many instances of an operation are where.
 *
 * @param pending not begun
 * @param running under way
 * @param succeeded done
 * @param failed failed for a reason of their own
 * @param cancelled never begun
 * @param skipped passed over, because their accounts are suspended
 */
public record InstanceCounts(int pending, int running, int succeeded, int failed, int cancelled, int skipped) {
    /** No instance anywhere. */
    public static final InstanceCounts NONE = new InstanceCounts(0, 0, 0, 0, 0, 0);

    /**
     * Counts results.
     *
     * @param results one per instance
     * @return their counts; unknown outcomes count as running
     */
    public static InstanceCounts of(Collection<InstanceResult> results) {
        Map<InstanceOutcome, Long> counts =
                results.stream().collect(Collectors.groupingBy(InstanceResult::outcome, Collectors.counting()));
        ToIntFunction<InstanceOutcome> count =
                outcome -> counts.getOrDefault(outcome, 0L).intValue();
        return new InstanceCounts(
                count.applyAsInt(InstanceOutcome.PENDING),
                count.applyAsInt(InstanceOutcome.RUNNING) + count.applyAsInt(InstanceOutcome.UNKNOWN),
                count.applyAsInt(InstanceOutcome.SUCCEEDED),
                count.applyAsInt(InstanceOutcome.FAILED),
                count.applyAsInt(InstanceOutcome.CANCELLED),
                count.applyAsInt(InstanceOutcome.SKIPPED));
    }

    /**
     * All instances of the operation.
     *
     * @return the sum
     */
    public int total() {
        return pending + running + finished();
    }

    /**
     * Instances for which nothing more happens.
     *
     * @return succeeded, failed, cancelled and skipped ones
     */
    public int finished() {
        return succeeded + failed + cancelled + skipped;
    }
}
