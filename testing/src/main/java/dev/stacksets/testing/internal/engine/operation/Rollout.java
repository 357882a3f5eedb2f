package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.Target;
import dev.stacksets.testing.internal.fault.InstanceFate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/**
 * Drives one operation over its instances: which account starts when, what a failure does to the rest, when it is over.
 * Only {@link #pump} starts work, and only while the operation is RUNNING.
 */
public final class Rollout {

    /** Makes the operation's effect on the records and says what to work on, by Region. */
    public interface Work {
        Map<String, List<Instance>> begin();
    }

    static final String TOLERANCE_EXCEEDED = "Cancelled since failure tolerance has exceeded";
    static final String STOPPED_BY_USER = "Cancelled since the operation was stopped";
    private static final Duration STOP_SETTLES = Duration.ofSeconds(1);

    private final EngineContext context;
    private final StackSetState stackSet;
    private final Operation operation;
    private final Work work;
    private final Effect effect;
    private final List<Rollout> leaders = new ArrayList<>();
    private final List<Rollout> required = new ArrayList<>();
    private final List<Rollout> followers = new ArrayList<>();
    private boolean dispatched;

    Rollout(EngineContext context, StackSetState stackSet, Operation operation, Work work) {
        this.context = context;
        this.stackSet = stackSet;
        this.operation = operation;
        this.work = work;
        this.effect = operation.effect();
    }

    public Operation operation() {
        return operation;
    }

    public void queue() {
        become(StackSetOperationStatus.QUEUED);
    }

    public void begin() {
        requireSuccess();
        Map<String, List<Instance>> byRegion = work.begin();
        operation.begun(stackSet.definition());
        become(StackSetOperationStatus.RUNNING);
        List<RegionRun> runs = new ArrayList<>();
        List<Target> lines = new ArrayList<>();
        for (String region : regionOrder(byRegion.keySet())) {
            List<Target> targets = byRegion.getOrDefault(region, List.of()).stream()
                    .map(instance -> new Target(instance, context.now()))
                    .toList();
            runs.add(new RegionRun(region, Pacing.of(operation.preferences(), targets.size()), targets));
            lines.addAll(targets);
            context.instanceOperations().begun(administrator(), region, targets.size());
        }
        lines.forEach(target -> effect.addressed(target.instance(), operation.id()));
        operation.targets(runs, lines);
        if (lines.isEmpty()) {
            settle();
        } else {
            context.after(context.settings().dispatchGap(), "dispatch of " + operation, this::dispatch);
        }
    }

    private String administrator() {
        return stackSet.owner().account();
    }

    private void finished(Target target, boolean failed) {
        if (failed) {
            operation.oneFailed(context.now());
        } else {
            operation.oneFinished();
        }
        context.instanceOperations().finished(administrator(), target.instance().region());
    }

    /** The asked-for order first, Regions it leaves out behind it. */
    private Set<String> regionOrder(Set<String> present) {
        Set<String> order = new LinkedHashSet<>(operation.preferences().regionOrder());
        order.retainAll(present);
        order.addAll(present);
        return order;
    }

    private void dispatch() {
        dispatched = true;
        pump();
    }

    void pump() {
        if (dispatched && operation.is(StackSetOperationStatus.RUNNING)) {
            for (RegionRun region : operation.regions()) {
                startWhatFits(region);
                if (!operation.isParallel() && !region.drained()) {
                    break;
                }
            }
        }
        settle();
    }

    private void startWhatFits(RegionRun region) {
        while (stackSet.hasRoom()) {
            Optional<Target> next = region.startNext();
            if (next.isEmpty()) {
                return;
            }
            start(region, next.get());
        }
    }

    private void start(RegionRun region, Target target) {
        stackSet.oneStarted();
        target.start(context.now());
        effect.started(target.instance());
        log(target, "RUNNING");
        Duration usual = context.drawDuration();
        boolean suspended = !effect.retainsStacks() && context.isSuspended(stackSet, target.instance());
        boolean unharmed = effect.retainsStacks() || suspended;
        InstanceFate fate = unharmed ? InstanceFate.NONE : context.startOn(target.instance());
        if (suspended || fate.isSuspended()) {
            context.after(Duration.ZERO, target, () -> skip(region, target));
            return;
        }
        Optional<Hindrance> planted =
                fate.obstacle().map(obstacle -> Hindrance.of(obstacle, stackSet, target.instance()));
        target.gate(planted.flatMap(Hindrance::gate).orElseGet(() -> Hindrance.noGate(target.instance())));
        if (!fate.neverEnds()) {
            Optional<CompletionStage<String>> stack = planted.isEmpty() ? begin(target.instance()) : Optional.empty();
            context.after(
                    fate.duration().orElse(usual),
                    target,
                    () -> stack.ifPresentOrElse(
                            work -> work.whenComplete((stackId, failure) -> context.after(
                                    Duration.ZERO,
                                    target,
                                    () -> end(region, target, reason(failure), Optional.ofNullable(stackId)))),
                            () -> end(region, target, planted.map(Hindrance::reason), Optional.empty())));
        }
    }

    /** Real work on the stack, for an instance that nothing else fails. It may take longer than virtual time says. */
    private Optional<CompletionStage<String>> begin(Instance instance) {
        if (unreachable(instance).isPresent() || effect.obstacle(instance).isPresent()) {
            return Optional.empty();
        }
        try {
            return effect.begin(instance);
        } catch (RuntimeException broken) {
            return Optional.of(CompletableFuture.failedFuture(broken));
        }
    }

