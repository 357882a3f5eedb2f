package dev.stacksets.internal.series;

import dev.stacksets.error.PlanHaltedException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.StalePlanException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.planning.Fingerprints;
import dev.stacksets.internal.planning.OperationIds;
import dev.stacksets.internal.planning.ReachCheck;
import dev.stacksets.internal.planning.Templates;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.series.BaselineCheck.Found;
import dev.stacksets.internal.tracking.OperationStart;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.plan.FollowedPlan;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanProgress;
import dev.stacksets.plan.PlanProgress.State;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.InstanceFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies a plan, one step after another. Operations have the ids that the plan gives them: what an earlier run began, in this
 * process or another, is found in AWS, compared with what was meant, and gone on with. Before each step the stack set is looked
 * at; before the first one it is made sure that every step reaches the instances that the plan shows, and no others.
 */
final class PlanRun implements Series.Steps {
    private final Plan shown;
    private final Plan plan;
    private final List<PlanStep> steps;
    private final OperationIds ids;
    private final BaselineCheck baseline;
    private final Supplier<CompletableFuture<Plan>> admission;
    private final Optional<UnitDirectory> directory;
    private final PlanLog log;
    private StackSetWork work;
    private boolean admitted;
    private boolean compared;
    private int current;
    private int resultsBefore;
    private Set<String> known = Set.of();
    private @Nullable RetryOfFailures retry;
    private int retries;

    /**
     * Prepares a run.
     *
     * @param admission asked once, before the first call; fails if the plan may not be applied
     */
    PlanRun(
            StackSetWork work,
            Plan plan,
            Templates templates,
            Optional<UnitDirectory> directory,
            Supplier<CompletableFuture<Plan>> admission) {
        this.work = work;
        this.shown = plan;
        this.plan = Fingerprints.revealed(plan);
        this.steps = this.plan.steps();
        this.ids = new OperationIds(plan);
        this.baseline = new BaselineCheck(work.calls(), this.plan, ids, templates);
        this.directory = directory;
        this.admission = admission;
        this.log = new PlanLog(plan);
    }

    PlanProgress progress() {
        return log.progress();
    }

    @Override
    public CompletableFuture<Optional<OperationStart>> next(Series series) {
        CompletableFuture<Optional<OperationStart>> next = admitted
                ? ended(series)
                : Futures.compose(admission.get(), yes -> {
                    admitted = true;
                    return begin(series);
                });
        return next.exceptionallyCompose(failure -> CompletableFuture.failedFuture(failed(ErrorKind.unwrap(failure))));
    }

    /** An operation of the current step has ended. */
    private CompletableFuture<Optional<OperationStart>> ended(Series series) {
        List<OperationResult> soFar = series.results();
        List<OperationResult> own = soFar.subList(resultsBefore, soFar.size());
        OperationResult last = own.get(own.size() - 1);
        if (last.status() == OperationStatus.STOPPED) {
            log.note(current, State.STOPPED, own, undone(last));
            return CompletableFuture.failedFuture(halted("somebody stopped it", null));
        }
        if (retry == null && !undone(last).isEmpty()) {
            retry = plan.retry()
                    .map(spec -> new RetryOfFailures(work, last, spec, this::again, soFar.size()))
                    .orElse(null);
        }
        if (retry == null) {
            return settled(series, own.get(0), undone(last));
        }
        RetryOfFailures trying = retry;
        return Futures.compose(
                trying.next(series),
                again -> again.isPresent()
                        ? CompletableFuture.completedFuture(again)
                        : settled(series, own.get(0), trying.left(soFar)));
    }

    private static List<InstanceResult> undone(OperationResult result) {
        return Stream.concat(result.failures().stream(), result.cancelled().stream())
                .toList();
    }

    private OperationStart again(OperationStart start) {
        String id = ids.retry(current, retries++);
        baseline.begins(id);
        return start.under(id, known.contains(id)).whileWanted(baseline::look);
    }

    /** Nothing more is tried for the current step. */
    private CompletableFuture<Optional<OperationStart>> settled(
            Series series, OperationResult first, List<InstanceResult> undone) {
        List<OperationResult> soFar = series.results();
        List<OperationResult> own = soFar.subList(resultsBefore, soFar.size());
        boolean failed = first.status() == OperationStatus.FAILED && (retry == null || !undone.isEmpty());
        log.note(current, failed ? State.FAILED : State.DONE, own, undone);
        if (failed) {
            return CompletableFuture.failedFuture(halted("more failed than is tolerated", null));
        }
        refuseStrays();
        current++;
        resultsBefore = soFar.size();
        retry = null;
        retries = 0;
        return begin(series);
    }

    /** An operation that tried again what this step left undone, though this step left nothing undone that it could try. */
    private void refuseStrays() {
        known.stream()
                .filter(id -> ids.stepOf(id).filter(step -> step <= current).isPresent() && !baseline.hasBegun(id))
                .findFirst()
                .ifPresent(stray -> {
                    throw baseline.stale(List.of("operation " + stray + " has an id of this plan, and is not of it"));
                });
    }

