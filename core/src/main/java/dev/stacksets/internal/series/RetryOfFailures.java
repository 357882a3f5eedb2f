package dev.stacksets.internal.series;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.client.Requests;
import dev.stacksets.internal.covering.Blocks;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.tracking.OperationStart;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.RetrySpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.Targets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries again exactly the instances that an operation left undone: never their bounding box, so instances that are no
 * rectangle take several operations. Units are those the instances were targeted by.
 */
final class RetryOfFailures implements Series.Steps {
    /** One operation to come: instances, and the unit their accounts were targeted by, if any. */
    private record Piece(Optional<String> unit, InstanceBlock instances) {}

    private final StackSetWork work;
    private final OperationResult first;
    private final RetrySpec spec;
    private final UnaryOperator<OperationStart> terms;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private @Nullable OperationDescription repeated;
    private int round;
    private int resultsBefore;

    RetryOfFailures(StackSetWork work, OperationResult first, RetrySpec spec) {
        this(work, first, spec, UnaryOperator.identity(), 0);
    }

    /**
     * Tries again within a longer series.
     *
     * @param terms on which each operation is started
     * @param resultsBefore how many results the series has that are not of this
     */
    RetryOfFailures(
            StackSetWork work,
            OperationResult first,
            RetrySpec spec,
            UnaryOperator<OperationStart> terms,
            int resultsBefore) {
        this.work = work;
        this.first = first;
        this.spec = spec;
        this.terms = terms;
        this.resultsBefore = resultsBefore;
        Check.that(
                isOf(work.stackSet(), first.token().stackSet()),
                "result",
                "It is of stack set '" + first.token().stackSet() + "', not of '" + work.stackSet() + "'.");
        Check.that(
                first.action() != OperationAction.DETECT_DRIFT && first.action() != OperationAction.UNKNOWN,
                "result",
                "A " + first.action() + " operation takes no targets: start it again as a whole.");
    }

    /** Names and ids of one stack set mix: an id is its name and more. */
    private static boolean isOf(String stackSet, String other) {
        return stackSet.equals(other) || stackSet.startsWith(other + ":") || other.startsWith(stackSet + ":");
    }

    @Override
    public CompletableFuture<Optional<OperationStart>> next(Series series) {
        if (repeated == null) {
            return begun();
        }
        return pieces.isEmpty() ? nextRound(series) : CompletableFuture.completedFuture(nextPiece());
    }

    /** Reads, if the result says it may miss instances, how it went for each, and then how the operation was paced. */
    private CompletableFuture<Optional<OperationStart>> begun() {
        return undone().thenCompose(left ->
                left.isEmpty() ? CompletableFuture.completedFuture(Optional.empty()) : unlessImport(left));
    }

    /** AWS shows an import as a creation. To create would put a second stack beside the one that was to be imported. */
    private CompletableFuture<Optional<OperationStart>> unlessImport(List<InstanceResult> left) {
        if (first.action() != OperationAction.CREATE) {
            return described(left);
        }
        return work.calls()
                .listInstances(
                        work.stackSet(),
                        InstanceFilter.builder()
                                .lastOperationId(first.token().operationId())
                                .detailedStatus(DetailedStatus.FAILED_IMPORT)
                                .build())
                .search(instance -> true)
                .thenCompose(imported -> imported.isEmpty()
                        ? described(left)
                        : CompletableFuture.failedFuture(new StackSetsException(
                                "Stack set '" + work.stackSet() + "', operation "
                                        + first.token().operationId()
                                        + " was an import. Mend the cause and start it again with importStacks.",
                                first.token(),
                                null)));
    }

    private CompletableFuture<Optional<OperationStart>> described(List<InstanceResult> left) {
        return work.calls()
                .operations()
                .describe(first.token(), CallContext.of("DescribeStackSetOperation", first.token()))
                .thenCompose(described -> {
                    repeated = described;
                    return round(left);
                });
    }

    private CompletableFuture<List<InstanceResult>> undone() {
        return first.complete()
                ? CompletableFuture.completedFuture(undone(List.of(first)))
                : work.calls()
                        .operations()
                        .results(first.token())
                        .collect()
                        .thenApply(all -> all.stream().filter(this::isToBeTried).toList());
    }