    private static Optional<String> reason(@Nullable Throwable failure) {
        if (failure == null) {
            return Optional.empty();
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return Optional.of(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }

    private void skip(RegionRun region, Target target) {
        boolean wasFull = !stackSet.hasRoom();
        String reason = "ACCOUNT_SUSPENDED: account " + target.instance().account() + " was skipped";
        stackSet.oneEnded();
        region.succeeded();
        target.skip(context.now(), reason);
        finished(target, false);
        effect.skipped(target.instance(), reason);
        log(target, "SKIPPED");
        pumpAfter(wasFull);
    }

    private void end(RegionRun region, Target target, Optional<String> known, Optional<String> stackId) {
        boolean wasFull = !stackSet.hasRoom();
        stackSet.oneEnded();
        Optional<String> failure = stackId.isPresent()
                ? Optional.empty()
                : known.or(() -> unreachable(target.instance())).or(() -> effect.obstacle(target.instance()));
        if (failure.isPresent()) {
            failed(region, target, failure.get());
        } else {
            succeeded(region, target, stackId);
        }
        pumpAfter(wasFull);
    }

    /** An end makes room for its own operation, and for all of the set where the ceiling they share held them back. */
    private void pumpAfter(boolean wasFull) {
        if (wasFull) {
            stackSet.pumpAll();
        } else {
            pump();
        }
    }

    private Optional<String> unreachable(Instance instance) {
        return effect.retainsStacks() ? Optional.empty() : context.unreachable(instance);
    }

    private void succeeded(RegionRun region, Target target, Optional<String> stackId) {
        region.succeeded();
        target.succeed(context.now());
        finished(target, false);
        log(target, "SUCCEEDED");
        stackId.ifPresentOrElse(
                made -> effect.succeeded(target.instance(), made), () -> effect.succeeded(target.instance()));
    }

    private void failed(RegionRun region, Target target, String reason) {
        region.failed();
        target.fail(context.now(), reason);
        effect.failed(target.instance(), reason);
        finished(target, true);
        log(target, "FAILED");
        if (region.exceeded()) {
            cancelPending(region, TOLERANCE_EXCEEDED);
            if (!operation.isParallel() || context.settings().stopsOtherParallelRegions()) {
                cancelAllPending(TOLERANCE_EXCEEDED);
            }
        }
    }

    private void cancelAllPending(String reason) {
        operation.regions().forEach(region -> cancelPending(region, reason));
    }

    private void cancelPending(RegionRun region, String reason) {
        for (Optional<Target> next = region.cancelNext(); next.isPresent(); next = region.cancelNext()) {
            cancel(next.get(), reason);
        }
    }

    private void cancel(Target target, String reason) {
        target.cancel(context.now(), reason);
        effect.cancelled(target.instance(), reason);
        finished(target, false);
        log(target, "CANCELLED");
    }

    /** Asks to stop; a second request for a stopping operation changes nothing. */
    public void stop() {
        if (operation.is(StackSetOperationStatus.QUEUED)) {
            end(StackSetOperationStatus.STOPPED);
        } else if (operation.is(StackSetOperationStatus.RUNNING)) {
            become(StackSetOperationStatus.STOPPING);
            cancelAllPending(STOPPED_BY_USER);
            context.after(STOP_SETTLES, "stop of " + operation, this::settle);
        } else if (operation.isTerminal()) {
            throw Errors.invalidOperation("Operation " + operation.id() + " is not in progress: " + operation.status());
        }
    }

    private void settle() {
        if (operation.isTerminal() || !operation.allFinished()) {
            return;
        }
        if (operation.is(StackSetOperationStatus.STOPPING)) {
            end(StackSetOperationStatus.STOPPED);
        } else {
            end(operation.anyRegionExceeded() ? StackSetOperationStatus.FAILED : StackSetOperationStatus.SUCCEEDED);
        }
    }

    /** A queued operation whose turn came when the stack set no longer allowed it. */
    void failToBegin(String reason) {
        operation.explain(reason);
        end(StackSetOperationStatus.FAILED);
    }

    private void end(StackSetOperationStatus status) {
        become(status);
        if (operation.definition().isPresent()) {
            effect.ended(status);
        }
        stackSet.operations().ended(this);
        List.copyOf(followers)
                .forEach(follower -> follower.stackSet.operations().promote());
    }

    /** Lets this one wait until another is over, which may belong to another stack set. */
    public void follow(Rollout other) {
        if (!other.operation.isTerminal()) {
            other.followers.add(this);
            leaders.add(other);
        }
    }

    /** Lets this one wait until another has succeeded; it ends FAILED where the other did not. */
    public void require(Rollout other) {
        required.add(other);
        follow(other);
    }

    private void requireSuccess() {
        required.stream()
                .filter(other -> !other.operation.is(StackSetOperationStatus.SUCCEEDED))
                .findFirst()
                .ifPresent(other -> {
                    throw Errors.invalidOperation("Operation " + other.operation.id() + " of StackSet "
                            + other.stackSet.arn() + ", on which this one depends, is " + other.operation.status());
                });
    }

    boolean waitsForOthers() {
        return leaders.stream().anyMatch(leader -> !leader.operation.isTerminal());
    }

    private void become(StackSetOperationStatus status) {
        operation.become(status, context.now());
        context.log("operation", stackSet.id(), operation.id(), operation.action(), status);
    }

    private void log(Target target, String status) {
        context.log("instance", stackSet.id(), target.instance().key(), operation.id(), status);
    }
}
