package dev.stacksets.testing.internal.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.VirtualTime;
import dev.stacksets.testing.deploy.MemberStack;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceStatus;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;

/** One stack at a server that answers as it is told, in virtual time. */
class StackWorkTest {
    private static final String ID = "arn:aws:cloudformation:eu-west-1:111122223333:stack/one/1";

    private final VirtualTime time = VirtualTime.create();
    private final List<String> called = new ArrayList<>();
    private final Map<String, Deque<Object>> answers = new HashMap<>();

    @Test
    void create_lookedAtUntilItIsComplete_givesItsId() {
        answer("createStack", CreateStackResponse.builder().stackId(ID).build());
        answer("describeStacks", stack(StackStatus.CREATE_IN_PROGRESS), stack(StackStatus.CREATE_COMPLETE));

        assertThat(get(work(Optional.empty()).deploy())).isEqualTo(ID);
    }

    @Test
    void create_rolledBack_failsWithTheFirstResourcesReason_andIsCleanedUp() {
        answer("createStack", CreateStackResponse.builder().stackId(ID).build());
        answer("describeStacks", stack(StackStatus.ROLLBACK_COMPLETE));
        answer(
                "describeStackEvents",
                DescribeStackEventsResponse.builder()
                        .stackEvents(
                                event("Later", "Resource creation cancelled"), event("Bucket", "logs already exists"))
                        .build());
        answer("deleteStack", DeleteStackResponse.builder().build());

        assertThatThrownBy(() -> get(work(Optional.empty()).deploy()))
                .cause()
                .hasMessage("ResourceLogicalId:Bucket, ResourceType:AWS::S3::Bucket, ResourceStatusReason:logs already"
                        + " exists");
        assertThat(called).last().isEqualTo("deleteStack");
    }

    @Test
    void create_refused_failsWithTheServersWords() {
        answer("createStack", refusal(400, "ValidationError", "Template format error: no Resources"));

        assertThatThrownBy(() -> get(work(Optional.empty()).deploy()))
                .cause()
                .hasMessage("Template format error: no Resources");
    }

    @Test
    void create_answeredWithNoCloudFormationError_saysSo() {
        answer("createStack", CloudFormationException.builder().statusCode(500).build());

        assertThatThrownBy(() -> get(work(Optional.empty()).deploy()))
                .cause()
                .hasMessage("the endpoint answered with HTTP 500 and no CloudFormation error");
    }

    @Test
    void create_neverDone_failsWhenPatienceEnds() {
        answer("createStack", CreateStackResponse.builder().stackId(ID).build());
        answer("deleteStack", DeleteStackResponse.builder().build());
        answer("describeStacks", stack(StackStatus.CREATE_IN_PROGRESS));

        assertThatThrownBy(() -> get(work(Optional.empty()).deploy()))
                .cause()
                .hasMessage("Stack one is still CREATE_IN_PROGRESS");
    }

    @Test
    void update_nothingToDo_succeeds() {
        answer("updateStack", refusal(400, "ValidationError", "No updates are to be performed."));

        assertThat(get(work(Optional.of(ID)).deploy())).isEqualTo(ID);
    }

    @Test
    void update_rolledBack_failsAndKeepsTheStack() {
        answer("updateStack", UpdateStackResponse.builder().stackId(ID).build());
        answer("describeStacks", stack(StackStatus.UPDATE_ROLLBACK_COMPLETE));
        answer("describeStackEvents", refusal(400, "InvalidAction", "no events here"));

        assertThatThrownBy(() -> get(work(Optional.of(ID)).deploy()))
                .cause()
                .hasMessage("Stack one is UPDATE_ROLLBACK_COMPLETE");
        assertThat(called).doesNotContain("deleteStack");
    }

    @Test
    void delete_untilItIsNotThere_isDone() {
        answer("deleteStack", DeleteStackResponse.builder().build());
        answer(
                "describeStacks",
                stack(StackStatus.DELETE_IN_PROGRESS),
                refusal(400, "ValidationError", "Stack with id one does not exist"));

        assertThat(get(work(Optional.of(ID)).delete())).isEqualTo(ID);
    }

