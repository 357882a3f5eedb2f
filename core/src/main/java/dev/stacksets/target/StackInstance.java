package dev.stacksets.target;

import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.ResolvedValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A stack instance as AWS shows it. API pages {@code StackInstance} and {@code StackInstanceSummary}.
 *
 * @param id its account and Region
 * @param status whether it matches the stack set
 * @param detailedStatus how the last operation that addressed it went there
 * @param rawDetailedStatus the same in AWS's words; {@code ""} if AWS does not say
 * @param reason why it is not {@code CURRENT}
 * @param stackId the stack in the target account; empty if there never was one
 * @param organizationalUnit the unit it was targeted by; empty when self-managed
 * @param driftStatus what the last drift detection found
 * @param driftCheckedAt when
 * @param lastOperationId the last operation that touched it
 * @param overrides parameter overrides by key, NoEcho values as {@code ****}; empty if AWS was not asked for them:
 *     listing does not carry them, describing does
 * @param resolvedOverrides what AWS took for overrides whose values name SSM parameters, by key; empty in lists
 */
public record StackInstance(
        InstanceId id,
        InstanceStatus status,
        DetailedStatus detailedStatus,
        String rawDetailedStatus,
        Optional<String> reason,
        Optional<String> stackId,
        Optional<String> organizationalUnit,
        DriftStatus driftStatus,
        Optional<Instant> driftCheckedAt,
        Optional<String> lastOperationId,
        Optional<Map<String, String>> overrides,
        Map<String, ResolvedValue> resolvedOverrides) {

    /**
     * An instance of which no resolved values are known.
     *
     * @param id its account and Region
     * @param status whether it matches the stack set
     * @param detailedStatus how the last operation that addressed it went there
     * @param rawDetailedStatus the same in AWS's words
     * @param reason why it is not {@code CURRENT}
     * @param stackId the stack in the target account
     * @param organizationalUnit the unit it was targeted by
     * @param driftStatus what the last drift detection found
     * @param driftCheckedAt when
     * @param lastOperationId the last operation that touched it
     * @param overrides parameter overrides by key, if known
     */
    public StackInstance(
            InstanceId id,
            InstanceStatus status,
            DetailedStatus detailedStatus,
            String rawDetailedStatus,
            Optional<String> reason,
            Optional<String> stackId,
            Optional<String> organizationalUnit,
            DriftStatus driftStatus,
            Optional<Instant> driftCheckedAt,
            Optional<String> lastOperationId,
            Optional<Map<String, String>> overrides) {
        this(
                id,
                status,
                detailedStatus,
                rawDetailedStatus,
                reason,
                stackId,
                organizationalUnit,
                driftStatus,
                driftCheckedAt,
                lastOperationId,
                overrides,
                Map.of());
    }

    /**
     * Says why it does not match the stack set, and what to do about it.
     *
     * @return a sentence for a person; empty for one that is {@code CURRENT}
     */
    public Optional<String> explanation() {
        return switch (status) {
            case CURRENT -> Optional.empty();
            case INOPERABLE ->
                Optional.of(
                        "A delete or import failed" + because() + " Mend the cause and remove it again, or remove it"
                                + " with retainStacks() and clean up by hand.");
            default -> Optional.of(outdated());
        };
    }

    private String outdated() {
        return switch (detailedStatus) {
            case PENDING ->
                "No operation has brought the present definition here. If none is under way, none is coming: "
                        + "updateInstances() does it.";
            case RUNNING -> "An operation is at work here.";
            case CANCELLED -> "The last operation never came here" + because() + " Nothing is known to be wrong here.";
            case SKIPPED_SUSPENDED_ACCOUNT -> "The account is suspended; operations pass it by.";
            default -> "The last operation failed here" + because();
        };
    }

    private String because() {
        return reason.map(words -> ": " + words + (words.endsWith(".") ? "" : "."))
                .orElse(".");
    }
}
