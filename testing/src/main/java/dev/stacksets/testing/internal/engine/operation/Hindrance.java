package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Definition;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.fault.Obstacle;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.AccountGateResult;
import software.amazon.awssdk.services.cloudformation.model.AccountGateStatus;

/**
 * A planted obstacle in the service's words. The texts about roles are AWS's own; a missing execution role leaves the
 * account gate SKIPPED, a missing administration role makes it FAILED, both with the reason of the result.
 *
 * @param reason the StatusReason of the result
 * @param gate what the account gate said, empty when it has nothing to do with it
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-troubleshooting.html">
 *     Troubleshooting StackSets</a>
 */
public record Hindrance(String reason, Optional<AccountGateResult> gate) {

    private static final String SERVICE_ADMINISTRATION_ROLE =
            "aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin";

    public static Hindrance of(Obstacle obstacle, StackSetState stackSet, Instance instance) {
        if (obstacle instanceof Obstacle.StackFails fails) {
            return new Hindrance(fails.reason(), Optional.empty());
        }
        if (obstacle instanceof Obstacle.GateCloses closes) {
            return gated(closes.reason(), AccountGateStatus.FAILED);
        }
        return obstacle instanceof Obstacle.NoExecutionRole
                ? gated(noExecutionRole(stackSet, instance.account()), AccountGateStatus.SKIPPED)
                : gated(noAdministrationRole(stackSet), AccountGateStatus.FAILED);
    }

    /** What the gate says where no function plays it. */
    static AccountGateResult noGate(Instance instance) {
        return gate(
                "Function not found: arn:aws:lambda:" + instance.region() + ":" + instance.account()
                        + ":function:AWSCloudFormationStackSetAccountGate",
                AccountGateStatus.SKIPPED);
    }

    private static Hindrance gated(String reason, AccountGateStatus status) {
        return new Hindrance(reason, Optional.of(gate(reason, status)));
    }

    private static AccountGateResult gate(String reason, AccountGateStatus status) {
        return AccountGateResult.builder().status(status).statusReason(reason).build();
    }

    private static String noExecutionRole(StackSetState stackSet, String account) {
        Definition definition = stackSet.definition();
        String role = definition.isServiceManaged()
                ? "stacksets-exec-"
                        + stackSet.id()
                                .substring(stackSet.id().indexOf(':') + 1)
                                .replace("-", "")
                : definition.executionRoleName().orElse(Definition.DEFAULT_EXECUTION_ROLE);
        return "Account " + account + " should have '" + role + "' role with trust relationship to Role '"
                + administrationRole(stackSet) + "'.";
    }

    private static String noAdministrationRole(StackSetState stackSet) {
        return "Account " + stackSet.owner().account() + " should have '" + administrationRole(stackSet)
                + "' role with trust relationship to CloudFormation service.";
    }

    private static String administrationRole(StackSetState stackSet) {
        Definition definition = stackSet.definition();
        if (definition.isServiceManaged()) {
            return SERVICE_ADMINISTRATION_ROLE;
        }
        String arn = definition
                .administrationRoleArn()
                .orElse(Definition.defaultAdministrationRole(stackSet.owner().account()));
        return arn.substring(arn.lastIndexOf("role/") + "role/".length());
    }
}
