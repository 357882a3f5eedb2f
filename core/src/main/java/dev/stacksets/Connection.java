package dev.stacksets;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.series.Admission;
import dev.stacksets.internal.tracking.OperationTracker;

/** What all references of one {@link StackSets} share: the way to AWS, the watch over operations, the way to user code, and
 * the guardrails. */
record Connection(StackSetCalls calls, OperationTracker tracker, Callbacks callbacks, Admission admission) {}
