package dev.stacksets;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.drift.DriftReport;
import dev.stacksets.drift.ResourceDrift;
import dev.stacksets.drift.ResourceDriftStatus;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.Requests;
import dev.stacksets.internal.series.StackSetWork;
import dev.stacksets.internal.tracking.OperationStart;
import dev.stacksets.internal.validation.Check;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.DriftDetectionSpec;
import dev.stacksets.operation.FullRemovalSpec;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.RetrySpec;
import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.AutoDeploymentTarget;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stack set by name or id, with what can be done to it. Immutable and thread-safe; holds no state of the stack set, so
 * it need not exist.
 *
 * <p>Verbs that give an {@link OperationHandle} are named after AWS actions and start exactly one operation each. Every
 * verb takes a value, or a lambda that fills in the value's builder.
 */
public final class StackSet {
    private static final Logger LOG = LoggerFactory.getLogger(StackSet.class);

    private final String nameOrId;
    private final Connection connection;
    private final TrackingOptions tracking;
    private final OnConflict onConflict;

    StackSet(String nameOrId, Connection connection, TrackingOptions tracking, OnConflict onConflict) {
        this.nameOrId = nameOrId;
        this.connection = connection;
        this.tracking = tracking;
        this.onConflict = onConflict;
    }

    /**
     * How it was named.
     *
     * @return its name, or its id {@code NAME:UUID}
     */
    public String nameOrId() {
        return nameOrId;
    }

    /**
     * Its name.
     *
     * @return the name, also if it was named by id
     */
    public String name() {
        int colon = nameOrId.indexOf(':');
        return colon < 0 ? nameOrId : nameOrId.substring(0, colon);
    }

    /**
     * The same stack set, its operations watched in another way.
     *
     * @param options how
     * @return another reference
     */
    public StackSet tracking(TrackingOptions options) {
        return new StackSet(nameOrId, connection, options, onConflict);
    }

    /**
     * The same stack set, its operations watched in another way.
     *
     * @param options fills in a builder that starts with the defaults
     * @return another reference
     * @throws InvalidInputException if a bound does not hold
     */
    public StackSet tracking(Consumer<TrackingOptions.Builder> options) {
        return tracking(filled(TrackingOptions.builder(), options).build());
    }

    /**
     * The same stack set, with other patience for operations in the way of those started here.
     *
     * @param policy for example {@code OnConflict.fail()}
     * @return another reference
     */
    public StackSet onConflict(OnConflict policy) {
        return new StackSet(nameOrId, connection, tracking, policy);
    }

    /**
     * Reads its definition. API action {@code DescribeStackSet}.
     *
     * @return what AWS has; fails with {@link dev.stacksets.error.StackSetNotFoundException}
     */
    public CompletableFuture<StackSetDescription> describe() {
        return connection.callbacks().handOver(connection.calls().describe(nameOrId));
    }

    /**
     * Asks what AWS reads out of its present template: parameters, and capabilities to acknowledge again with an update. API
     * action {@code GetTemplateSummary}.
     *
     * @return the summary; fails with {@link dev.stacksets.error.StackSetNotFoundException}
     */
    public CompletableFuture<TemplateSummary> summarizeTemplate() {
        return connection.callbacks().handOver(connection.calls().templates().summarizeOf(nameOrId));
    }

    /**
     * Changes the stack set and brings its instances along. API action {@code UpdateStackSet}.
     *
     * @param update what changes; the new definition stays even if the operation fails
     * @return the operation
     * @throws InvalidInputException if the template has more than 51,200 bytes and there is no template store
     */
    public OperationHandle update(StackSetUpdateSpec update) {
        update.targets().ifPresent(targets -> admit(targets, update.preferences()));
        return start(OperationStart.update(nameOrId, update, connection.calls()));
    }

    /**
     * Changes the stack set and brings its instances along. API action {@code UpdateStackSet}.
     *
     * @param update fills in a builder
     * @return the operation
     * @throws InvalidInputException if AWS would refuse a value
     */
    public OperationHandle update(Consumer<StackSetUpdateSpec.Builder> update) {
        return update(filled(StackSetUpdateSpec.builder(), update).build());
    }

