package dev.stacksets.resilience;

import dev.stacksets.operation.OperationProgress;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link PollPolicy} may decide on.
 *
 * @param polls how often AWS was asked, 0 before the first time
 * @param age how old the operation is: since it was started here, or since AWS says it was created
 * @param last the last snapshot
 * @param throttled whether the last poll was refused because calls came too fast
 * @param past how long earlier operations took that did the same to the same stack set and succeeded, the newest last; of the
 *     same size, where that is known; at most eight
 */
public record PollContext(int polls, Duration age, OperationProgress last, boolean throttled, List<Duration> past) {

    /**
     * Copies the list.
     *
     * @param polls how often AWS was asked
     * @param age how old the operation is
     * @param last the last snapshot
     * @param throttled whether the last poll was refused because calls came too fast
     * @param past how long earlier operations took
     */
    public PollContext {
        past = List.copyOf(past);
    }
}
