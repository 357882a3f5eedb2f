package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.protocol.AwsError;

/** The error catalogue: codes and HTTP statuses of the service model, texts as recorded where any were. */
final class Errors {

    private Errors() {}

    static AwsError validation(String message) {
        return new AwsError(400, "ValidationError", message);
    }

    static AwsError invalidAction(String action) {
        return new AwsError(
                400,
                "InvalidAction",
                "The action " + Checks.shortened(action) + " is not valid for this web service: not simulated");
    }

    static AwsError stackSetNotFound(String nameOrId) {
        return new AwsError(404, "StackSetNotFoundException", "StackSet " + nameOrId + " not found");
    }

    static AwsError stackInstanceNotFound(String stackSetId, String account, String region) {
        return new AwsError(
                404,
                "StackInstanceNotFoundException",
                "Stack instance not found for StackSet " + stackSetId + " in account " + account + ", region "
                        + region);
    }

    static AwsError operationNotFound(String operationId, String stackSetId) {
        return new AwsError(
                404,
                "OperationNotFoundException",
                "Operation " + operationId + " not found for StackSet " + stackSetId);
    }

    static AwsError stackNotFound(String stackId) {
        return new AwsError(404, "StackNotFoundException", "Stack " + Checks.shortened(stackId) + " not found");
    }

    static AwsError nameAlreadyExists(String name) {
        return new AwsError(409, "NameAlreadyExistsException", "StackSet " + name + " already exists");
    }

    static AwsError createdButModified(String name) {
        return new AwsError(
                409, "CreatedButModifiedException", "StackSet " + name + " was created with different properties");
    }

    static AwsError operationInProgress(String arn, String operationId) {
        return new AwsError(
                409,
                "OperationInProgressException",
                "Another Operation on StackSet " + arn + " is in progress: " + operationId);
    }

    static AwsError operationIdAlreadyExists(String operationId) {
        return new AwsError(
                409, "OperationIdAlreadyExistsException", "Operation with id " + operationId + " already exists");
    }

    static AwsError stackSetNotEmpty() {
        return new AwsError(409, "StackSetNotEmptyException", "StackSet is not empty");
    }

    static AwsError invalidOperation(String message) {
        return new AwsError(400, "InvalidOperationException", message);
    }

    static AwsError limitExceeded(String message) {
        return new AwsError(400, "LimitExceededException", message);
    }
}
