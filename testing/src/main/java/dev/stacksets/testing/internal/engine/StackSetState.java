package dev.stacksets.testing.internal.engine;

import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftStatus;

/** One stack set with its instances and operations. */
final class StackSetState {

    /** AWS's documented ceiling of concurrent stack instances per stack set. */
    private static final int CONCURRENT_INSTANCES = 100;

    private final long sequence;
    private final Caller owner;
    private final String name;
    private final String id;
    private final CreateStackSetRequest createdBy;
    private final InstanceTable instances = new InstanceTable();
    private final TargetUnits targets = new TargetUnits();
    private final OperationBook operations = new OperationBook();
    private Definition definition;
    private StackSetDriftDetectionDetails lastDrift = StackSetDriftDetectionDetails.builder()
            .driftStatus(StackSetDriftStatus.NOT_CHECKED)
            .build();
    private boolean deleted;
    private int running;

    StackSetState(long sequence, Caller owner, String id, CreateStackSetRequest createdBy, Definition definition) {
        this.sequence = sequence;
        this.owner = owner;
        this.name = createdBy.stackSetName();
        this.id = id;
        this.createdBy = createdBy;
        this.definition = definition;
    }

    String arn() {
        return "arn:aws:cloudformation:" + owner.region() + ":" + owner.account() + ":stackset/" + id;
    }

    String newStackId(InstanceKey key, Ids ids) {
        return "arn:aws:cloudformation:" + key.region() + ":" + key.account() + ":stack/StackSet-" + name + "-"
                + ids.uuid() + "/" + ids.uuid();
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

    /** An end makes room for every operation of the set, as the ceiling is shared. */
    void pumpAll() {
        List.copyOf(operations.active()).forEach(Rollout::pump);
    }

    void redefine(Definition next) {
        definition = next;
    }

    void driftChecked(StackSetDriftDetectionDetails details) {
        lastDrift = details;
    }

    /** Of the last run that ended. */
    StackSetDriftDetectionDetails lastDrift() {
        return lastDrift;
    }

    void delete() {
        deleted = true;
    }

    long sequence() {
        return sequence;
    }

    Caller owner() {
        return owner;
    }

    String name() {
        return name;
    }

    String id() {
        return id;
    }

    CreateStackSetRequest createdBy() {
        return createdBy;
    }

    Definition definition() {
        return definition;
    }

    InstanceTable instances() {
        return instances;
    }

    TargetUnits targets() {
        return targets;
    }

    OperationBook operations() {
        return operations;
    }

    boolean isDeleted() {
        return deleted;
    }

    void check() {
        operations.check(definition.managedExecution());
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
        if (deleted && (!instances.isEmpty() || operations.isBusy())) {
            throw new IllegalStateException(id + " is deleted with instances or work left");
        }
    }
}