    private List<InstanceResult> undone(Collection<OperationResult> results) {
        return allUndone(results).filter(this::isToBeTried).toList();
    }

    private static Stream<InstanceResult> allUndone(Collection<OperationResult> results) {
        return results.stream()
                .flatMap(result -> Stream.concat(result.failures().stream(), result.cancelled().stream()));
    }

    private boolean isToBeTried(InstanceResult result) {
        return result.outcome() == InstanceOutcome.CANCELLED
                || (result.outcome() == InstanceOutcome.FAILED
                        && (spec.kinds().isEmpty() || spec.kinds().contains(result.kind())));
    }

    private CompletableFuture<Optional<OperationStart>> nextRound(Series series) {
        List<OperationResult> soFar = series.results();
        List<InstanceResult> left = undone(soFar.subList(resultsBefore, soFar.size()));
        if (left.isEmpty() || round >= spec.rounds()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        resultsBefore = soFar.size();
        return series.unlessStopped(work.tracker().pause(spec.pause())).thenCompose(passed -> round(left));
    }

    /** What is undone after the latest round, what was not to be tried again included. */
    List<InstanceResult> left(List<OperationResult> soFar) {
        return Stream.concat(
                        allUndone(List.of(first)).filter(result -> !isToBeTried(result)),
                        allUndone(soFar.subList(resultsBefore, soFar.size())))
                .toList();
    }

    private CompletableFuture<Optional<OperationStart>> round(List<InstanceResult> left) {
        round++;
        pieces.addAll(pieces(left));
        return CompletableFuture.completedFuture(nextPiece());
    }

    private Optional<OperationStart> nextPiece() {
        return Optional.ofNullable(pieces.poll()).map(this::start);
    }

    private List<Piece> pieces(List<InstanceResult> left) {
        Map<String, List<InstanceId>> byUnit = left.stream()
                .collect(Collectors.groupingBy(
                        result -> result.organizationalUnit().orElse(""),
                        TreeMap::new,
                        Collectors.mapping(InstanceResult::instance, Collectors.toList())));
        return byUnit.entrySet().stream()
                .flatMap(unit -> Blocks.of(unit.getValue(), preferences()).stream()
                        .map(block -> new Piece(Optional.of(unit.getKey()).filter(id -> !id.isEmpty()), block)))
                .toList();
    }

    private OperationStart start(Piece piece) {
        return terms.apply(request(piece));
    }

    private OperationStart request(Piece piece) {
        Requests requests = work.calls().requests();
        return switch (first.action()) {
            case CREATE ->
                OperationStart.deploy(filled(DeploymentSpec.builder(), piece).build(), requests);
            case DELETE ->
                OperationStart.removeInstances(
                        work.stackSet(),
                        filled(InstanceRemovalSpec.builder(), piece)
                                .stacks(fate())
                                .build(),
                        work.calls());
            default ->
                OperationStart.updateInstances(
                        filled(InstanceUpdateSpec.builder(), piece).build(), requests);
        };
    }

    private <B extends TargetedSpec.Settings<B>> B filled(B builder, Piece piece) {
        Collection<String> accounts = piece.instances().accounts();
        Targets targets = piece.unit().isPresent()
                ? Targets.organizationalUnits(piece.unit().get()).intersection(Targets.accounts(accounts))
                : Targets.accounts(accounts);
        return builder.targets(targets)
                .regions(piece.instances().regions())
                .preferences(preferences().within(piece.instances().regions()));
    }

    private OperationPreferences preferences() {
        return spec.preferences().or(() -> described().preferences()).orElseGet(OperationPreferences::defaults);
    }

    private InstanceRemovalSpec.Stacks fate() {
        boolean retain = described()
                .retainsStacks()
                .orElseThrow(() -> new InvalidInputException(
                        "result",
                        "AWS does not say whether operation " + first.token().operationId()
                                + " retained stacks: remove the instances left with removeInstances."));
        return retain ? InstanceRemovalSpec.Stacks.RETAIN : InstanceRemovalSpec.Stacks.DELETE;
    }

    private OperationDescription described() {
        return Objects.requireNonNull(repeated);
    }
}
