package dev.stacksets.operation;

import dev.stacksets.target.InstanceId;
import java.util.Optional;

/**
 * How an operation went in one account and Region. API page {@code StackSetOperationResultSummary}.
 *
 * @param instance the account and Region
 * @param outcome how it went
 * @param reason why, in AWS's words; present for failures and most cancellations
 * @param gateReason what the account gate said, if one was asked
 */
public record InstanceResult(
        InstanceId instance, InstanceOutcome outcome, Optional<String> reason, Optional<String> gateReason) {

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
