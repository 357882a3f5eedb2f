package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.operation.InstanceCounts;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.operation.OperationToken;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackInstancesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackSetOperationResultsResponse;

/** Endpoints that are less than AWS, as emulators are: each departure seen of one ends typed or as documented, in time. */
class WeakEndpointTest {
    private static final String THEIRS = "0b0b0b0b-1111-4222-8333-444455556666";

    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void operationIdIgnored_isFollowedUnderTheIdThatWasAnswered() {
        try (StackSets weak = on(sent(WeakEndpointTest::withTheirId), same())) {
            OperationHandle rollout = deploy(weak);

            OperationResult result = facade.finish(rollout);

            assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(result.counts().succeeded()).isEqualTo(2);
            assertThat(result.token()).isEqualTo(rollout.token());
            assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(1);
        }
    }

    @Test
    void chosenOperationIdIgnored_isFollowedAsWell_andStopsThere() {
        try (StackSets weak = on(sent(WeakEndpointTest::withTheirId), same())) {
            OperationHandle rollout = stackSet(weak)
                    .deploy(d -> d.accounts(Facade.ONE, Facade.TWO)
                            .regions(Facade.VIRGINIA)
                            .operationId("run-7"));

            facade.get(rollout.stop());

            assertThat(facade.finish(rollout).status()).isEqualTo(OperationStatus.STOPPED);
            assertThat(rollout.token().operationId()).isEqualTo("run-7");
        }
    }

    @Test
    void operationIdIgnored_tokenIsOfNoUseToAnother_andSaysSo() {
        OperationToken token;
        try (StackSets weak = on(sent(WeakEndpointTest::withTheirId), same())) {
            OperationHandle rollout = deploy(weak);
            facade.get(rollout.accepted());
            token = rollout.token();
        }

        OperationHandle resumed = facade.stackSets.resume(token);

        assertLost(resumed, Reason.OPERATION_NOT_FOUND);
    }

    @Test
    void operationBornSucceeded_isAResultAtOnce() {
        StubAws stub = new StubAws();
        stub.endAll();
        try (StackSets weak = StackSets.builder()
                .client(stub.client())
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .build()) {
            OperationHandle rollout =
                    weak.stackSet("born").deploy(d -> d.accounts(Facade.ONE).regions(Facade.VIRGINIA));

            OperationResult result = facade.finish(rollout);

            assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(result.complete()).isTrue();
        }
    }

