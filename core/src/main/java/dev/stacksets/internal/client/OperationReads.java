package dev.stacksets.internal.client;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.spi.ApiCall.Priority;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What can be asked about one operation. */
public final class OperationReads {
    private final ServiceCalls calls;
    private final ReadRequests requests;
    private final Callbacks callbacks;

    public OperationReads(ServiceCalls calls, ReadRequests requests, Callbacks callbacks) {
        this.calls = calls;
        this.requests = requests;
        this.callbacks = callbacks;
    }

    /** One attempt to describe it, failing as the SDK does. AWS answers this one consistently. */
    public CompletableFuture<OperationDescription> poll(OperationToken token, Priority priority) {
        return poll(token, priority, () -> {});
    }

    /**
     * One attempt to describe it.
     *
     * @param sent runs when the attempt had its turn
     */
    public CompletableFuture<OperationDescription> poll(OperationToken token, Priority priority, Runnable sent) {
        return Futures.map(
                calls.attempt("DescribeStackSetOperation", priority, client -> {
                    sent.run();
                    return client.describeStackSetOperation(requests.operation(token));
                }),
                answer -> Answers.operation(answer.stackSetOperation(), calls.redaction()));
    }

    /**
     * One attempt to list a page of a hundred operations of a stack set, the newest first. May lag behind.
     *
     * @param next where the page before ended, or null for the newest
     * @param sent runs when the attempt had its turn
     */
    public CompletableFuture<PagedListing.Page<OperationDescription>> operationsPage(
            String stackSet, @Nullable String next, Priority priority, Runnable sent) {
        return Futures.map(
                calls.attempt("ListStackSetOperations", priority, client -> {
                    sent.run();
                    return client.listStackSetOperations(requests.operations(stackSet, next));
                }),
                answer -> PagedListing.Page.of(
                        answer.summaries(), each -> Answers.operation(each, calls.redaction()), answer.nextToken()));
    }

    /** Describes it, patiently. */
    public CompletableFuture<OperationDescription> describe(OperationToken token, CallContext context) {
        return calls.call(
                context,
                client -> client.describeStackSetOperation(requests.operation(token)),
                answer -> Answers.operation(answer.stackSetOperation(), calls.redaction()));
    }

    /** Its instances and how it went there. May lag behind the operation itself. */
    public PagedListing<InstanceResult> results(OperationToken token) {
        return new PagedListing<>(next -> resultsPage(token, Optional.empty(), next), callbacks);
    }

    /** Those of its instances where it went like this. */
    public PagedListing<InstanceResult> results(OperationToken token, InstanceOutcome outcome) {
        return new PagedListing<>(next -> resultsPage(token, Optional.of(outcome), next), callbacks);
    }

    /** One page of its instances where it went like this, or of all. May lag behind. */
    public CompletableFuture<PagedListing.Page<InstanceResult>> resultsPage(
            OperationToken token, Optional<InstanceOutcome> outcome, Optional<String> next) {
        return resultsPage(token, outcome, next.orElse(null));
    }

    /** The operations of a stack set, the newest first. May lag behind. */
    public PagedListing<OperationDescription> operations(String stackSet) {
        return new PagedListing<>(
                next -> calls.call(
                        CallContext.of("ListStackSetOperations", stackSet),
                        client -> client.listStackSetOperations(requests.operations(stackSet, next)),
                        answer -> PagedListing.Page.of(
                                answer.summaries(),
                                each -> Answers.operation(each, calls.redaction()),
                                answer.nextToken())),
                callbacks);
    }

    /** Asks AWS to stop it. Safe to repeat. */
    public CompletableFuture<@Nullable Void> stop(OperationToken token) {
        return calls.call(
                CallContext.of("StopStackSetOperation", token),
                client -> client.stopStackSetOperation(requests.stop(token)),
                answer -> null);
    }

    private CompletableFuture<PagedListing.Page<InstanceResult>> resultsPage(
            OperationToken token, Optional<InstanceOutcome> outcome, @Nullable String next) {
        return calls.call(
                CallContext.of("ListStackSetOperationResults", token),
                client -> client.listStackSetOperationResults(requests.results(token, outcome, next)),
                answer -> PagedListing.Page.of(
                        answer.summaries(), each -> Answers.result(each, calls.redaction()), answer.nextToken()));
    }
}
