package dev.stacksets.operation;

import dev.stacksets.target.InstanceId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private static final Pattern REQUIRED =
            Pattern.compile("requires capabilities ?: ?\\[([A-Z_, ]*)]", Pattern.CASE_INSENSITIVE);

    /**
     * What kind of trouble it had, as far as AWS's words tell.
     *
     * @return the kind; {@link FailureKind#OTHER} where nothing went wrong
     */
    public FailureKind kind() {
        return FailureKind.of(reason);
    }

    /**
     * What the stack set has to acknowledge before the instance can be deployed, as far as AWS's words tell: update it with
     * {@code u -> u.capability(...)}, which deploys to all instances.
     *
     * @return as AWS words them, for example {@code CAPABILITY_NAMED_IAM}; empty unless {@link #kind()} is
     *     {@link FailureKind#CAPABILITY_MISSING}
     */
    public Set<String> requiredCapabilities() {
        return reason.map(REQUIRED::matcher).filter(Matcher::find).stream()
                .flatMap(found -> Stream.of(found.group(1).split(",", -1)))
                .map(String::strip)
                .filter(capability -> !capability.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
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