    private CompletableFuture<Optional<OperationStart>> begin(Series series) {
        return current == steps.size()
                ? CompletableFuture.completedFuture(Optional.empty())
                : Futures.compose(
                        baseline.look(), found -> Futures.compose(compared(found), same -> proceed(found, series)));
    }

    /** Fails if a step would reach other instances than the plan shows. Looks once: each change after that is an operation. */
    private CompletableFuture<?> compared(Found found) {
        if (compared || found.stackSet().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String stackSet = found.stackSet().get().id();
        return Futures.compose(
                provenFollowed(stackSet, List.copyOf(found.followed().values())),
                proven -> Futures.compose(
                        work.calls()
                                .listInstances(stackSet, InstanceFilter.all())
                                .collect(),
                        live -> Futures.map(members(), members -> {
                            List<String> problems = ReachCheck.problems(
                                    shown, live, step -> found.own().containsKey(ids.step(step)), members);
                            if (!problems.isEmpty()) {
                                throw baseline.stale(problems);
                            }
                            compared = true;
                            return compared;
                        })));
    }

    private CompletableFuture<Map<String, Set<String>>> members() {
        Set<String> units = directory.isPresent() ? ReachCheck.units(shown) : ReachCheck.unitsWithoutAccounts(shown);
        return UnitMembers.of(directory, units);
    }

    /** Fails if an operation has the id of one that this plan takes back, and did something else. */
    private CompletableFuture<?> provenFollowed(String stackSet, List<OperationDescription> left) {
        if (left.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        OperationDescription first = left.get(0);
        FollowedPlan.Operation meant = ids.followed(first.operationId()).orElseThrow();
        return Futures.compose(
                FollowedCheck.stranger(
                        work.calls().operations(),
                        new OperationToken(plan.region(), stackSet, first.operationId()),
                        first,
                        meant),
                stranger -> {
                    if (stranger.isPresent()) {
                        throw baseline.stale(List.of("operation " + first.operationId()
                                + " has an id of the plan that this one takes back, and " + stranger.get()));
                    }
                    return provenFollowed(stackSet, left.subList(1, left.size()));
                });
    }

    /** Starts what comes next, or goes on with it. What an earlier run has done ends at once, after it was compared. */
    private CompletableFuture<Optional<OperationStart>> proceed(Found found, Series series) {
        if (steps.get(current).operation().isEmpty() && found.stackSet().isPresent()) {
            log.note(current, State.DONE, List.of(), List.of());
            current++;
            return proceedIfAny(found, series);
        }
        if (series.isStopped()) {
            return CompletableFuture.failedFuture(stopped(series).orElseThrow());
        }
        return found.stackSet().isEmpty()
                ? Futures.compose(created(), id -> begin(series))
                : CompletableFuture.completedFuture(
                        Optional.of(start(found, found.stackSet().get().id())));
    }

    private CompletableFuture<Optional<OperationStart>> proceedIfAny(Found found, Series series) {
        return current == steps.size() ? CompletableFuture.completedFuture(Optional.empty()) : proceed(found, series);
    }

    private CompletableFuture<String> created() {
        return work.calls().create(plan.creates().orElseThrow(), work.tracker().newOperationId());
    }

    private OperationStart start(Found found, String stackSetId) {
        work = work.on(stackSetId);
        known = Set.copyOf(found.own().keySet());
        String id = ids.step(current);
        baseline.begins(id);
        log.note(current, State.UNDER_WAY, List.of(), List.of());
        OperationStart start = request(steps.get(current).operation().orElseThrow());
        boolean mayPassOver = plan.baseline().follows().isPresent();
        return (mayPassOver ? start : start.exactly(steps.get(current).instances()))
                .under(id, known.contains(id))
                .whileWanted(baseline::look);
    }

    @Override
    public StackSetWork on(StackSetWork beginning) {
        return work;
    }

    private OperationStart request(OperationSpec spec) {
        if (spec instanceof StackSetUpdateSpec update) {
            return OperationStart.update(work.stackSet(), update, work.calls());
        }
        if (spec instanceof DeploymentSpec deployment) {
            return OperationStart.deploy(deployment, work.calls().requests());
        }
        return spec instanceof InstanceRemovalSpec removal
                ? OperationStart.removeInstances(work.stackSet(), removal, work.calls())
                : OperationStart.updateInstances(
                        (InstanceUpdateSpec) spec, work.calls().requests());
    }

    @Override
    public Optional<StackSetsException> stopped(Series series) {
        return Optional.of(halted("stopped as asked here", null));
    }

    /** Refusals before anything was begun speak for themselves. */
    @Override
    public Throwable failed(Throwable failure) {
        boolean refused = failure instanceof StalePlanException || !admitted;
        return failure instanceof PlanHaltedException || (refused && log.isUntouched())
                ? failure
                : halted(String.valueOf(failure.getMessage()), failure);
    }

    private PlanHaltedException halted(String why, @Nullable Throwable cause) {
        return new PlanHaltedException(
                "Plan " + plan.stackSet() + " " + log.progress().hash().substring(0, 16) + " halted: " + why + ". "
                        + log.progress().summary() + ".",
                log.progress(),
                cause);
    }
}