    /**
     * Deletes the stack set, which must have no instances. Deleting one that does not exist succeeds. API action
     * {@code DeleteStackSet}.
     *
     * @return completes when it is gone; fails with {@link dev.stacksets.error.StackSetNotEmptyException} or
     *     {@link dev.stacksets.error.OperationInProgressException}
     */
    public CompletableFuture<Void> delete() {
        return connection.callbacks().handOver(connection.calls().delete(nameOrId));
    }

    /**
     * Deploys into accounts and Regions. API action {@code CreateStackInstances}.
     *
     * @param deployment where to
     * @return the operation
     */
    public OperationHandle deploy(DeploymentSpec deployment) {
        admit(deployment.targets(), deployment.preferences());
        return start(OperationStart.deploy(deployment, requests()));
    }

    /**
     * Deploys into accounts and Regions. API action {@code CreateStackInstances}.
     *
     * @param deployment fills in a builder
     * @return the operation
     * @throws InvalidInputException if AWS would refuse a value
     */
    public OperationHandle deploy(Consumer<DeploymentSpec.Builder> deployment) {
        return deploy(filled(DeploymentSpec.builder(), deployment).build());
    }

    /**
     * Brings instances up to date or changes their parameter overrides. API action {@code UpdateStackInstances}.
     *
     * @param update which and how
     * @return the operation; refused with {@link dev.stacksets.error.StackInstanceNotFoundException} if one of the pairs
     *     has no instance
     */
    public OperationHandle updateInstances(InstanceUpdateSpec update) {
        admit(update.targets(), update.preferences());
        return start(OperationStart.updateInstances(update, requests()));
    }

    /**
     * Brings instances up to date or changes their parameter overrides. API action {@code UpdateStackInstances}.
     *
     * @param update fills in a builder
     * @return the operation
     * @throws InvalidInputException if AWS would refuse a value
     */
    public OperationHandle updateInstances(Consumer<InstanceUpdateSpec.Builder> update) {
        return updateInstances(filled(InstanceUpdateSpec.builder(), update).build());
    }

    /**
     * Removes instances. API action {@code DeleteStackInstances}. Pairs without an instance do no harm.
     *
     * @param removal which, and what becomes of their stacks
     * @return the operation
     */
    public OperationHandle removeInstances(InstanceRemovalSpec removal) {
        admit(removal.targets(), removal.preferences());
        return start(OperationStart.removeInstances(nameOrId, removal, connection.calls()));
    }

    /**
     * Removes instances. API action {@code DeleteStackInstances}. Pairs without an instance do no harm.
     *
     * @param removal fills in a builder; it must say {@code deleteStacks()} or {@code retainStacks()}
     * @return the operation
     * @throws InvalidInputException if AWS would refuse a value, or the fate of the stacks is not stated
     */
    public OperationHandle removeInstances(Consumer<InstanceRemovalSpec.Builder> removal) {
        return removeInstances(filled(InstanceRemovalSpec.builder(), removal).build());
    }

    /**
     * Tries again exactly the instances that an operation left undone, failed or cancelled, and nothing else: instances
     * that are no full rectangle of accounts and Regions take several operations, one after another. What the operation
     * was (deployment, update or removal) and how it was paced is read from AWS. Not for imports, which AWS shows as
     * deployments: import again.
     *
     * @param result how the operation ended
     * @return the new operations; none if nothing was left undone; fails if instances show that it was an import
     * @throws InvalidInputException if it was a drift detection, which has no targets: detect again
     */
    public OperationSeries retryFailed(OperationResult result) {
        return retryFailed(result, RetrySpec.builder().build());
    }

    /**
     * Tries again exactly the instances that an operation left undone.
     *
     * @param result how the operation ended
     * @param retry which of them, how often and how paced
     * @return the new operations; none if nothing was left undone
     * @throws InvalidInputException if it was a drift detection
     */
    public OperationSeries retryFailed(OperationResult result, RetrySpec retry) {
        return work().retryFailed(result, retry);
    }

