package dev.stacksets.internal.tracking;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.client.OperationReads;
import dev.stacksets.spi.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all watched operations of one {@code StackSets} share: the way to ask, the order to ask in, what was learned, and who
 * they are, by stack set.
 */
record Watching(
        OperationReads reads,
        TimeSource time,
        Callbacks callbacks,
        PollQueue queue,
        PastOperations past,
        ResultCollector collector,
        Map<String, StackSetWatch> stackSets) {

    Watching(OperationReads reads, TimeSource time, Callbacks callbacks) {
        this(
                reads,
                time,
                callbacks,
                new PollQueue(time),
                new PastOperations(),
                new ResultCollector(reads, time),
                new ConcurrentHashMap<>());
    }

    /** One more operation of the stack set is watched. */
    <L extends PollLoop> L enter(String stackSet, Function<StackSetWatch, L> operation) {
        AtomicReference<@Nullable L> entered = new AtomicReference<>();
        stackSets.compute(stackSet, (name, known) -> {
            StackSetWatch group = known == null ? new StackSetWatch(name, this) : known;
            L loop = operation.apply(group);
            group.enter(loop);
            entered.set(loop);
            return group;
        });
        return Objects.requireNonNull(entered.get());
    }

    /** One is watched no more. */
    void leave(String stackSet, PollLoop operation) {
        stackSets.computeIfPresent(stackSet, (name, group) -> {
            group.leave(operation);
            return group.isEmpty() ? null : group;
        });
    }

    List<PollLoop> operations() {
        return stackSets.values().stream()
                .flatMap(group -> group.members().stream())
                .toList();
    }
}
