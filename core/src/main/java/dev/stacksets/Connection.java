package dev.stacksets;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.series.Admission;
import dev.stacksets.internal.tracking.OperationTracker;
import dev.stacksets.spi.TimeSource;

/**
 * What all references of one {@link StackSets} share: the way to AWS, the watch over operations, the way to user code, time,
 * and the guardrails.
 */
record Connection(
        StackSetCalls calls, OperationTracker tracker, Callbacks callbacks, TimeSource time, Admission admission) {}