    /**
     * Tries again exactly the instances that an operation left undone.
     *
     * @param result how the operation ended
     * @param retry fills in a builder, for example {@code r -> r.kind(FailureKind.ROLE_OR_PERMISSION).rounds(3)}
     * @return the new operations; none if nothing was left undone
     * @throws InvalidInputException if it was a drift detection, or a bound does not hold
     */
    public OperationSeries retryFailed(OperationResult result, Consumer<RetrySpec.Builder> retry) {
        return retryFailed(result, filled(RetrySpec.builder(), retry).build());
    }

    /**
     * Removes every instance, then the stack set. A stack set that does not exist counts as deleted. Operations in the way
     * are waited for as {@link #onConflict} says.
     *
     * @param removal what becomes of the stacks, and how AWS paces the removals
     * @return the removals; its outcome completes when the stack set is gone, and fails with
     *     {@link dev.stacksets.error.OperationFailedException} if instances stay behind, with
     *     {@link dev.stacksets.error.OperationStoppedException} if it was stopped
     */
    public OperationSeries deleteEverything(FullRemovalSpec removal) {
        return work().deleteEverything(removal);
    }

    /**
     * Removes every instance, then the stack set.
     *
     * @param removal fills in a builder; it must say {@code deleteStacks()} or {@code retainStacks()}
     * @return as {@link #deleteEverything(FullRemovalSpec)}
     * @throws InvalidInputException if the fate of the stacks is not stated
     */
    public OperationSeries deleteEverything(Consumer<FullRemovalSpec.Builder> removal) {
        return deleteEverything(filled(FullRemovalSpec.builder(), removal).build());
    }

    /**
     * Waits until AWS lists no operation of the stack set that runs or is queued, whoever started them. The list lags a
     * little: an operation that was started elsewhere a moment ago may not be in it yet.
     *
     * @return completes when it is idle; cancelling it ends the watching
     */
    public CompletableFuture<Void> waitUntilIdle() {
        return connection.callbacks().handOver(work().untilIdle());
    }

    /**
     * Takes existing stacks into the stack set, each as the instance of its account and Region. API action
     * {@code ImportStacksToStackSet}; AWS shows it as a {@code CREATE}.
     *
     * @param stacks which
     * @return the operation; refused with {@link dev.stacksets.error.StackNotFoundException} if one of them does not exist
     */
    public OperationHandle importStacks(StackImportSpec stacks) {
        return start(OperationStart.importStacks(stacks, requests()));
    }

    /**
     * Takes existing stacks into the stack set, each as the instance of its account and Region. API action
     * {@code ImportStacksToStackSet}; AWS shows it as a {@code CREATE}.
     *
     * @param stacks fills in a builder
     * @return the operation; refused with {@link dev.stacksets.error.StackNotFoundException} if one of them does not exist
     * @throws InvalidInputException if AWS would refuse a value, or no stacks are named
     */
    public OperationHandle importStacks(Consumer<StackImportSpec.Builder> stacks) {
        return importStacks(filled(StackImportSpec.builder(), stacks).build());
    }

    /**
     * Looks for drift in every instance. API action {@code DetectStackSetDrift}. The result has what was found in numbers,
     * {@link #driftReport(String)} has the rest. Instances that could not be looked at are the result's failures.
     *
     * @param detection how; by default one account at a time
     * @return the operation, one at a time for each stack set
     */
    public OperationHandle detectDrift(DriftDetectionSpec detection) {
        return start(OperationStart.detectDrift(detection, requests()));
    }

