package dev.stacksets.operation;

import dev.stacksets.target.InstanceId;
import java.util.Optional;

/**
 * How an operation went in one account and Region. API page {@code StackSetOperationResultSummary}.
 *
 * @param instance the account and Region
 * @param outcome how it went
 * @param reason why, in AWS's words; present for failures and most cancellations
 * @param gate what the account gate said, if AWS came that far
 * @param organizationalUnit the unit it was targeted by; empty when self-managed
 */
public record InstanceResult(
        InstanceId instance,
        InstanceOutcome outcome,
        Optional<String> reason,
        Optional<AccountGate> gate,
        Optional<String> organizationalUnit) {

    /**
     * What kind of trouble it had, as far as AWS's words tell.
     *
     * @return the kind; {@link FailureKind#OTHER} where nothing went wrong
     */
    public FailureKind kind() {
        return FailureKind.of(reason);
    }

    /**
     * The target account.
     *
     * @return 12 digits
     */
    public String account() {
        return instance.account();
    }

    /**
     * The target Region.
     *
     * @return its name
     */
    public String region() {
        return instance.region();
    }
}
