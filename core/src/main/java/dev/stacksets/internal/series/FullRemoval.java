package dev.stacksets.internal.series;

import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.error.OperationFailedException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationStoppedException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.tracking.OperationStart;
import dev.stacksets.operation.FullRemovalSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationProgress;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes all instances of a stack set, then the stack set. Since everything of it is to go, one operation names all its
 * accounts, with the units they were targeted by, and all its Regions: AWS passes over pairs without an instance. An
 * operation that leaves as many instances as it found ends the attempt, if the list of them had time to catch up.
 */
final class FullRemoval implements Series.Steps {
    /** AWS's bound on organizational units in one operation. */
    private static final int UNITS = 50;

    /** Deletions of the stack set that may meet an operation, or an instance that no list has shown yet. */
    private static final int DELETIONS = 5;

    /** Readings of a list that does not know the stack set, or still shows what an operation removed. */
    private static final int READINGS = 5;

    private static final Duration LAG = Duration.ofSeconds(5);

    private final StackSetWork work;
    private final FullRemovalSpec spec;
    private int leftBefore = Integer.MAX_VALUE;
    private int readings;
    private int deletions;

    FullRemoval(StackSetWork work, FullRemovalSpec spec) {
        this.work = work;
        this.spec = spec;
    }

    @Override
    public CompletableFuture<Optional<OperationStart>> next(Series series) {
        return work.calls()
                .listInstances(work.stackSet(), InstanceFilter.all())
                .collect()
                .thenCompose(left -> left.isEmpty() ? deleted(series) : removal(left, series))
                .exceptionallyCompose(failure -> isNotFound(failure)
                        ? unlessItIsThere(failure, series)
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * Somebody else deleted the stack set, or it never was: what was wanted is so. Lists lag, so one that does not know it
     * may not know it yet; the description does not.
     */
    private CompletableFuture<Optional<OperationStart>> unlessItIsThere(Throwable unknown, Series series) {
        return work.calls()
                .describe(work.stackSet())
                .thenApply(found -> found.status() == StackSetStatus.DELETED)
                .exceptionallyCompose(failure -> isNotFound(failure)
                        ? CompletableFuture.completedFuture(true)
                        : CompletableFuture.failedFuture(failure))
                .thenCompose(
                        gone -> gone ? CompletableFuture.completedFuture(Optional.empty()) : again(unknown, series));
    }

    private CompletableFuture<Optional<OperationStart>> again(Throwable unknown, Series series) {
        return ++readings < READINGS ? lookingAgain(series) : CompletableFuture.failedFuture(unknown);
    }

    private static boolean isNotFound(Throwable failure) {
        return ErrorKind.unwrap(failure) instanceof StackSetNotFoundException;
    }

    private CompletableFuture<Optional<OperationStart>> removal(List<StackInstance> left, Series series) {
        if (left.size() < leftBefore) {
            leftBefore = left.size();
            readings = 0;
            return CompletableFuture.completedFuture(
                    Optional.of(OperationStart.removeInstances(work.stackSet(), request(left), work.calls())));
        }
        OperationResult removal = lastOf(series.results());
        return ++readings < READINGS && removedAll(removal)
                ? lookingAgain(series)
                : CompletableFuture.failedFuture(stays(left, progress(series), removal));
    }

    private static boolean removedAll(OperationResult removal) {
        return removal.status() == OperationStatus.SUCCEEDED
                && removal.failures().isEmpty()
                && removal.cancelled().isEmpty();
    }

    private CompletableFuture<Optional<OperationStart>> lookingAgain(Series series) {
        return series.unlessStopped(work.tracker().pause(LAG)).thenCompose(passed -> next(series));
    }

    private InstanceRemovalSpec request(List<StackInstance> left) {
        Set<String> units = left.stream()
                .flatMap(instance -> instance.organizationalUnit().stream())
                .distinct()
                .sorted()
                .limit(UNITS)
                .collect(Collectors.toCollection(TreeSet::new));
        List<StackInstance> now = left.stream()
                .filter(instance -> units.isEmpty()
                        || instance.organizationalUnit().filter(units::contains).isPresent())
                .toList();
        var accounts = Targets.accounts(all(now, instance -> instance.id().account()));
        return InstanceRemovalSpec.builder()
                .targets(
                        units.isEmpty()
                                ? accounts
                                : Targets.organizationalUnits(units).intersection(accounts))
                .regions(all(now, instance -> instance.id().region()))
                .stacks(spec.stacks())
                .preferences(spec.preferences())
                .build();
    }

    private static Set<String> all(List<StackInstance> instances, Function<StackInstance, String> part) {
        return instances.stream().map(part).collect(Collectors.toCollection(TreeSet::new));
    }

    private OperationFailedException stays(
            List<StackInstance> left, OperationProgress progress, OperationResult result) {
        StackInstance first = left.get(0);
        return new OperationFailedException(
                stays() + left.size() + " instances are left, first " + first.id() + ". "
                        + first.explanation().orElse("Call deleteEverything again, or remove it with removeInstances."),
                progress,
                result);
    }

    @Override
    public Optional<StackSetsException> stopped(Series series) {
        List<OperationResult> soFar = series.results();
        return Optional.of(
                soFar.isEmpty()
                        ? new StackSetsException(stays() + "stopped before the first removal.", null, null)
                        : new OperationStoppedException(
                                stays() + "stopped as asked here.", progress(series), lastOf(soFar)));
    }

    private String stays() {
        return "Stack set '" + work.stackSet() + "' stays: ";
    }

    private static OperationProgress progress(Series series) {
        return series.last().orElseThrow().progress();
    }

    private static OperationResult lastOf(List<OperationResult> results) {
        return results.get(results.size() - 1);
    }

    /** Deletes the stack set. What still stands against it may not have been in the lists: it is looked for again. */
    private CompletableFuture<Optional<OperationStart>> deleted(Series series) {
        if (series.isStopped()) {
            return CompletableFuture.failedFuture(stopped(series).orElseThrow());
        }
        deletions++;
        leftBefore = Integer.MAX_VALUE;
        return work.calls()
                .delete(work.stackSet())
                .<Optional<OperationStart>>thenApply(gone -> Optional.empty())
                .exceptionallyCompose(failure -> deletions < DELETIONS && mayPass(ErrorKind.unwrap(failure))
                        ? series.unlessStopped(work.untilIdle()).thenCompose(idle -> lookingAgain(series))
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean mayPass(@Nullable Throwable failure) {
        return failure instanceof OperationInProgressException || failure instanceof StackSetNotEmptyException;
    }
}