    /**
     * Looks for drift in every instance. API action {@code DetectStackSetDrift}. The result has what was found in numbers,
     * {@link #driftReport(String)} has the rest. Instances that could not be looked at are the result's failures.
     *
     * @param detection fills in a builder; by default one account at a time
     * @return the operation, one at a time for each stack set
     * @throws InvalidInputException if AWS would refuse a value
     */
    public OperationHandle detectDrift(Consumer<DriftDetectionSpec.Builder> detection) {
        return detectDrift(filled(DriftDetectionSpec.builder(), detection).build());
    }

    /**
     * Reads what a drift detection found, down to the properties that differ. Takes a few calls, and one more for each
     * instance that drifted, four at a time. Best right after the detection: AWS keeps resources of the most recent one
     * only. API action {@code ListStackInstanceResourceDrifts}, among others.
     *
     * @param operationId the drift detection, ended or not
     * @return the report; fails with {@link dev.stacksets.error.OperationNotFoundException}, or a
     *     {@link dev.stacksets.error.StackSetsException} if the operation is no drift detection
     * @throws InvalidInputException if it is no operation id
     */
    public CompletableFuture<DriftReport> driftReport(String operationId) {
        return connection.callbacks().handOver(connection.calls().driftReport(token(operationId)));
    }

    /**
     * Lists the resources of one instance as a drift detection found them. API action
     * {@code ListStackInstanceResourceDrifts}; AWS keeps resources of the most recent detection only.
     *
     * @param operationId the drift detection; while it runs, the list may be partial
     * @param account the target account
     * @param region the target Region
     * @param statuses what was found of a resource, for example {@code MODIFIED, DELETED}; none for every resource, also those
     *     that did not drift
     * @return the resources
     * @throws InvalidInputException if operation id, account or Region is none
     */
    public Listing<ResourceDrift> listResourceDrifts(
            String operationId, String account, String region, ResourceDriftStatus... statuses) {
        return connection
                .calls()
                .listResourceDrifts(
                        token(operationId), new InstanceId(account, region), new LinkedHashSet<>(List.of(statuses)));
    }

    /**
     * Reads one instance, with its parameter overrides. API action {@code DescribeStackInstance}.
     *
     * @param account the target account
     * @param region the target Region
     * @return the instance; fails with {@link dev.stacksets.error.StackInstanceNotFoundException}
     * @throws InvalidInputException if account or Region is none
     */
    public CompletableFuture<StackInstance> describeInstance(String account, String region) {
        return connection
                .callbacks()
                .handOver(connection.calls().describeInstance(nameOrId, new InstanceId(account, region)));
    }

    /**
     * Lists its instances, without their parameter overrides. API action {@code ListStackInstances}.
     *
     * @return the instances
     */
    public Listing<StackInstance> listInstances() {
        return listInstances(InstanceFilter.all());
    }

    /**
     * Lists some of its instances, without their parameter overrides. API action {@code ListStackInstances}.
     *
     * @param filter which
     * @return the instances that meet all of its conditions
     */
    public Listing<StackInstance> listInstances(InstanceFilter filter) {
        return connection.calls().listInstances(nameOrId, filter);
    }

    /**
     * Lists some of its instances, without their parameter overrides. API action {@code ListStackInstances}.
     *
     * @param filter fills in a builder, for example {@code f -> f.detailedStatus(DetailedStatus.FAILED)}
     * @return the instances that meet all of its conditions
     * @throws InvalidInputException if AWS would refuse a value
     */
    public Listing<StackInstance> listInstances(Consumer<InstanceFilter.Builder> filter) {
        return listInstances(filled(InstanceFilter.builder(), filter).build());
    }

    /**
     * Lists its instances, without their parameter overrides, Region by Region at the same time: several times faster than
     * {@link #listInstances()} for thousands in many Regions while AWS does not throttle, and no faster when it does. The
     * stack set is asked for its Regions first, so an instance is missed in a Region that AWS does not name. API actions
     * {@code DescribeStackSet} and {@code ListStackInstances}.
     *
     * @return the instances; collected in the order of the Regions, otherwise as pages come in; {@code findFirst} finds
     *     any match
     */
    public Listing<StackInstance> listInstancesByRegion() {
        return connection.calls().listInstancesByRegion(nameOrId);
    }

