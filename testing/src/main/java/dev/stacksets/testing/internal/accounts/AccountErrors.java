package dev.stacksets.testing.internal.accounts;

import dev.stacksets.testing.internal.protocol.AwsError;
import java.util.Map;

/** Refusals of Account Management: statuses of their own, and a reason for bad input. */
final class AccountErrors {

    private AccountErrors() {}

    static AwsError invalidField(String message) {
        return validation("fieldValidationFailed", message);
    }

    static AwsError invalidTarget(String message) {
        return validation("invalidRegionOptTarget", message);
    }

    private static AwsError validation(String reason, String message) {
        return new AwsError(400, "ValidationException", message, Map.of("reason", reason));
    }

    static AwsError conflict(String message) {
        return new AwsError(409, "ConflictException", message);
    }

    static AwsError tooMany(String message) {
        return new AwsError(429, "TooManyRequestsException", message);
    }

    static AwsError accessDenied(String caller) {
        return new AwsError(
                403,
                "AccessDeniedException",
                "User: arn:aws:iam::" + caller + ":root is not authorized to access the specified account");
    }
}
