package dev.stacksets.internal.series;

import dev.stacksets.error.OperationFailedException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationStoppedException;
import dev.stacksets.error.StackSetNotEmptyException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.internal.tracking.OperationStart;
import dev.stacksets.internal.tracking.TrackedOperation;
import dev.stacksets.operation.FullRemovalSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
 * operation that leaves as many instances as it found ends the attempt.
 */
final class FullRemoval implements Series.Steps {
    /** AWS's bound on organizational units in one operation. */
    private static final int UNITS = 50;

    /** Deletions of the stack set that may meet an operation, or an instance that no list has shown yet. */
    private static final int DELETIONS = 5;

    private static final Duration LAG = Duration.ofSeconds(5);

    private final StackSetWork work;
    private final FullRemovalSpec spec;
    private @Nullable TrackedOperation last;
    private int leftBefore = Integer.MAX_VALUE;
    private int deletions;

    FullRemoval(StackSetWork work, FullRemovalSpec spec) {
        this.work = work;
        this.spec = spec;
    }

    @Override
    public CompletableFuture<Optional<TrackedOperation>> next(List<OperationResult> soFar) {
        return work.calls()
                .listInstances(work.stackSet(), InstanceFilter.all())
                .collect()
                .thenCompose(left -> left.isEmpty() ? deleted(soFar) : removal(left, soFar))
                .exceptionallyCompose(FullRemoval::unlessGone);
    }

    /** Somebody else deleted the stack set, or it never was: what was wanted is so. */
    private static CompletableFuture<Optional<TrackedOperation>> unlessGone(Throwable failure) {
        return ErrorKind.unwrap(failure) instanceof StackSetNotFoundException
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(failure);
    }

    private CompletableFuture<Optional<TrackedOperation>> removal(
            List<StackInstance> left, List<OperationResult> soFar) {
        if (left.size() >= leftBefore) {
            return CompletableFuture.failedFuture(stays(left, soFar.get(soFar.size() - 1)));
        }
        leftBefore = left.size();
        last = work.start(OperationStart.removeInstances(work.stackSet(), request(left), work.calls()));
        return CompletableFuture.completedFuture(Optional.of(last));
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

    private OperationFailedException stays(List<StackInstance> left, OperationResult result) {
        StackInstance first = left.get(0);
        return new OperationFailedException(
                stays() + left.size() + " instances are left, first " + first.id() + ". "
                        + first.explanation().orElse("Call deleteEverything again, or remove it with removeInstances."),
                removed().progress(),
                result);
    }

    @Override
    public Optional<StackSetsException> stopped(List<OperationResult> soFar) {
        return Optional.of(
                soFar.isEmpty()
                        ? new StackSetsException(stays() + "stopped before the first removal.", null, null)
                        : new OperationStoppedException(
                                stays() + "stopped as asked here.", removed().progress(), soFar.get(soFar.size() - 1)));
    }

    private String stays() {
        return "Stack set '" + work.stackSet() + "' stays: ";
    }

    private TrackedOperation removed() {
        return Objects.requireNonNull(last);
    }

    /** Deletes the stack set. What still stands against it may not have been in the lists: it is looked for again. */
    private CompletableFuture<Optional<TrackedOperation>> deleted(List<OperationResult> soFar) {
        deletions++;
        leftBefore = Integer.MAX_VALUE;
        return work.calls()
                .delete(work.stackSet())
                .<Optional<TrackedOperation>>thenApply(gone -> Optional.empty())
                .exceptionallyCompose(failure -> deletions < DELETIONS && mayPass(ErrorKind.unwrap(failure))
                        ? work.untilIdle().thenCompose(idle -> work.pause(LAG)).thenCompose(passed -> next(soFar))
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean mayPass(@Nullable Throwable failure) {
        return failure instanceof OperationInProgressException || failure instanceof StackSetNotEmptyException;
    }
}
