package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/**
 * The operations of one stack set: who runs, who waits. Without managed execution one at a time; with it, an operation
 * starts when it conflicts with none that runs and none that waits before it.
 */
public final class OperationBook {

    private final Map<String, Rollout> byId = new HashMap<>();
    private final List<Rollout> history = new ArrayList<>();
    private final Set<Rollout> active = new LinkedHashSet<>();
    private final Set<Rollout> waiting = new LinkedHashSet<>();
    private boolean promoting;

    public Optional<Rollout> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public boolean isBusy() {
        return !active.isEmpty() || !waiting.isEmpty();
    }

    /** Some operation that is not over; the one that runs longest comes first. */
    public Optional<Operation> current() {
        return active.stream()
                .findFirst()
                .or(() -> waiting.stream().findFirst())
                .map(Rollout::operation);
    }

    /** An operation of that kind that runs or waits. */
    public Optional<Operation> unfinished(StackSetOperationAction action) {
        return Stream.concat(active.stream(), waiting.stream())
                .map(Rollout::operation)
                .filter(operation -> operation.action() == action)
                .findFirst();
    }

    /** Oldest first. */
    public List<Rollout> history() {
        return Collections.unmodifiableList(history);
    }

    public Set<Rollout> active() {
        return Collections.unmodifiableSet(active);
    }

    public void accept(Rollout rollout) {
        byId.put(rollout.operation().id(), rollout);
        history.add(rollout);
        if (mustWait(rollout)) {
            waiting.add(rollout);
            rollout.queue();
        } else {
            active.add(rollout);
            beginOrForget(rollout);
        }
    }

    boolean mustWait(Rollout rollout) {
        return rollout.waitsForOthers()
                || Stream.concat(active.stream(), waiting.stream()).anyMatch(other -> conflict(other, rollout));
    }

    public int waiting() {
        return waiting.size();
    }

    /** A request whose work is refused at its beginning was never accepted. */
    private void beginOrForget(Rollout rollout) {
        try {
            rollout.begin();
        } catch (AwsError refusal) {
            active.remove(rollout);
            history.remove(rollout);
            byId.remove(rollout.operation().id());
            throw refusal;
        }
    }

    void ended(Rollout rollout) {
        active.remove(rollout);
        waiting.remove(rollout);
        promote();
    }

    /** Ending while promoting (a queued operation without targets) comes back here; the loop below picks it up. */
    void promote() {
        if (promoting) {
            return;
        }
        promoting = true;
        try {
            for (Optional<Rollout> next = nextFree(); next.isPresent(); next = nextFree()) {
                promote(next.get());
            }
        } finally {
            promoting = false;
        }
    }

    private void promote(Rollout rollout) {
        waiting.remove(rollout);
        active.add(rollout);
        try {
            rollout.begin();
        } catch (AwsError refusal) {
            rollout.failToBegin(refusal.text());
        }
    }

    private Optional<Rollout> nextFree() {
        List<Rollout> before = new ArrayList<>(active);
        for (Rollout candidate : waiting) {
            if (!candidate.waitsForOthers() && before.stream().noneMatch(other -> conflict(other, candidate))) {
                return Optional.of(candidate);
            }
            before.add(candidate);
        }
        return Optional.empty();
    }

    private static boolean conflict(Rollout one, Rollout other) {
        return one.operation().scope().conflictsWith(other.operation().scope());
    }

    public void check(boolean managed) {
        history.forEach(rollout -> rollout.operation().check());
        if (!managed && active.size() > 1) {
            throw new IllegalStateException("more than one operation runs without managed execution");
        }
        boolean mismatch = active.stream()
                        .anyMatch(rollout -> rollout.operation().isTerminal())
                || waiting.stream().anyMatch(rollout -> !rollout.operation().is(StackSetOperationStatus.QUEUED));
        if (mismatch) {
            throw new IllegalStateException("an operation is listed in a state it is not in");
        }
    }
}
