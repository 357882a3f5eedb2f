package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.deploy.MemberStack;
import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Ids;
import dev.stacksets.testing.internal.engine.record.Definition;
import dev.stacksets.testing.internal.engine.record.History;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.InstanceTable;
import dev.stacksets.testing.internal.engine.record.TargetUnits;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** One stack set with its instances and operations. */
public final class StackSetState {

    /** AWS's documented ceiling of concurrent stack instances per stack set. */
    private static final int CONCURRENT_INSTANCES = 100;

    private static final int NAME_IN_STACK_NAME = 82;
    private static final StackSetDriftDetectionDetails NOT_CHECKED = StackSetDriftDetectionDetails.builder()
            .driftStatus(StackSetDriftStatus.NOT_CHECKED)
            .totalStackInstancesCount(0)
            .driftedStackInstancesCount(0)
            .inSyncStackInstancesCount(0)
            .inProgressStackInstancesCount(0)
            .failedStackInstancesCount(0)
            .build();

    private final long sequence;
    private final Caller owner;
    private final String name;
    private final String id;
    private final CreateStackSetRequest createdBy;
    private final InstantSource clock;
    private final InstanceTable instances;
    private final TargetUnits targets = new TargetUnits();
    private final OperationBook operations = new OperationBook();
    private final History<Definition> definition;
    private final History<StackSetDriftDetectionDetails> lastDrift;
    private final History<Boolean> deleted;
    private int running;

    public StackSetState(
            InstantSource clock,
            long sequence,
            Caller owner,
            String id,
            CreateStackSetRequest createdBy,
            Definition definition) {
        this.clock = clock;
        this.sequence = sequence;
        this.owner = owner;
        this.name = createdBy.stackSetName();
        this.id = id;
        this.createdBy = createdBy;
        this.instances = new InstanceTable(clock);
        this.definition = new History<>(definition, clock.instant());
        this.lastDrift = new History<>(NOT_CHECKED, clock.instant());
        this.deleted = new History<>(false, clock.instant());
    }

    public String arn() {
        return "arn:aws:cloudformation:" + owner.region() + ":" + owner.account() + ":stackset/" + id;
    }

    String newStackId(InstanceKey key, Ids ids) {
        return "arn:aws:cloudformation:" + key.region() + ":" + key.account() + ":stack/" + newStackName(ids) + "/"
                + ids.uuid();
    }

    /** At most 128 characters, so that of a long name of the set not all is in it. */
    private String newStackName(Ids ids) {
        return "StackSet-" + name.substring(0, Math.min(name.length(), NAME_IN_STACK_NAME)) + "-" + ids.uuid();
    }

    /** The stack behind an instance as the definition has it. */
    MemberStack member(Instance instance, Ids ids) {
        Definition latest = definition();
        Map<String, String> values = new LinkedHashMap<>(latest.parameters());
        values.putAll(instance.overrides());
        values.keySet().retainAll(latest.template().parameters().keySet());
        return new MemberStack(
                instance.account(),
                instance.region(),
                instance.stackId().map(stackId -> stackId.split("/", -1)[1]).orElseGet(() -> newStackName(ids)),
                instance.stackId(),
                latest.template().body(),
                values,
                latest.capabilities(),
                latest.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
    }

    boolean hasRoom() {
        return running < CONCURRENT_INSTANCES;
    }

    void oneStarted() {
        running++;
    }

    void oneEnded() {
        running--;
    }

    void pumpAll() {
        List.copyOf(operations.active()).forEach(Rollout::pump);
    }

    /** Units are targets under service-managed permissions only. */
    public void redefine(Definition next) {
        if (!next.isServiceManaged()) {
            targets.clear();
        }
        definition.set(next, clock.instant());
    }

    void driftChecked(StackSetDriftDetectionDetails details) {
        lastDrift.set(details, clock.instant());
    }

    /** Of the last run that had ended. */
    public StackSetDriftDetectionDetails lastDrift(Instant seen) {
        return lastDrift.at(seen).orElse(NOT_CHECKED);
    }

    public void delete() {
        deleted.set(true, clock.instant());
    }

    /** Whether it was there at some time, deleted or not. */
    public boolean existed(Instant seen) {
        return deleted.at(seen).isPresent();
    }

    public long sequence() {
        return sequence;
    }

    public Caller owner() {
        return owner;
    }

    public String name() {
        return name;
    }

    public String id() {
        return id;
    }

    public CreateStackSetRequest createdBy() {
        return createdBy;
    }

    public Definition definition() {
        return definition.latest();
    }

    public Definition definition(Instant seen) {
        return definition.at(seen).orElseGet(this::definition);
    }

    public InstanceTable instances() {
        return instances;
    }

    public TargetUnits targets() {
        return targets;
    }

    public OperationBook operations() {
        return operations;
    }

    public boolean isDeleted() {
        return deleted.latest();
    }

    public boolean isDeleted(Instant seen) {
        return deleted.at(seen).orElse(false);
    }

    /** Looks over it, and says how many instances its operations have yet to finish. */
    public int check() {
        operations.check(definition().managedExecution());
        int counted = operations.active().stream()
                .mapToInt(rollout -> rollout.operation().running())
                .sum();
        if (counted != running || running > CONCURRENT_INSTANCES) {
            throw new IllegalStateException(id + ": " + counted + " instances run, counted as " + running);
        }
        if (!instances.isBalanced()) {
            throw new IllegalStateException(
                    id + ": instances per Region and unit do not add up to " + instances.size());
        }
        if (isDeleted() && (!instances.isEmpty() || operations.isBusy())) {
            throw new IllegalStateException(id + " is deleted with instances or work left");
        }
        checkInstances();
        return operations.active().stream()
                .mapToInt(rollout -> rollout.operation().unfinished())
                .sum();
    }

    private void checkInstances() {
        Set<InstanceKey> atWork = new HashSet<>();
        operations.active().stream()
                .flatMap(rollout -> rollout.operation().results().stream())
                .filter(target -> target.status() == StackSetOperationResultStatus.RUNNING)
                .map(target -> target.instance().key())
                .filter(key -> !atWork.add(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new IllegalStateException(id + ": two operations work on " + key + " at once");
                });
        Set<String> stackIds = new HashSet<>();
        instances.all().forEach(instance -> {
            boolean current = instance.status() == StackInstanceStatus.CURRENT;
            if (current && instance.stackId().isEmpty()) {
                throw new IllegalStateException(id + ": " + instance.key() + " is CURRENT without a stack");
            }
            if (instance.stackId().filter(stackId -> !stackIds.add(stackId)).isPresent()) {
                throw new IllegalStateException(id + ": " + instance.key() + " shares its stack");
            }
        });
    }
}
