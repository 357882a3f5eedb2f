package dev.stacksets.internal.client;

import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorTranslator;
import dev.stacksets.internal.resilience.GatedCalls;
import dev.stacksets.internal.resilience.Redaction;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.ApiCall.Priority;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** The one way to AWS. Every attempt of every call goes through here, and through the gate. */
public final class ServiceCalls {
    private final CloudFormationAsyncClient client;
    private final GatedCalls gated;
    private final String scope;
    private final String region;
    private final Map<String, ApiCall> byAction = new ConcurrentHashMap<>();
    private final SentSecrets sent = new SentSecrets();

    /**
     * A way to one account in one Region.
     *
     * @param scope whose rate the calls draw on
     */
    public ServiceCalls(CloudFormationAsyncClient client, GatedCalls gated, String scope, String region) {
        this.client = client;
        this.gated = gated;
        this.scope = scope;
        this.region = region;
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
        sent.add(context.redaction());
        return gated.call(byAction(context.action()), context, () -> request.apply(client), reading);
    }

    /** What must be done before a call, and not by AWS: not metered, not repeated, and not begun after closing. */
    public <T> CompletableFuture<T> prepare(CallContext context, Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> prepared = gated.unmetered(work);
        return Futures.cancelling(
                prepared.exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(ErrorTranslator.translate(failure, context))),
                prepared);
    }

    /** One attempt, failing with what the SDK failed with: for callers who judge for themselves whether to repeat. */
    public <T> CompletableFuture<T> attempt(
            String action, Priority priority, Function<CloudFormationAsyncClient, CompletableFuture<T>> request) {
        return gated.attempt(call(action, priority), () -> request.apply(client));
    }

    /** Remembers what the next attempts carry, so that no answer repeats it. */
    public void carrying(Redaction secrets) {
        sent.add(secrets);
    }

    /** Takes out of AWS's texts what was sent from here and nobody may see. */
    Redaction redaction() {
        return sent.redaction();
    }

    private ApiCall byAction(String action) {
        ApiCall known = byAction.get(action);
        return known != null ? known : byAction.computeIfAbsent(action, each -> call(each, priority(each)));
    }

    private ApiCall call(String action, Priority priority) {
        return new ApiCall(ApiCall.CLOUD_FORMATION, scope, region, action, priority, false);
    }

    private static Priority priority(String action) {
        if (action.startsWith("Stop")) {
            return Priority.STOP;
        }
        if (action.startsWith("Describe")) {
            return Priority.WATCH;
        }
        return action.startsWith("List") || action.startsWith("Get") ? Priority.LIST : Priority.MUTATE;
    }
}
