package dev.stacksets.internal.tracking;

import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** How long operations took that succeeded: the last few of each stack set and action, for as many as are asked about. */
final class PastOperations {
    private static final int KEPT = 8;
    private static final int KINDS = 4_000;

    /** Operations of about one size take about one time. */
    private static final double SAME_SIZE = 1.25;

    private record Kind(String stackSet, OperationAction action) {}

    private record Past(String operationId, Instant ended, Duration took, OptionalInt instances) {
        boolean isOfSize(OptionalInt wanted) {
            if (wanted.isEmpty() || instances.isEmpty()) {
                return true;
            }
            double smaller = Math.min(wanted.getAsInt(), instances.getAsInt());
            return Math.max(wanted.getAsInt(), instances.getAsInt()) <= SAME_SIZE * smaller;
        }
    }

    private final Map<Kind, List<Past>> kinds = new LinkedHashMap<>(16, 0.75f, true);

    /** Remembers an operation that ended, if it succeeded and AWS says when it began. */
    synchronized void learn(String stackSet, OperationDescription ended, OptionalInt instances) {
        if (ended.status() != OperationStatus.SUCCEEDED
                || ended.createdAt().isEmpty()
                || ended.endedAt().isEmpty()) {
            return;
        }
        Past now = new Past(
                ended.operationId(),
                ended.endedAt().get(),
                Duration.between(ended.createdAt().get(), ended.endedAt().get()),
                instances);
        List<Past> past = kinds.computeIfAbsent(new Kind(stackSet, ended.action()), kind -> new ArrayList<>(KEPT));
        past.removeIf(each ->
                each.operationId().equals(now.operationId()) && each.instances().isEmpty());
        if (now.took().isNegative()
                || past.stream().anyMatch(each -> each.operationId().equals(now.operationId()))) {
            return;
        }
        past.add(now);
        past.sort(Comparator.comparing(Past::ended));
        if (past.size() > KEPT) {
            past.remove(0);
        }
        if (kinds.size() > KINDS) {
            kinds.remove(kinds.keySet().iterator().next());
        }
    }

    /** Whether anything is known of such operations, of any size. */
    synchronized boolean knows(String stackSet, OperationAction action) {
        return kinds.containsKey(new Kind(stackSet, action));
    }

    /** How long such operations took, the last one last. */
    synchronized List<Duration> durations(String stackSet, OperationAction action, OptionalInt instances) {
        return kinds.getOrDefault(new Kind(stackSet, action), List.of()).stream()
                .filter(past -> past.isOfSize(instances))
                .map(Past::took)
                .toList();
    }
}
