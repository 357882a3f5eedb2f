package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.fault.PlantedDrift;
import dev.stacksets.testing.internal.template.Template;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/**
 * Compares stacks with the template. Touches neither status of an instance, only its drift and its last operation;
 * counts as it goes. Instances it never reached leave the total, so that the counters always add up to it.
 */
public final class DriftCheck implements Effect {

    /** What one stack looked like. */
    public record Finding(Instant at, String stackId, Map<String, List<PlantedDrift>> drifted) {}

    private final EngineContext context;
    private final StackSetState stackSet;
    private final Template template;
    private final TreeMap<InstanceKey, Finding> findings = new TreeMap<>();
    private @Nullable Instant lastCheck;
    private int total;
    private int inSync;
    private int drifted;
    private int failed;

    public DriftCheck(EngineContext context, StackSetState stackSet) {
        this.context = context;
        this.stackSet = stackSet;
        this.template = stackSet.definition().template();
    }

    @Override
    public void addressed(Instance instance, String operationId) {
        instance.checkedBy(operationId);
        total++;
    }

    @Override
    public void started(Instance instance) {
        // A look at a stack leaves the record as it is.
    }

    @Override
    public void succeeded(Instance instance) {
        Instant now = context.now();
        Map<String, List<PlantedDrift>> found = context.driftsOf(instance, template);
        findings.put(instance.key(), new Finding(now, instance.stackId().orElse(""), found));
        instance.checked(found.isEmpty() ? StackDriftStatus.IN_SYNC : StackDriftStatus.DRIFTED, now);
        lastCheck = now;
        if (found.isEmpty()) {
            inSync++;
        } else {
            drifted++;
        }
    }

    @Override
    public void failed(Instance instance, String reason) {
        failed++;
    }

    @Override
    public void skipped(Instance instance, String reason) {
        total--;
    }

    @Override
    public void cancelled(Instance instance, String reason) {
        total--;
    }

    @Override
    public void ended(StackSetOperationStatus status) {
        stackSet.driftChecked(details(status));
    }

    public Optional<Finding> finding(InstanceKey key) {
        return Optional.ofNullable(findings.get(key));
    }

    NavigableMap<InstanceKey, Finding> findings() {
        return Collections.unmodifiableNavigableMap(findings);
    }

    public Template template() {
        return template;
    }

    public StackSetDriftDetectionDetails details(StackSetOperationStatus status) {
        return StackSetDriftDetectionDetails.builder()
                .driftStatus(driftStatus(status))
                .driftDetectionStatus(detectionStatus(status))
                .lastDriftCheckTimestamp(lastCheck)
                .totalStackInstancesCount(total)
                .inSyncStackInstancesCount(inSync)
                .driftedStackInstancesCount(drifted)
                .failedStackInstancesCount(failed)
                .inProgressStackInstancesCount(inProgress())
                .build();
    }

    private int inProgress() {
        return total - inSync - drifted - failed;
    }

    private StackSetDriftStatus driftStatus(StackSetOperationStatus status) {
        if (drifted > 0) {
            return StackSetDriftStatus.DRIFTED;
        }
        boolean complete = status == StackSetOperationStatus.SUCCEEDED && failed == 0;
        return complete ? StackSetDriftStatus.IN_SYNC : StackSetDriftStatus.NOT_CHECKED;
    }

    private StackSetDriftDetectionStatus detectionStatus(StackSetOperationStatus status) {
        return switch (status) {
            case SUCCEEDED ->
                failed == 0 ? StackSetDriftDetectionStatus.COMPLETED : StackSetDriftDetectionStatus.PARTIAL_SUCCESS;
            case FAILED -> StackSetDriftDetectionStatus.FAILED;
            case STOPPED -> StackSetDriftDetectionStatus.STOPPED;
            default -> StackSetDriftDetectionStatus.IN_PROGRESS;
        };
    }

    public void check(Operation operation) {
        if (inProgress() < 0 || (operation.isTerminal() && inProgress() != 0)) {
            throw new IllegalStateException("drift counters of " + operation.id() + " do not add up to " + total);
        }
    }
}
