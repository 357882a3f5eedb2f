package dev.stacksets.internal.client;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.error.InsufficientCapabilitiesException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.TemplateStoreException;
import dev.stacksets.error.ValidationException;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.ErrorKind;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.TemplateStore;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** What has to do with templates alone: getting large ones to AWS, and asking what AWS reads out of one. */
public final class TemplateCalls {
    private static final String STORE_ADVICE =
            "Give StackSets.builder() a templateStore, for example the S3TemplateStore"
                    + " of stacksets-s3, or put the template into an S3 bucket yourself and pass TemplateSource.url(...).";

    private final ServiceCalls calls;
    private final Requests requests;
    private final Optional<TemplateStore> store;

    /** Takes large templates to the store, or, with null, nowhere. */
    public TemplateCalls(ServiceCalls calls, Requests requests, @Nullable TemplateStore store) {
        this.calls = calls;
        this.requests = requests;
        this.store = Optional.ofNullable(store);
    }

    /** Makes a template ready to be sent. Refuses one that is too large for a request if there is no store. */
    public PlacedTemplate place(TemplateSource template) {
        tooLarge(template).ifPresent(problem -> {
            throw new InvalidInputException("template", problem + " " + STORE_ADVICE);
        });
        return template instanceof TemplateSource.Inline large && !large.fitsIntoRequest()
                ? new PlacedTemplate(() -> put(large))
                : new PlacedTemplate(() -> CompletableFuture.completedFuture(template));
    }

    private Optional<String> tooLarge(TemplateSource template) {
        return template instanceof TemplateSource.Inline text && !text.fitsIntoRequest() && store.isEmpty()
                ? Optional.of("The " + text.origin() + " has " + text.size() + " bytes; AWS takes at most "
                        + TemplateSource.Inline.REQUEST_LIMIT + " within a request.")
                : Optional.empty();
    }

    private CompletableFuture<TemplateSource> put(TemplateSource.Inline template) {
        return Futures.guarded(
                        () -> Objects.requireNonNull(store.orElseThrow().put(template), "the store gave no future"))
                .handle((url, failure) -> {
                    if (url == null) {
                        throw unstored(template, failure);
                    }
                    return url;
                });
    }

    private static TemplateStoreException unstored(TemplateSource.Inline template, @Nullable Throwable failure) {
        Throwable cause = failure == null ? null : ErrorKind.unwrap(failure);
        return cause instanceof TemplateStoreException told
                ? told
                : new TemplateStoreException(
                        "The template store could not keep the " + template + ": "
                                + (cause == null ? "it gave no address" : cause)
                                + ". Nothing was sent to CloudFormation.",
                        null,
                        cause);
    }

    /** A call that is safe to repeat, with a template, which is brought to where AWS reads it first. */
    <S, T> CompletableFuture<T> call(
            CallContext context,
            PlacedTemplate template,
            BiFunction<CloudFormationAsyncClient, TemplateSource, CompletableFuture<S>> request,
            Function<S, T> reading) {
        return Futures.compose(
                calls.prepare(context, template::source),
                placed -> calls.call(context, client -> request.apply(client, placed), reading));
    }

    /** Asks what AWS reads out of a template. */
    public CompletableFuture<TemplateSummary> summarize(TemplateSource template) {
        return summarize(
                place(template),
                "",
                CallContext.of("GetTemplateSummary").withSecrets(Requests.secrets(List.of(), template)));
    }

    /** Asks what AWS reads out of the template a stack set has. */
    public CompletableFuture<TemplateSummary> summarizeOf(String stackSet) {
        return summarize(place(TemplateSource.previous()), stackSet, CallContext.of("GetTemplateSummary", stackSet));
    }

    private CompletableFuture<TemplateSummary> summarize(
            PlacedTemplate template, String stackSet, CallContext context) {
        return call(
                context,
                template,
                (client, placed) -> client.getTemplateSummary(requests.summary(placed, stackSet)),
                Answers::template);
    }

    /** What keeps a template from being sent at all; empty if nothing does. */
    public List<Finding> unsendable(TemplateSource template) {
        return tooLarge(template).map(problem -> wrongTemplate(problem, STORE_ADVICE)).stream()
                .toList();
    }

    /** That AWS cannot read a template. */
    public static Finding unreadable(ValidationException refusal) {
        return wrongTemplate(String.valueOf(refusal.getMessage()), "Correct the template.");
    }

    /** Holds a definition against its template. What is wrong with the template itself is a finding too. */
    public CompletableFuture<List<Finding>> check(StackSetDefinition definition) {
        List<Finding> unsendable = unsendable(definition.template());
        if (!unsendable.isEmpty()) {
            return CompletableFuture.completedFuture(unsendable);
        }
        CompletableFuture<TemplateSummary> summary = summarize(definition.template());
        return Futures.cancelling(
                summary.thenApply(read -> read.check(definition))
                        .exceptionallyCompose(failure -> unreadable(definition.template(), failure)),
                summary);
    }

    /** A stack in another account is no mistake, though AWS cannot be asked for its template here. */
    private static CompletableFuture<List<Finding>> unreadable(TemplateSource template, Throwable failure) {
        return !(template instanceof TemplateSource.OfStack)
                        && ErrorKind.unwrap(failure) instanceof ValidationException refusal
                ? CompletableFuture.completedFuture(List.of(unreadable(refusal)))
                : CompletableFuture.failedFuture(failure);
    }

    private static Finding wrongTemplate(String problem, String nextStep) {
        return new Finding(Finding.Severity.ERROR, "template", problem, nextStep);
    }

    /**
     * Adds to a refusal for capabilities which resources need them, by asking AWS for the template's summary. If that
     * cannot be had, the refusal stays as it is: this is advice, not the answer.
     */
    public CompletableFuture<StackSetsException> advise(
            StackSetsException refusal, PlacedTemplate template, String stackSet) {
        if (!(refusal instanceof InsufficientCapabilitiesException missing)) {
            return CompletableFuture.completedFuture(refusal);
        }
        return Futures.compose(
                        template.source(),
                        placed -> calls.attempt(
                                "GetTemplateSummary",
                                Priority.LIST,
                                client -> client.getTemplateSummary(requests.summary(placed, stackSet))))
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
