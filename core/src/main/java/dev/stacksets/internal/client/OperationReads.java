package dev.stacksets.internal.client;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsRequest;
import software.amazon.awssdk.services.cloudformation.model.StopStackSetOperationRequest;

/** What can be asked about one operation. */
public final class OperationReads {
    /** AWS's largest page. */
    static final int PAGE = 100;

    private final ServiceCalls calls;
    private final Callbacks callbacks;

    public OperationReads(ServiceCalls calls, Callbacks callbacks) {
        this.calls = calls;
        this.callbacks = callbacks;
    }

    /** One attempt to describe it, failing as the SDK does. AWS answers this one consistently. */
    public CompletableFuture<OperationDescription> poll(OperationToken token) {
        return calls.attempt(client -> client.describeStackSetOperation(describe(token)))
                .thenApply(answer -> Answers.operation(answer.stackSetOperation()));
    }

    /** Describes it, patiently. */
    public CompletableFuture<OperationDescription> describe(OperationToken token, CallContext context) {
        return calls.call(
                context,
                client -> client.describeStackSetOperation(describe(token)),
                answer -> Answers.operation(answer.stackSetOperation()));
    }

    /** Its instances and how it went there. May lag behind the operation itself. */
    public PagedListing<InstanceResult> results(OperationToken token) {
        return new PagedListing<>(next -> resultsPage(token, next), callbacks);
    }

    /** Asks AWS to stop it. Safe to repeat. */
    public CompletableFuture<@Nullable Void> stop(OperationToken token) {
        StopStackSetOperationRequest request = StopStackSetOperationRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .build();
        return calls.call(
                CallContext.of("StopStackSetOperation", token),
                client -> client.stopStackSetOperation(request),
                answer -> null);
    }

    private CompletableFuture<PagedListing.Page<InstanceResult>> resultsPage(
            OperationToken token, @Nullable String next) {
        ListStackSetOperationResultsRequest request = ListStackSetOperationResultsRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .maxResults(PAGE)
                .nextToken(next)
                .build();
        return calls.call(
                CallContext.of("ListStackSetOperationResults", token),
                client -> client.listStackSetOperationResults(request),
                answer -> PagedListing.Page.of(answer.summaries(), Answers::result, answer.nextToken()));
    }

    private static DescribeStackSetOperationRequest describe(OperationToken token) {
        return DescribeStackSetOperationRequest.builder()
                .stackSetName(token.stackSet())
                .operationId(token.operationId())
                .build();
    }
}
