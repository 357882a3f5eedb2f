package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.spi.TimeSource;

/** What all watched operations of one {@code StackSets} share: the way to ask, the order to ask in, and what was learned. */
record Watching(
        OperationReads reads,
        TimeSource time,
        Callbacks callbacks,
        PollQueue queue,
        PastOperations past,
        ResultCollector collector) {

    Watching(OperationReads reads, TimeSource time, Callbacks callbacks) {
        this(reads, time, callbacks, new PollQueue(time), new PastOperations(), new ResultCollector(reads, time));
    }
}
