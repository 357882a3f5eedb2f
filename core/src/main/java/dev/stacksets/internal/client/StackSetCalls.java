package dev.stacksets.internal.client;

import dev.stacksets.Listing;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackInstanceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.StackSetStatus;

/** The calls that start no operation. All of them are safe to repeat. */
public final class StackSetCalls {
    private final ServiceCalls calls;
    private final OperationReads operations;
    private final Callbacks callbacks;

    public StackSetCalls(ServiceCalls calls, OperationReads operations, Callbacks callbacks) {
        this.calls = calls;
        this.operations = operations;
        this.callbacks = callbacks;
    }

    public OperationReads operations() {
        return operations;
    }

    /** Creates; the request token makes a repeated attempt the same creation. Gives the id. */
    public CompletableFuture<String> create(StackSetDefinition definition, String requestToken) {
        CreateStackSetRequest request = Requests.create(definition, requestToken);
        CallContext context = CallContext.of("CreateStackSet", definition.name())
                .withSecrets(Requests.secrets(definition.parameters().values()));
        CompletableFuture<String> created = calls.call(
                context, client -> client.createStackSet(request), answer -> given(answer.stackSetId(), context));
        return Futures.cancelling(
                created.exceptionallyCompose(failure -> advise(
                                (StackSetsException) ErrorKind.unwrap(failure),
                                definition.template(),
                                definition.name())
                        .thenCompose(CompletableFuture::failedFuture)),
                created);
    }

    /** The SDK reads a page of HTML as an answer with nothing in it. */
    private static String given(@Nullable String stackSetId, CallContext context) {
        if (stackSetId == null) {
            throw new NoAnswerException(
                    "Stack set '" + context.stackSet().orElse("") + "': " + context.action()
                            + " was answered without an id. It may exist now: describe it. Check the endpoint.",
                    null,
                    null);
        }
        return stackSetId;
    }

    public CompletableFuture<StackSetDescription> describe(String stackSet) {
        DescribeStackSetRequest request =
                DescribeStackSetRequest.builder().stackSetName(stackSet).build();
        return calls.call(
                CallContext.of("DescribeStackSet", stackSet),
                client -> client.describeStackSet(request),
                answer -> Answers.stackSet(answer.stackSet()));
    }

    public CompletableFuture<@Nullable Void> delete(String stackSet) {
        DeleteStackSetRequest request =
                DeleteStackSetRequest.builder().stackSetName(stackSet).build();
        return calls.call(
                CallContext.of("DeleteStackSet", stackSet), client -> client.deleteStackSet(request), answer -> null);
    }

    public CompletableFuture<StackInstance> describeInstance(String stackSet, InstanceId instance) {
        DescribeStackInstanceRequest request = DescribeStackInstanceRequest.builder()
                .stackSetName(stackSet)
                .stackInstanceAccount(instance.account())
                .stackInstanceRegion(instance.region())
                .build();
        return calls.call(
                CallContext.of("DescribeStackInstance", stackSet),
                client -> client.describeStackInstance(request),
                answer -> Answers.instance(answer.stackInstance()));
    }

    public CompletableFuture<OperationDescription> describeOperation(OperationToken token) {
        return operations.describe(token, CallContext.of("DescribeStackSetOperation", token));
    }

    public Listing<StackSetSummary> list() {
        return new PagedListing<>(
                next -> calls.call(
                        CallContext.of("ListStackSets"),
                        client -> client.listStackSets(ListStackSetsRequest.builder()
                                .status(StackSetStatus.ACTIVE)
                                .maxResults(OperationReads.PAGE)
                                .nextToken(next)
                                .build()),
                        answer -> PagedListing.Page.of(answer.summaries(), Answers::summary, answer.nextToken())),
                callbacks);
    }

    public Listing<StackInstance> listInstances(String stackSet) {
        return new PagedListing<>(
                next -> calls.call(
                        CallContext.of("ListStackInstances", stackSet),
                        client -> client.listStackInstances(ListStackInstancesRequest.builder()
                                .stackSetName(stackSet)
                                .maxResults(OperationReads.PAGE)
                                .nextToken(next)
                                .build()),
                        answer -> PagedListing.Page.of(answer.summaries(), Answers::instance, answer.nextToken())),
                callbacks);
    }

    public Listing<OperationDescription> listOperations(String stackSet) {
        return new PagedListing<>(
                next -> calls.call(
                        CallContext.of("ListStackSetOperations", stackSet),
                        client -> client.listStackSetOperations(ListStackSetOperationsRequest.builder()
                                .stackSetName(stackSet)
                                .maxResults(OperationReads.PAGE)
                                .nextToken(next)
                                .build()),
                        answer -> PagedListing.Page.of(answer.summaries(), Answers::operation, answer.nextToken())),
                callbacks);
    }

    /**
     * Adds to a refusal for capabilities which resources need them, by asking AWS for the template's summary. If that
     * cannot be had, the refusal stays as it is: this is advice, not the answer.
     */
    public CompletableFuture<StackSetsException> advise(
            StackSetsException refusal, TemplateSource template, String stackSet) {
        if (!(refusal instanceof InsufficientCapabilitiesException missing)) {
            return CompletableFuture.completedFuture(refusal);
        }
        return calls.attempt(client -> client.getTemplateSummary(Requests.summary(template, stackSet)))
                .handle((summary, failure) -> advised(missing, failure == null ? summary.capabilitiesReason() : null));
    }

    private static InsufficientCapabilitiesException advised(
            InsufficientCapabilitiesException missing, @Nullable String reason) {
        String calls = missing.required().stream()
                .map(capability -> ".capability(Capability." + capability + ")")
                .collect(Collectors.joining());
        String message = missing.error().message() + (reason == null ? "" : " " + reason + ".")
                + " If you trust the template, add " + calls + ".";
        return new InsufficientCapabilitiesException(missing.error().withMessage(message), missing.required(), reason);
    }
}