    /**
     * Lists the instances that do not match the stack set; {@link StackInstance#explanation()} says why each does not. AWS
     * has no filter for this, so every instance is read, a hundred to a call.
     *
     * @return those that are {@code OUTDATED} or {@code INOPERABLE}, by account and Region
     */
    public CompletableFuture<List<StackInstance>> instancesNotCurrent() {
        return connection
                .callbacks()
                .handOver(Futures.map(
                        connection
                                .calls()
                                .listInstances(nameOrId, InstanceFilter.all())
                                .collect(),
                        all -> all.stream()
                                .filter(instance -> instance.status() != InstanceStatus.CURRENT)
                                .sorted(Comparator.comparing(StackInstance::id))
                                .toList()));
    }

    /**
     * Lists the units that automatic deployment follows. API action {@code ListStackSetAutoDeploymentTargets}.
     *
     * @return the units, each with its Regions
     */
    public Listing<AutoDeploymentTarget> listAutoDeploymentTargets() {
        return connection.calls().listAutoDeploymentTargets(nameOrId);
    }

    /**
     * Reads one operation. API action {@code DescribeStackSetOperation}; AWS answers it consistently.
     *
     * @param operationId its id
     * @return the operation; fails with {@link dev.stacksets.error.OperationNotFoundException}
     * @throws InvalidInputException if it is no operation id
     */
    public CompletableFuture<OperationDescription> describeOperation(String operationId) {
        return connection.callbacks().handOver(connection.calls().describeOperation(token(operationId)));
    }

    /**
     * Lists its operations, the newest first. May lag behind. API action {@code ListStackSetOperations}.
     *
     * @return the operations
     */
    public Listing<OperationDescription> listOperations() {
        return connection.calls().operations().operations(nameOrId);
    }

    /**
     * Lists how an operation went for each instance. May lag behind. API action {@code ListStackSetOperationResults}.
     *
     * @param operationId the operation
     * @return one result per instance
     * @throws InvalidInputException if it is no operation id
     */
    public Listing<InstanceResult> listOperationResults(String operationId) {
        return connection.calls().operations().results(token(operationId));
    }

    /**
     * Lists the instances where an operation went like this. May lag behind. API action
     * {@code ListStackSetOperationResults}.
     *
     * @param operationId the operation
     * @param outcome how it went
     * @return one result per instance
     * @throws InvalidInputException if it is no operation id, or the outcome {@code UNKNOWN} or {@code SKIPPED},
     *     which are not AWS's words
     */
    public Listing<InstanceResult> listOperationResults(String operationId, InstanceOutcome outcome) {
        Check.that(
                outcome != InstanceOutcome.UNKNOWN && outcome != InstanceOutcome.SKIPPED,
                "outcome",
                "AWS knows no outcome " + outcome + ": list all and look for it.");
        return connection.calls().operations().results(token(operationId), outcome);
    }

    @Override
    public String toString() {
        return "stack set " + nameOrId;
    }

    private OperationHandle start(OperationStart start) {
        return connection.tracker().start(nameOrId, start, onConflict, tracking);
    }

    StackSetWork work() {
        return new StackSetWork(
                nameOrId, connection.calls(), connection.tracker(), onConflict, tracking, connection.callbacks());
    }

    private OperationToken token(String operationId) {
        return connection.tracker().token(nameOrId, operationId);
    }

    private Requests requests() {
        return connection.calls().requests();
    }

    /** Refuses what guardrails protect, and warns of a pace that is not what it seems. */
    private void admit(Targets targets, OperationPreferences preferences) {
        connection.admission().admit(nameOrId, targets);
        if (targets instanceof AccountList.Accounts named) {
            preferences
                    .concurrencyWarning(named.accounts().size())
                    .ifPresent(warning -> LOG.warn("Stack set '{}': {}", name(), warning));
        }
    }

    private static <B> B filled(B builder, Consumer<B> fill) {
        fill.accept(builder);
        return builder;
    }
}