    @Test
    void resultsAlwaysEmpty_makeAnIncompleteResult_countsAreNotInvented() {
        try (StackSets weak = on(same(), answered(WeakEndpointTest::withoutResults))) {
            OperationResult result = facade.finish(deploy(weak));

            assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(result.complete()).isFalse();
            assertThat(result.counts()).isEqualTo(InstanceCounts.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidAction", "NotImplemented", "UnknownOperationException"})
    void startNotImplemented_isTypedAndNamesTheAction_andIsSentOnce(String code) {
        facade.aws.faults().on("DetectStackSetDrift").everyCall().fails(400, code, "not implemented here");

        assertThatThrownBy(() -> facade.finish(facade.baseline().detectDrift(d -> {})))
                .cause()
                .isInstanceOfSatisfying(ServiceException.class, refused -> {
                    assertThat(refused.errorCode()).isEqualTo(code);
                    assertThat(refused).hasMessageContaining("DetectStackSetDrift");
                });
        assertThat(facade.aws.calls().count("DetectStackSetDrift")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500, 501})
    void startAnsweredWithAPage_isTypedAndSaysSo(int status) {
        facade.aws.faults().on("DetectStackSetDrift").everyCall().answersHtml(status);

        assertThatThrownBy(() -> facade.finish(facade.baseline().detectDrift(d -> {})))
                .cause()
                .isInstanceOf(StackSetsException.class)
                .hasMessageContaining("endpoint");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404, 500, 501})
    void describeAnsweredWithPages_endsTheWatchingAndSaysWhy(int status) {
        facade.aws.faults().on("DescribeStackSetOperation").everyCall().answersHtml(status);

        OperationHandle rollout = facade.deploying();

        assertLost(rollout, Reason.POLL_FAILURES);
        assertThat(rollout.progress().lastPollFailure())
                .get()
                .satisfies(failure -> assertThat(failure).hasMessageContaining("endpoint"));
    }

    @Test
    void describeNotImplemented_endsTheWatchingAndSaysWhy() {
        facade.aws.faults().on("DescribeStackSetOperation").everyCall().fails(400, "InvalidAction", "not here");

        assertLost(facade.deploying(), Reason.POLL_FAILURES);
    }

    @Test
    void describeWithoutAnOperation_endsTheWatchingAfterAWhile() {
        try (StackSets weak = on(same(), answered(WeakEndpointTest::withoutOperation))) {
            OperationHandle rollout = deploy(weak);

            assertLost(rollout, Reason.POLL_FAILURES);
            assertThat(rollout.progress().lastPollFailure())
                    .get()
                    .satisfies(failure -> assertThat(failure).hasMessageContaining("without an operation"));
        }
    }

    @Test
    void startWithoutAnOperationId_isFoundUnderOurs() {
        try (StackSets weak = on(same(), answered(WeakEndpointTest::withoutId))) {
            OperationResult result = facade.finish(deploy(weak));

            assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
            assertThat(facade.aws.calls().count("CreateStackInstances")).isEqualTo(1);
        }
    }

    private void assertLost(OperationHandle handle, Reason reason) {
        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOfSatisfying(OperationTrackingException.class, lost -> {
                    assertThat(lost.reason()).isEqualTo(reason);
                    assertThat(lost.token()).contains(handle.token());
                });
    }

    private StackSet stackSet(StackSets weak) {
        return weak.stackSet(facade.baseline().nameOrId());
    }

    private OperationHandle deploy(StackSets weak) {
        return stackSet(weak).deploy(d -> d.accounts(Facade.ONE, Facade.TWO).regions(Facade.VIRGINIA));
    }

    private static SdkRequest withTheirId(SdkRequest request) {
        return request instanceof CreateStackInstancesRequest create
                ? create.toBuilder().operationId(THEIRS).build()
                : request;
    }

    private static SdkResponse withoutResults(SdkResponse answer) {
        return answer instanceof ListStackSetOperationResultsResponse
                ? ListStackSetOperationResultsResponse.builder().build()
                : answer;
    }

    private static SdkResponse withoutOperation(SdkResponse answer) {
        return answer instanceof DescribeStackSetOperationResponse
                ? DescribeStackSetOperationResponse.builder().build()
                : answer;
    }

    private static SdkResponse withoutId(SdkResponse answer) {
        return answer instanceof CreateStackInstancesResponse
                ? CreateStackInstancesResponse.builder().build()
                : answer;
    }

    private static <T> UnaryOperator<T> same() {
        return UnaryOperator.identity();
    }

    private static UnaryOperator<SdkRequest> sent(UnaryOperator<SdkRequest> change) {
        return change;
    }

    private static UnaryOperator<SdkResponse> answered(UnaryOperator<SdkResponse> change) {
        return change;
    }

    private StackSets on(UnaryOperator<SdkRequest> sent, UnaryOperator<SdkResponse> answered) {
        return StackSets.builder()
                .client(client(new ExecutionInterceptor() {
                    @Override
                    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
                        return sent.apply(context.request());
                    }

                    @Override
                    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
                        return answered.apply(context.response());
                    }
                }))
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .build();
    }

    private CloudFormationAsyncClient client(ExecutionInterceptor weakness) {
        return CloudFormationAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("999988887777", "simulated")))
                .httpClient(facade.aws.asyncHttpClient())
                .asyncConfiguration(
                        c -> c.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .scheduledExecutorService(facade.aws.time().scheduler())
                        .addExecutionInterceptor(weakness))
                .build();
    }
}
