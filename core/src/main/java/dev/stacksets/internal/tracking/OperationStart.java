package dev.stacksets.internal.tracking;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.client.Requests;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.StackSetUpdateSpec;
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

    public static OperationStart deploy(DeploymentSpec spec, Requests requests) {
        return of(
                        "CreateStackInstances",
                        Intent.of(OperationAction.CREATE, spec, Optional.empty()),
                        spec,
                        (client, token) -> client.createStackInstances(requests.deploy(spec, token))
                                .thenApply(answer -> answer.operationId()))
                .withSecrets(Requests.secrets(spec.overrides()));
    }

    public static OperationStart updateInstances(InstanceUpdateSpec spec, Requests requests) {
        return of(
                        "UpdateStackInstances",
                        Intent.of(OperationAction.UPDATE, spec, Optional.empty()),
                        spec,
                        (client, token) -> client.updateStackInstances(requests.updateInstances(spec, token))
                                .thenApply(answer -> answer.operationId()))
                .withSecrets(Requests.secrets(spec.overrides()));
    }

    public static OperationStart removeInstances(InstanceRemovalSpec spec, Requests requests) {
        return of(
                "DeleteStackInstances",
                Intent.of(
                        OperationAction.DELETE, spec, Optional.of(spec.stacks() == InstanceRemovalSpec.Stacks.RETAIN)),
                spec,
                (client, token) -> client.deleteStackInstances(requests.removeInstances(spec, token))
                        .thenApply(answer -> answer.operationId()));
    }

    public static OperationStart update(StackSetUpdateSpec spec, Requests requests) {
        return of(
                        "UpdateStackSet",
                        Intent.of(spec),
                        spec,
                        (client, token) -> client.updateStackSet(requests.update(spec, token))
                                .thenApply(answer -> answer.operationId()))
                .withSecrets(Requests.secrets(spec.parameters().values()));
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
    private OperationStart withSecrets(List<String> values) {
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
