package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Definition;
import dev.stacksets.testing.internal.engine.record.Scope;
import dev.stacksets.testing.internal.engine.record.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** One stack set operation: what was asked, where it stands, and its results. Terminal means terminal. */
public final class Operation {

    /** A status and since when. */
    public record Step(Instant at, StackSetOperationStatus status) {}

    private final String id;
    private final StackSetOperationAction action;
    private final StackSetOperationPreferences preferences;
    private Supplier<Scope> scope;
    private final Effect effect;
    private final List<Step> steps = new ArrayList<>(4);
    private final List<Target> results = new ArrayList<>();
    private List<RegionRun> regions = List.of();
    private int unfinished;
    private final List<Instant> failedAt = new ArrayList<>();
    private @Nullable String reason;
    private @Nullable Definition definition;

    public Operation(
            String id,
            StackSetOperationAction action,
            StackSetOperationPreferences preferences,
            Supplier<Scope> scope,
            Effect effect) {
        this.id = id;
        this.action = action;
        this.preferences = preferences;
        this.scope = scope;
        this.effect = effect;
    }

    public void become(StackSetOperationStatus next, Instant now) {
        if (isTerminal()) {
            throw new IllegalStateException("operation " + id + " already ended " + status());
        }
        steps.add(new Step(now, next));
    }

    public void targets(List<RegionRun> runs, List<Target> lines) {
        regions = runs;
        results.addAll(lines);
        unfinished = lines.size();
    }

    void oneFinished() {
        unfinished--;
    }

    void oneFailed(Instant now) {
        unfinished--;
        failedAt.add(now);
    }

    void explain(String why) {
        reason = why;
    }

    public StackSetOperationStatus status() {
        return steps.isEmpty()
                ? StackSetOperationStatus.UNKNOWN_TO_SDK_VERSION
                : steps.get(steps.size() - 1).status();
    }

    /** The status as it was at an instant, empty before the operation existed. */
    public Optional<StackSetOperationStatus> statusAt(Instant at) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (!steps.get(i).at().isAfter(at)) {
                return Optional.of(steps.get(i).status());
            }
        }
        return Optional.empty();
    }

    public boolean is(StackSetOperationStatus status) {
        return status() == status;
    }

    static boolean terminal(StackSetOperationStatus status) {
        return status == StackSetOperationStatus.SUCCEEDED
                || status == StackSetOperationStatus.FAILED
                || status == StackSetOperationStatus.STOPPED;
    }

    public boolean isTerminal() {
        return terminal(status());
    }

    boolean isParallel() {
        return preferences.regionConcurrencyType() == RegionConcurrencyType.PARALLEL;
    }

    boolean anyRegionExceeded() {
        return regions.stream().anyMatch(RegionRun::exceeded);
    }

    int running() {
        return regions.stream().mapToInt(RegionRun::running).sum();
    }

    public int unfinished() {
        return unfinished;
    }

    boolean allFinished() {
        return unfinished == 0;
    }

    public Instant createdAt() {
        return steps.get(0).at();
    }

    public Optional<Instant> endedAt() {
        return isTerminal() ? Optional.of(steps.get(steps.size() - 1).at()) : Optional.empty();
    }

    /** When it ended, as far as that was known at an instant. */
    public Optional<Instant> endedAt(Instant seen) {
        return endedAt().filter(end -> !end.isAfter(seen));
    }

    public String id() {
        return id;
    }

    public StackSetOperationAction action() {
        return action;
    }

    public StackSetOperationPreferences preferences() {
        return preferences;
    }

    /** What it touches: while it waits, what it would touch now; once it has begun, what it chose then. */
    public Scope scope() {
        return scope.get();
    }

    void begun(Definition deployed) {
        Scope chosen = scope.get();
        scope = () -> chosen;
        definition = deployed;
    }

    /** What it deploys, once it has begun. */
    public Optional<Definition> definition() {
        return Optional.ofNullable(definition);
    }

    public Effect effect() {
        return effect;
    }

    public List<RegionRun> regions() {
        return regions;
    }

    public List<Target> results() {
        return Collections.unmodifiableList(results);
    }

    /** Failures up to an instant. */
    public int failures(Instant seen) {
        int known = failedAt.size();
        while (known > 0 && failedAt.get(known - 1).isAfter(seen)) {
            known--;
        }
        return known;
    }

    /** Why it ended, as far as that was known at an instant. */
    public Optional<String> reason(Instant seen) {
        return endedAt(seen).flatMap(end -> Optional.ofNullable(reason));
    }

    public void check() {
        regions.forEach(RegionRun::check);
        int failed = regions.stream().mapToInt(RegionRun::failedCount).sum();
        long open = results.stream().filter(target -> !isOver(target)).count();
        if (failed != failedAt.size() || open != unfinished) {
            throw new IllegalStateException("operation " + id + ": " + failed + " failures counted as "
                    + failedAt.size() + ", " + open + " open results counted as " + unfinished);
        }
        if (isTerminal() && (open > 0 || running() > 0)) {
            throw new IllegalStateException("operation " + id + " is " + status() + " with work left");
        }
        if (is(StackSetOperationStatus.SUCCEEDED) && anyRegionExceeded()) {
            throw new IllegalStateException("operation " + id + " succeeded beyond its failure tolerance");
        }
        if (effect instanceof DriftCheck drift) {
            drift.check(this);
        }
    }

    @Override
    public String toString() {
        return "operation " + id + " " + action;
    }

    private static boolean isOver(Target target) {
        return switch (target.status()) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            default -> false;
        };
    }
}