    @Test
    void delete_failed_failsWithTheStacksReason() {
        answer("deleteStack", DeleteStackResponse.builder().build());
        answer(
                "describeStacks",
                DescribeStacksResponse.builder()
                        .stacks(Stack.builder()
                                .stackId(ID)
                                .stackName("one")
                                .stackStatus(StackStatus.DELETE_FAILED)
                                .stackStatusReason("the bucket is not empty")
                                .build())
                        .build());
        answer("describeStackEvents", DescribeStackEventsResponse.builder().build());

        assertThatThrownBy(() -> get(work(Optional.of(ID)).delete()))
                .cause()
                .hasMessage("Stack one is DELETE_FAILED: the bucket is not empty");
    }

    @Test
    void deploy_everythingIsSent() {
        List<CreateStackRequest> sent = new ArrayList<>();
        answer("createStack", CreateStackResponse.builder().stackId(ID).build());
        answer("describeStacks", stack(StackStatus.CREATE_COMPLETE));

        get(work(Optional.empty(), request -> sent.add((CreateStackRequest) request))
                .deploy());

        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.stackName()).isEqualTo("one");
            assertThat(request.parameters())
                    .extracting(p -> p.parameterKey() + "=" + p.parameterValue())
                    .containsExactly("Level=high");
            assertThat(request.capabilitiesAsStrings()).containsExactly("CAPABILITY_IAM");
            assertThat(request.tags()).extracting(tag -> tag.key()).containsExactly("team");
        });
    }

    private <T> T get(CompletableFuture<T> future) {
        time.runUntil(future::isDone);
        return future.join();
    }

    private StackWork work(Optional<String> id) {
        return work(id, request -> {});
    }

    private StackWork work(Optional<String> id, Consumer<Object> creations) {
        MemberStack stack = new MemberStack(
                "111122223333",
                "eu-west-1",
                "one",
                id,
                "{}",
                Map.of("Level", "high"),
                List.of("CAPABILITY_IAM"),
                Map.of("team", "core"));
        return new StackWork(client(creations), stack, time, Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /** The last answer to an action is repeated. */
    private void answer(String action, Object... inOrder) {
        answers.put(action, new ArrayDeque<>(Arrays.asList(inOrder)));
    }

    private CloudFormationAsyncClient client(Consumer<Object> creations) {
        return (CloudFormationAsyncClient) Proxy.newProxyInstance(
                StackWorkTest.class.getClassLoader(),
                new Class<?>[] {CloudFormationAsyncClient.class},
                (proxy, method, arguments) -> answered(method.getName(), arguments[0], creations));
    }

    private @Nullable Object answered(String action, Object request, Consumer<Object> creations) {
        called.add(action);
        if (action.equals("createStack")) {
            creations.accept(built(request, CreateStackRequest.builder()));
        }
        Deque<Object> left = Objects.requireNonNull(answers.get(action), action);
        Object next = left.size() > 1 ? left.remove() : left.element();
        return next instanceof RuntimeException refusal
                ? CompletableFuture.failedFuture(refusal)
                : CompletableFuture.completedFuture(next);
    }

    @SuppressWarnings("unchecked")
    private static Object built(Object request, CreateStackRequest.Builder builder) {
        if (request instanceof Consumer<?> filling) {
            ((Consumer<CreateStackRequest.Builder>) filling).accept(builder);
            return builder.build();
        }
        return request;
    }

    private static DescribeStacksResponse stack(StackStatus status) {
        return DescribeStacksResponse.builder()
                .stacks(Stack.builder()
                        .stackId(ID)
                        .stackName("one")
                        .stackStatus(status)
                        .build())
                .build();
    }

    private static StackEvent event(String resource, String reason) {
        return StackEvent.builder()
                .logicalResourceId(resource)
                .resourceType("AWS::S3::Bucket")
                .resourceStatus(ResourceStatus.CREATE_FAILED)
                .resourceStatusReason(reason)
                .build();
    }

    private static CloudFormationException refusal(int status, String code, String message) {
        return (CloudFormationException) CloudFormationException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
