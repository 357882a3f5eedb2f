package dev.stacksets.testing.internal.engine.base;

import dev.stacksets.testing.internal.protocol.AwsError;

/** The error catalogue: codes and HTTP statuses of the service model, texts as recorded where any were. */
public final class Errors {

    private static final int SHOWN = 200;

    private Errors() {}

    public static AwsError validation(String message) {
        return new AwsError(400, "ValidationError", message);
    }

    public static AwsError invalidAction(String action) {
        return new AwsError(
                400,
                "InvalidAction",
                "The action " + shortened(action) + " is not valid for this web service: not simulated");
    }

    public static AwsError stackSetNotFound(String nameOrId) {
        return new AwsError(404, "StackSetNotFoundException", "StackSet " + nameOrId + " not found");
    }

    public static AwsError stackInstanceNotFound(String stackSetId, String account, String region) {
        return new AwsError(
                404,
                "StackInstanceNotFoundException",
                "Stack instance not found for StackSet " + stackSetId + " in account " + account + ", region "
                        + region);
    }

    public static AwsError operationNotFound(String operationId, String stackSetId) {
        return new AwsError(
                404,
                "OperationNotFoundException",
                "Operation " + operationId + " not found for StackSet " + stackSetId);
    }

    public static AwsError stackNotFound(String stackId) {
        return new AwsError(404, "StackNotFoundException", "Stack " + shortened(stackId) + " not found");
    }

    public static AwsError nameAlreadyExists(String name) {
        return new AwsError(409, "NameAlreadyExistsException", "StackSet " + name + " already exists");
    }

    public static AwsError createdButModified(String name) {
        return new AwsError(
                409, "CreatedButModifiedException", "StackSet " + name + " was created with different properties");
    }

    public static AwsError operationInProgress(String arn, String operationId) {
        return new AwsError(
                409,
                "OperationInProgressException",
                "Another Operation on StackSet " + arn + " is in progress: " + operationId);
    }

    public static AwsError operationIdAlreadyExists(String operationId) {
        return new AwsError(
                409, "OperationIdAlreadyExistsException", "Operation with id " + operationId + " already exists");
    }

    public static AwsError stackSetNotEmpty() {
        return new AwsError(409, "StackSetNotEmptyException", "StackSet is not empty");
    }

    public static AwsError invalidOperation(String message) {
        return new AwsError(400, "InvalidOperationException", message);
    }

    public static AwsError limitExceeded(String message) {
        return new AwsError(400, "LimitExceededException", message);
    }

    /** A value of the request as messages show it. */
    public static String shortened(String value) {
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...";
    }
}
