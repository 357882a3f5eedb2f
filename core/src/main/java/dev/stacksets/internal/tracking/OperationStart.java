package dev.stacksets.internal.tracking;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationToken;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/**
 * A request that starts an operation.
 *
 * @param action the AWS action
 * @param request sends it under the token's id and gives the operation id that AWS answers with
 * @param secrets values in it that no message may repeat
 * @param instances how many instances the operation will have, if the request says so
 * @param advice adds what else helps to a refusal
 */
public record OperationStart(
        String action,
        BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request,
        List<String> secrets,
        OptionalInt instances,
        Function<StackSetsException, CompletableFuture<StackSetsException>> advice) {

    /** A request whose refusals need no further advice. */
    public OperationStart(
            String action,
            BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request,
            List<String> secrets,
            OptionalInt instances) {
        this(action, request, secrets, instances, CompletableFuture::completedFuture);
    }
}
