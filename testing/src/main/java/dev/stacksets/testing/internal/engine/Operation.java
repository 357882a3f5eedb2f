package dev.stacksets.testing.internal.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** One stack set operation: what was asked, where it stands, and its results. Terminal means terminal. */
final class Operation {

    /** A status and since when. */
    record Step(Instant at, StackSetOperationStatus status) {}

    private final String id;
    private final StackSetOperationAction action;
    private final StackSetOperationPreferences preferences;
    private final Scope scope;
    private final Effect effect;
    private final List<Step> steps = new ArrayList<>(4);
    private final List<Target> results = new ArrayList<>();
    private List<RegionRun> regions = List.of();
    private int unfinished;
    private int failures;
    private @Nullable String reason;

    Operation(
            String id,
            StackSetOperationAction action,
            StackSetOperationPreferences preferences,
            Scope scope,
            Effect effect) {
        this.id = id;
        this.action = action;
        this.preferences = preferences;
        this.scope = scope;
        this.effect = effect;
    }

    void become(StackSetOperationStatus next, Instant now) {
        if (isTerminal()) {
            throw new IllegalStateException("operation " + id + " already ended " + status());
        }
        steps.add(new Step(now, next));
    }

    void targets(List<RegionRun> runs, List<Target> lines) {
        regions = runs;
        results.addAll(lines);
        unfinished = lines.size();
    }

    void oneFinished(boolean failed) {
        unfinished--;
        failures += failed ? 1 : 0;
    }

    void explain(String why) {
        reason = why;
    }

    StackSetOperationStatus status() {
        return steps.isEmpty()
                ? StackSetOperationStatus.UNKNOWN_TO_SDK_VERSION
                : steps.get(steps.size() - 1).status();
    }

    /** The status as it was at an instant, empty before the operation existed. */
    Optional<StackSetOperationStatus> statusAt(Instant at) {
        return steps.stream()
                .filter(step -> !step.at().isAfter(at))
                .reduce((earlier, later) -> later)
                .map(Step::status);
    }

    boolean is(StackSetOperationStatus status) {
        return status() == status;
    }

    static boolean terminal(StackSetOperationStatus status) {
        return status == StackSetOperationStatus.SUCCEEDED
                || status == StackSetOperationStatus.FAILED
                || status == StackSetOperationStatus.STOPPED;
    }

    boolean isTerminal() {
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

    boolean allFinished() {
        return unfinished == 0;
    }

    Instant createdAt() {
        return steps.get(0).at();
    }

    Optional<Instant> endedAt() {
        return isTerminal() ? Optional.of(steps.get(steps.size() - 1).at()) : Optional.empty();
    }

    String id() {
        return id;
    }

    StackSetOperationAction action() {
        return action;
    }

    StackSetOperationPreferences preferences() {
        return preferences;
    }

    Scope scope() {
        return scope;
    }

    Effect effect() {
        return effect;
    }

    List<RegionRun> regions() {
        return regions;
    }

    List<Target> results() {
        return Collections.unmodifiableList(results);
    }

    int failures() {
        return failures;
    }

    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    void check() {
        regions.forEach(RegionRun::check);
        int failed = regions.stream().mapToInt(RegionRun::failedCount).sum();
        long open = results.stream().filter(target -> !isOver(target)).count();
        if (failed != failures || open != unfinished) {
            throw new IllegalStateException("operation " + id + ": " + failed + " failures counted as " + failures
                    + ", " + open + " open results counted as " + unfinished);
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

    private static boolean isOver(Target target) {
        return switch (target.status()) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            default -> false;
        };
    }
}
