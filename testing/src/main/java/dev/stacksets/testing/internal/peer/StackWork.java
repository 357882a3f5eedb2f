package dev.stacksets.testing.internal.peer;

import dev.stacksets.spi.TimeSource;
import dev.stacksets.testing.deploy.MemberStack;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** One stack at another endpoint: asked for, then looked at until it is done. */
public final class StackWork {

    /** Why a stack is not as it should be; its message is the {@code StatusReason} of the instance. */
    public static final class StackFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StackFailure(String reason) {
            super(reason);
        }
    }

    private static final String UNCHANGED = "No updates are to be performed";

    private final CloudFormationAsyncClient client;
    private final MemberStack stack;
    private final TimeSource time;
    private final Duration interval;
    private final long looks;

    /**
     * Nothing is sent yet.
     *
     * @param client of the target's account and Region
     * @param stack as it should be
     * @param time to wait in
     * @param interval between two looks
     * @param patience how long to look
     */
    public StackWork(
            CloudFormationAsyncClient client,
            MemberStack stack,
            TimeSource time,
            Duration interval,
            Duration patience) {
        this.client = client;
        this.stack = stack;
        this.time = time;
        this.interval = interval;
        this.looks = patience.dividedBy(interval) + 1;
    }

    /**
     * Creates or updates it.
     *
     * @return its id
     */
    public CompletableFuture<String> deploy() {
        return stack.id().map(this::update).orElseGet(this::create);
    }

    private CompletableFuture<String> create() {
        return client.createStack(r -> r.stackName(stack.name())
                        .templateBody(stack.templateBody())
                        .parameters(parameters())
                        .capabilities(capabilities())
                        .tags(tags()))
                .thenCompose(created -> settled(created.stackId(), this::cleared))
                .handle(StackWork::reasoned);
    }

    private CompletableFuture<String> update(String id) {
        return client.updateStack(r -> r.stackName(id)
                        .templateBody(stack.templateBody())
                        .parameters(parameters())
                        .capabilities(capabilities())
                        .tags(tags()))
                .thenApply(updated -> true)
                .exceptionallyCompose(StackWork::unchanged)
                .thenCompose(begun ->
                        begun ? settled(id, CompletableFuture::failedFuture) : CompletableFuture.completedFuture(id))
                .handle(StackWork::reasoned);
    }

    private static CompletableFuture<Boolean> unchanged(Throwable failure) {
        return text(failure).contains(UNCHANGED)
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.failedFuture(failure);
    }

    /**
     * Deletes it.
     *
     * @return completes when it is gone
     */
    public CompletableFuture<String> delete() {
        String id = stack.id().orElse(stack.name());
        return client.deleteStack(r -> r.stackName(id))
                .thenCompose(begun -> gone(id, looks))
                .handle(StackWork::reasoned);
    }

    /** A creation that failed leaves a stack that could only be deleted. */
    private CompletableFuture<String> cleared(Throwable failure) {
        return client.deleteStack(r -> r.stackName(stack.name()))
                .handle((deleted, kept) -> failure)
                .thenCompose(CompletableFuture::failedFuture);
    }

    private CompletableFuture<String> settled(String id, Function<Throwable, CompletableFuture<String>> afterFailure) {
        return look(id, looks)
                .thenCompose(found -> isGood(found) ? CompletableFuture.completedFuture(id) : failure(found))
                .exceptionallyCompose(afterFailure);
    }

    private CompletableFuture<Stack> look(String id, long left) {
        return client.describeStacks(r -> r.stackName(id))
                .thenApply(answer -> answer.stacks().get(0))
                .thenCompose(found -> isUnderWay(found)
                        ? later(left, "still " + found.stackStatusAsString(), () -> look(id, left - 1))
                        : CompletableFuture.completedFuture(found));
    }

    private CompletableFuture<String> gone(String id, long left) {
        return client.describeStacks(r -> r.stackName(id))
                .handle((answer, failure) ->
                        failure == null ? answer.stacks().stream().findFirst() : absent(failure))
                .thenCompose(found -> found.isEmpty() || found.get().stackStatus() == StackStatus.DELETE_COMPLETE
                        ? CompletableFuture.completedFuture(id)
                        : isUnderWay(found.get())
                                ? later(left, "not deleted yet", () -> gone(id, left - 1))
                                : failure(found.get()));
    }

    /** CloudFormation says so of a stack that is gone and is asked for by its name. */
    private static Optional<Stack> absent(Throwable failure) {
        if (text(failure).contains("does not exist")) {
            return Optional.empty();
        }
        throw new CompletionException(cause(failure));
    }

    private <T> CompletableFuture<T> later(long left, String state, Supplier<CompletableFuture<T>> next) {
        if (left <= 0) {
            return CompletableFuture.failedFuture(new StackFailure("Stack " + stack.name() + " is " + state));
        }
        CompletableFuture<Boolean> due = new CompletableFuture<>();
        try {
            var unused = time.scheduler().schedule(() -> due.complete(true), interval.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
        return due.thenCompose(now -> next.get());
    }

    private static boolean isUnderWay(Stack found) {
        return found.stackStatusAsString().endsWith("_IN_PROGRESS");
    }

    private static boolean isGood(Stack found) {
        return found.stackStatus() == StackStatus.CREATE_COMPLETE || found.stackStatus() == StackStatus.UPDATE_COMPLETE;
    }

    /** The reason of the first resource that failed, in the form StackSets reports it; else that of the stack. */
    private <T> CompletableFuture<T> failure(Stack found) {
        return client.describeStackEvents(r -> r.stackName(found.stackId()))
                .handle((events, unread) ->
                        unread == null ? firstFailure(events.stackEvents()) : Optional.<String>empty())
                .thenCompose(reason -> CompletableFuture.failedFuture(new StackFailure(
                        reason.orElseGet(() -> "Stack " + found.stackName() + " is " + found.stackStatusAsString()
                                + (found.stackStatusReason() == null ? "" : ": " + found.stackStatusReason())))));
    }

    private static Optional<String> firstFailure(List<StackEvent> newestFirst) {
        return newestFirst.stream()
                .filter(event -> event.resourceStatusAsString() != null
                        && event.resourceStatusAsString().endsWith("_FAILED")
                        && event.resourceStatusReason() != null)
                .reduce((newer, older) -> older)
                .map(event -> "ResourceLogicalId:" + event.logicalResourceId() + ", ResourceType:"
                        + event.resourceType() + ", ResourceStatusReason:" + event.resourceStatusReason());
    }

    private static String reasoned(@Nullable String id, @Nullable Throwable failure) {
        if (failure == null) {
            return Objects.requireNonNull(id);
        }
        throw cause(failure) instanceof StackFailure known ? known : new StackFailure(text(failure));
    }

    private static String text(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof AwsServiceException answer) {
            return answer.awsErrorDetails() != null && answer.awsErrorDetails().errorMessage() != null
                    ? answer.awsErrorDetails().errorMessage()
                    : "the endpoint answered with HTTP " + answer.statusCode() + " and no CloudFormation error";
        }
        return String.valueOf(cause.getMessage());
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private List<Parameter> parameters() {
        return stack.parameters().entrySet().stream()
                .map(value -> Parameter.builder()
                        .parameterKey(value.getKey())
                        .parameterValue(value.getValue())
                        .build())
                .toList();
    }

    private List<Capability> capabilities() {
        return stack.capabilities().stream().map(Capability::fromValue).toList();
    }

    private List<Tag> tags() {
        return stack.tags().entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
