package dev.stacksets;

import dev.stacksets.internal.Callbacks;
import dev.stacksets.internal.FanOut;
import dev.stacksets.internal.client.PagedListing;
import dev.stacksets.internal.client.PagedListing.Page;
import dev.stacksets.internal.resilience.CallContext;
import dev.stacksets.internal.resilience.GatedCalls;
import dev.stacksets.spi.ApiCall;
import dev.stacksets.spi.ApiCall.Priority;
import dev.stacksets.spi.TimeSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsClient;

/**
 * Calls of another AWS service, made as {@link StackSets} makes its own: every attempt waits for its turn at the same call
 * gate, at a rate of the other service's; what passes by itself is tried again; failures are typed. For what is built
 * beside this library, such as {@code stacksets-organizations}. Thread-safe; ends with its {@code StackSets}.
 *
 * <pre>{@code
 * AwsCalls<OrganizationsAsyncClient> organizations = stackSets.callsTo(client);
 * organizations.call("DescribeOrganization", c -> c.describeOrganization(), answer -> answer.organization().id());
 * }</pre>
 *
 * <p>Futures given here complete wherever the answer arrives, for work that does not block; what goes to user code is
 * {@linkplain #handOver handed over} first. Cancelling one ends its calls. The circuit breaker, which is about
 * CloudFormation, is not asked.
 *
 * @param <C> the service's asynchronous client
 */
public final class AwsCalls<C extends AwsClient> {
    private static final int AT_ONCE = 16;

    private final C client;
    private final GatedCalls gated;
    private final String scope;
    private final Callbacks callbacks;
    private final TimeSource time;

    AwsCalls(C client, GatedCalls gated, String scope, Callbacks callbacks, TimeSource time) {
        this.client = client;
        this.gated = gated;
        this.scope = scope;
        this.callbacks = callbacks;
        this.time = time;
    }

    /**
     * Makes a call that is safe to repeat.
     *
     * @param action the AWS action, for example {@code ListRoots}; lists and other reads give way to changes
     * @param request sends it
     * @param reading takes what is wanted out of the answer
     * @param <S> the answer
     * @param <T> what is wanted of it
     * @return what is wanted; fails with a {@link dev.stacksets.error.StackSetsException}
     */
    public <S, T> CompletableFuture<T> call(
            String action, Function<C, CompletableFuture<S>> request, Function<S, T> reading) {
        ApiCall call = new ApiCall(
                client.serviceName(),
                scope,
                client.serviceClientConfiguration().region().id(),
                action,
                priority(action),
                false);
        return gated.call(
                call, CallContext.ofService(client.serviceName(), action), () -> request.apply(client), reading);
    }

    private static Priority priority(String action) {
        return Stream.of("List", "Get", "Describe").anyMatch(action::startsWith) ? Priority.LIST : Priority.MUTATE;
    }

    /**
     * Asks for all pages of a list, one after another, until one comes without a token: empty pages may have one.
     *
     * @param action the AWS action
     * @param request asks for the page of a token, which is null for the first one
     * @param rows takes the rows out of a page
     * @param nextToken takes the next page's token out of a page; null or empty on the last one
     * @param <S> a page
     * @param <T> a row
     * @return all rows in AWS's order; fails with a {@link dev.stacksets.error.StackSetsException}
     */
    public <S, T> CompletableFuture<List<T>> list(
            String action,
            BiFunction<C, @Nullable String, CompletableFuture<S>> request,
            Function<S, List<T>> rows,
            Function<S, @Nullable String> nextToken) {
        return new PagedListing<T>(
                        token -> call(
                                action,
                                c -> request.apply(c, token),
                                page -> Page.of(rows.apply(page), row -> row, nextToken.apply(page))),
                        callbacks)
                .collect();
    }

    /**
     * Asks something about each of many, sixteen at a time; the pace is the gate's.
     *
     * @param items what to ask about
     * @param question asks about one
     * @param <S> what is asked about
     * @param <T> what is answered
     * @return the answers in the order of the items; the first failure, or cancelling it, ends the asking
     */
    public <S, T> CompletableFuture<List<T>> each(List<S> items, Function<S, CompletableFuture<T>> question) {
        return FanOut.each(items, AT_ONCE, question);
    }

    /**
     * Makes a user's own future of one of ours: it completes on the callback executor, and cancelling it cancels ours.
     *
     * @param source ours
     * @param <T> what it holds
     * @return the user's
     */
    public <T> CompletableFuture<T> handOver(CompletableFuture<T> source) {
        return callbacks.handOver(source);
    }

    /**
     * Time and chance, as the {@code StackSets} has them.
     *
     * @return always the same
     */
    public TimeSource time() {
        return time;
    }
}
