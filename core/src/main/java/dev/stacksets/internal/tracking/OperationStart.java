package dev.stacksets.internal.tracking;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.operation.TargetedSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** A request that starts an operation: how it is sent, and what it is meant to do. */
public final class OperationStart {
    private final String action;
    private final Intent intent;
    private final Optional<String> chosenId;
    private final BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request;
    private final List<String> secrets;
    private final Function<StackSetsException, CompletableFuture<StackSetsException>> advice;

    private OperationStart(
            String action,
            Intent intent,
            Optional<String> chosenId,
            BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request,
            List<String> secrets,
            Function<StackSetsException, CompletableFuture<StackSetsException>> advice) {
        this.action = action;
        this.intent = intent;
        this.chosenId = chosenId;
        this.request = request;
        this.secrets = secrets;
        this.advice = advice;
    }

    /**
     * A request over named targets.
     *
     * @param action the AWS action
     * @param does what its operation shows as
     * @param request sends it under the token's id and gives the operation id that AWS answers with
     */
    public static OperationStart targeted(
            String action,
            OperationAction does,
            TargetedSpec spec,
            Optional<Boolean> retainsStacks,
            BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request) {
        return of(action, Intent.of(does, spec, retainsStacks), spec, request);
    }

    /** A change of the stack set. */
    public static OperationStart update(
            StackSetUpdateSpec spec,
            BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request) {
        return of("UpdateStackSet", Intent.of(spec), spec, request);
    }

    private static OperationStart of(
            String action,
            Intent intent,
            OperationSpec spec,
            BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request) {
        return new OperationStart(
                action, intent, spec.operationId(), request, List.of(), CompletableFuture::completedFuture);
    }

    /** The same, with values in the request that no message may repeat. */
    public OperationStart withSecrets(List<String> values) {
        return new OperationStart(action, intent, chosenId, request, values, advice);
    }

    /** The same, with a way to add what else helps to a refusal. */
    public OperationStart withAdvice(Function<StackSetsException, CompletableFuture<StackSetsException>> more) {
        return new OperationStart(action, intent, chosenId, request, secrets, more);
    }

    String action() {
        return action;
    }

    Intent intent() {
        return intent;
    }

    /** The caller's own choice; empty for a random id, which is nobody else's. */
    Optional<String> chosenId() {
        return chosenId;
    }

    CompletableFuture<@Nullable String> send(CloudFormationAsyncClient client, OperationToken token) {
        return request.apply(client, token);
    }

    List<String> secrets() {
        return secrets;
    }

    CompletableFuture<StackSetsException> advised(StackSetsException refusal) {
        return advice.apply(refusal);
    }
}
