package dev.stacksets.internal.tracking;

import dev.stacksets.error.StackSetsException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.PlacedTemplate;
import dev.stacksets.internal.client.Requests;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.client.TemplateCalls;
import dev.stacksets.internal.resilience.Redaction;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.DriftDetectionSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationSpec;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.operation.StackImportSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.target.InstanceFilter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** A request that starts an operation: how it is sent, and what it is meant to do. */
public final class OperationStart {
    private final String action;
    private final Intent intent;
    private final Terms terms;
    private final BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request;
    private final Redaction secrets;
    private final Function<StackSetsException, CompletableFuture<StackSetsException>> advice;
    private final Supplier<CompletableFuture<Boolean>> nothingLeft;
    private final Supplier<? extends CompletableFuture<?>> preparation;

    private OperationStart(
            String action,
            Intent intent,
            Terms terms,
            BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request,
            Redaction secrets,
            Function<StackSetsException, CompletableFuture<StackSetsException>> advice,
            Supplier<CompletableFuture<Boolean>> nothingLeft,
            Supplier<? extends CompletableFuture<?>> preparation) {
        this.action = action;
        this.intent = intent;
        this.terms = terms;
        this.request = request;
        this.secrets = secrets;
        this.advice = advice;
        this.nothingLeft = nothingLeft;
        this.preparation = preparation;
    }

    /**
     * On what terms it is started.
     *
     * @param id the caller's own choice; empty for a random one
     * @param mayExist whether AWS may well have an operation of that id, so that it is asked before anything is sent
     * @param wanted fails when it is not wanted any more; asked when another operation is in the way, and again after that
     */
    private record Terms(Optional<String> id, boolean mayExist, Supplier<? extends CompletableFuture<?>> wanted) {}

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

    /** A removal. What AWS cannot find may be what was to be removed; then there is nothing left to do. */
    public static OperationStart removeInstances(String stackSet, InstanceRemovalSpec spec, StackSetCalls calls) {
        Intent intent = Intent.of(
                OperationAction.DELETE, spec, Optional.of(spec.stacks() == InstanceRemovalSpec.Stacks.RETAIN));
        OperationStart removal = of(
                "DeleteStackInstances",
                intent,
                spec,
                (client, token) -> client.deleteStackInstances(calls.requests().removeInstances(spec, token))
                        .thenApply(answer -> answer.operationId()));
        return removal.unless(() -> calls.listInstances(stackSet, InstanceFilter.all())
                .search(instance -> intent.covers(instance.id()))
                .thenApply(Optional::isEmpty));
    }

    /** A change. Its template is brought to where AWS reads it first; a refusal for capabilities says what for. */
    public static OperationStart update(String stackSet, StackSetUpdateSpec spec, StackSetCalls calls) {
        TemplateCalls templates = calls.templates();
        PlacedTemplate template = templates.place(spec.template());
        return of(
                        "UpdateStackSet",
                        Intent.of(spec),
                        spec,
                        (client, token) -> Futures.compose(
                                template.source(),
                                placed -> client.updateStackSet(
                                                calls.requests().update(spec.withTemplate(placed), token))
                                        .thenApply(answer -> answer.operationId())))
                .after(template::source)
                .withSecrets(Requests.secrets(spec.parameters().values(), spec.template()))
                .withAdvice(refusal -> templates.advise(refusal, template, stackSet));
    }

    public static OperationStart detectDrift(DriftDetectionSpec spec, Requests requests) {
        return of(
                "DetectStackSetDrift",
                Intent.of(spec),
                spec,
                (client, token) -> client.detectStackSetDrift(requests.detectDrift(spec, token))
                        .thenApply(answer -> answer.operationId()));
    }

    public static OperationStart importStacks(StackImportSpec spec, Requests requests) {
        return of(
                "ImportStacksToStackSet",
                Intent.of(spec),
                spec,
                (client, token) -> client.importStacksToStackSet(requests.importStacks(spec, token))
                        .thenApply(answer -> answer.operationId()));
    }

    private static OperationStart of(
            String action,
            Intent intent,
            OperationSpec spec,
            BiFunction<CloudFormationAsyncClient, OperationToken, CompletableFuture<@Nullable String>> request) {
        return new OperationStart(
                action,
                intent,
                new Terms(spec.operationId(), false, () -> CompletableFuture.completedFuture(null)),
                request,
                Redaction.NONE,
                CompletableFuture::completedFuture,
                () -> CompletableFuture.completedFuture(false),
                () -> CompletableFuture.completedFuture(null));
    }

    /** The same, with values in the request that no message may repeat. */
    private OperationStart withSecrets(Redaction values) {
        return new OperationStart(action, intent, terms, request, values, advice, nothingLeft, preparation);
    }

    private OperationStart unless(Supplier<CompletableFuture<Boolean>> nothing) {
        return new OperationStart(action, intent, terms, request, secrets, advice, nothing, preparation);
    }

    /** The same, with something to be done before the first attempt. If that fails, nothing is sent. */
    private OperationStart after(Supplier<? extends CompletableFuture<?>> first) {
        return new OperationStart(action, intent, terms, request, secrets, advice, nothingLeft, first);
    }

    /** The same, with a way to add what else helps to a refusal. */
    private OperationStart withAdvice(Function<StackSetsException, CompletableFuture<StackSetsException>> more) {
        return new OperationStart(action, intent, terms, request, secrets, more, nothingLeft, preparation);
    }

    /** The same under another id, which AWS may have already if so said. */
    public OperationStart under(String id, boolean mayExist) {
        return on(new Terms(Optional.of(id), mayExist, terms.wanted()));
    }

    /** The same, known to work on exactly these instances, whatever its request leaves open. */
    public OperationStart exactly(List<InstanceBlock> instances) {
        return new OperationStart(
                action, intent.exactly(instances), terms, request, secrets, advice, nothingLeft, preparation);
    }

    /** The same, as long as a question does not fail that is asked whenever another operation is in the way. */
    public OperationStart whileWanted(Supplier<? extends CompletableFuture<?>> question) {
        return on(new Terms(terms.id(), terms.mayExist(), question));
    }

    private OperationStart on(Terms others) {
        return new OperationStart(action, intent, others, request, secrets, advice, nothingLeft, preparation);
    }

    String action() {
        return action;
    }

    Intent intent() {
        return intent;
    }

    /** The caller's own choice; empty for a random id, which is nobody else's. */
    Optional<String> chosenId() {
        return terms.id();
    }

    boolean mayExist() {
        return terms.mayExist();
    }

    CompletableFuture<?> isWanted() {
        return terms.wanted().get();
    }

    CompletableFuture<?> prepared() {
        return preparation.get();
    }

    CompletableFuture<@Nullable String> send(CloudFormationAsyncClient client, OperationToken token) {
        return request.apply(client, token);
    }

    Redaction secrets() {
        return secrets;
    }

    CompletableFuture<StackSetsException> advised(StackSetsException refusal) {
        return advice.apply(refusal);
    }

    /** After AWS found no instance: whether that is as it should be. */
    CompletableFuture<Boolean> hasNothingLeft() {
        return nothingLeft.get();
    }
}
