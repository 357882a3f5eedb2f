package dev.stacksets.internal.client;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorTranslator;
import dev.stacksets.internal.resilience.RetryingCalls;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** The one way to AWS. Every attempt of every call goes through here. */
public final class ServiceCalls {
    private final CloudFormationAsyncClient client;
    private final RetryingCalls retries;

    public ServiceCalls(CloudFormationAsyncClient client, RetryingCalls retries) {
        this.client = client;
        this.retries = retries;
    }

    /**
     * A call that is safe to repeat: repeated while failures pass by themselves, failing with a typed exception.
     *
     * @param reading makes our value of the answer
     */
    public <S, T> CompletableFuture<T> call(
            CallContext context,
            Function<CloudFormationAsyncClient, CompletableFuture<S>> request,
            Function<S, T> reading) {
        CompletableFuture<S> attempts = retries.call(() -> request.apply(client));
        return Futures.cancelling(
                attempts.thenApply(reading)
                        .exceptionallyCompose(
                                failure -> CompletableFuture.failedFuture(ErrorTranslator.translate(failure, context))),
                attempts);
    }

    /** One attempt, failing with what the SDK failed with: for callers who judge for themselves whether to repeat. */
    public <T> CompletableFuture<T> attempt(Function<CloudFormationAsyncClient, CompletableFuture<T>> request) {
        return RetryingCalls.guarded(() -> request.apply(client));
    }
}
