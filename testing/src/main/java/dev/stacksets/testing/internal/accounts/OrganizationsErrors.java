package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.Map;

/** Refusals of Organizations: always status 400, two of them with a reason beside the message. */
final class OrganizationsErrors {

    private OrganizationsErrors() {}

    static AwsError refusal(String code, String message) {
        return new AwsError(400, code, message);
    }

    static AwsError invalidInput(String reason, String message) {
        return new AwsError(400, "InvalidInputException", message, Map.of("Reason", reason));
    }

    static AwsError constraint(String reason, String message) {
        return new AwsError(400, "ConstraintViolationException", message, Map.of("Reason", reason));
    }

    static AwsError notInUse() {
        return refusal("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
    }

    static AwsError accessDenied() {
        return refusal("AccessDeniedException", "You don't have permissions to access this resource.");
    }

    static AwsError noAccount() {
        return refusal("AccountNotFoundException", "You specified an account that doesn't exist.");
    }

    static AwsError noParent() {
        return refusal("ParentNotFoundException", "You specified parent that doesn't exist.");
    }

    static AwsError noUnit() {
        return refusal(
                "OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");
    }

    static AwsError noTarget() {
        return refusal("TargetNotFoundException", "You specified a target that doesn't exist.");
    }

    static AwsError notRegistered() {
        return refusal(
                "AccountNotRegisteredException",
                "The provided account is not a registered delegated administrator for your organization.");
    }
}
