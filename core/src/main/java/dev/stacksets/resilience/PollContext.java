package dev.stacksets.resilience;

import dev.stacksets.operation.OperationProgress;
import java.time.Duration;

/**
 * What a {@link PollPolicy} may decide on.
 *
 * @param polls how often AWS was asked, 0 before the first time
 * @param age how long the operation has been watched here
 * @param last the last snapshot
 * @param throttled whether the last poll was refused because calls came too fast
 */
public record PollContext(int polls, Duration age, OperationProgress last, boolean throttled) {}
