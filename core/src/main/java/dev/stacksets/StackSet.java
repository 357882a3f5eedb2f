package dev.stacksets;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.Requests;
import dev.stacksets.internal.tracking.OperationStart;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
     * Changes the stack set and brings its instances along. API action {@code UpdateStackSet}.
     *
     * @param update what changes; the new definition stays even if the operation fails
     * @return the operation
     */
    public OperationHandle update(StackSetUpdateSpec update) {
        update.targets().ifPresent(targets -> warnOfConcurrency(update.preferences(), targets));
        return start(OperationStart.update(
                        update,
                        (client, token) -> client.updateStackSet(requests().update(update, token))
                                .thenApply(answer -> answer.operationId()))
                .withSecrets(Requests.secrets(update.parameters().values()))
                .withAdvice(refusal -> connection.calls().advise(refusal, update.template(), nameOrId)));
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
        return start(
                deployment,
                OperationStart.targeted(
                                "CreateStackInstances",
                                OperationAction.CREATE,
                                deployment,
                                Optional.empty(),
                                (client, token) -> client.createStackInstances(
                                                requests().deploy(deployment, token))
                                        .thenApply(answer -> answer.operationId()))
                        .withSecrets(Requests.secrets(deployment.overrides())));
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
        return start(
                update,
                OperationStart.targeted(
                                "UpdateStackInstances",
                                OperationAction.UPDATE,
                                update,
                                Optional.empty(),
                                (client, token) -> client.updateStackInstances(
                                                requests().updateInstances(update, token))
                                        .thenApply(answer -> answer.operationId()))
                        .withSecrets(Requests.secrets(update.overrides())));
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
        return start(
                removal,
                OperationStart.targeted(
                        "DeleteStackInstances",
                        OperationAction.DELETE,
                        removal,
                        Optional.of(removal.stacks() == InstanceRemovalSpec.Stacks.RETAIN),
                        (client, token) -> client.deleteStackInstances(
                                        requests().removeInstances(removal, token))
                                .thenApply(answer -> answer.operationId())));
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
     * Reads one operation. API action {@code DescribeStackSetOperation}; AWS answers it consistently.
     *
     * @param operationId its id
     * @return the operation; fails with {@link dev.stacksets.error.OperationNotFoundException}
     * @throws InvalidInputException if it is no operation id
     */
    public CompletableFuture<OperationDescription> describeOperation(String operationId) {
        return connection
                .callbacks()
                .handOver(connection
                        .calls()
                        .describeOperation(connection.tracker().token(nameOrId, operationId)));
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
        return connection.calls().operations().results(connection.tracker().token(nameOrId, operationId));
    }

    @Override
    public String toString() {
        return "stack set " + nameOrId;
    }

    private OperationHandle start(TargetedSpec spec, OperationStart start) {
        warnOfConcurrency(spec.preferences(), spec.targets());
        return start(start);
    }

    private OperationHandle start(OperationStart start) {
        return connection.tracker().start(nameOrId, start, onConflict, tracking);
    }

    private Requests requests() {
        return connection.calls().requests();
    }

    private void warnOfConcurrency(OperationPreferences preferences, Targets targets) {
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
