package dev.stacksets.target;

import java.util.Map;
import java.util.Optional;

/**
 * A stack instance as AWS shows it. API pages {@code StackInstance} and {@code StackInstanceSummary}.
 *
 * @param id its account and Region
 * @param status whether it matches the stack set
 * @param detailedStatus how the last operation that addressed it ended there, as AWS words it, for example
 *     {@code SUCCEEDED}, {@code CANCELLED} or {@code SKIPPED_SUSPENDED_ACCOUNT}
 * @param reason why it is not {@code CURRENT}
 * @param stackId the stack in the target account; empty if there never was one
 * @param organizationalUnit the unit it was targeted by; empty when self-managed
 * @param driftStatus as AWS words it, for example {@code NOT_CHECKED}
 * @param lastOperationId the last operation that touched it
 * @param overrides parameter overrides by key, NoEcho values as {@code ****}; empty if AWS was not asked for them:
 *     listing does not carry them, describing does
 */
public record StackInstance(
        InstanceId id,
        InstanceStatus status,
        Optional<String> detailedStatus,
        Optional<String> reason,
        Optional<String> stackId,
        Optional<String> organizationalUnit,
        Optional<String> driftStatus,
        Optional<String> lastOperationId,
        Optional<Map<String, String>> overrides) {}
