package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OnConflict;
import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationTrackingException;
import dev.stacksets.error.OperationTrackingException.Reason;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.operation.OperationStatus;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;

/** Whatever happens to the start of an operation, AWS has it once or not at all, and the caller knows its name. */
class StartTest {
    private static final String START = "CreateStackInstances";
    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void answerLost_isFoundAgainByItsId_andThereIsExactlyOneOperation() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).losesAnswer();

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count(START)).isEqualTo(1);
        assertThat(stackSet.listOperations().toList().join())
                .singleElement()
                .satisfies(only ->
                        assertThat(only.operationId()).isEqualTo(handle.token().operationId()));
    }

    @Test
    void requestLost_isSentAgainUnderTheSameId() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).dropsConnection();

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(facade.finish(handle).token()).isEqualTo(handle.token());
        assertThat(facade.aws.calls().count(START)).isEqualTo(2);
        assertThat(stackSet.listOperations().toList().join()).hasSize(1);
    }

    @Test
    void answerLostAndDescribeDenied_meetsItsOwnOperationAndAdoptsIt() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).losesAnswer();
        facade.aws.faults().on("DescribeStackSetOperation").call(1).fails(403, "AccessDenied", "no");

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.aws.calls().count(START)).isEqualTo(2);
        assertThat(stackSet.listOperations().toList().join()).hasSize(1);
    }

    @Test
    void serverErrorThenThrottle_areBothSurvived() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).fails(500, "InternalFailure", "oops");
        facade.aws.faults().on(START).call(2).throttles();
        facade.aws.faults().on("DescribeStackSetOperation").call(1).throttles();

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(1);
    }

    @Test
    void endlessThrottling_isAThrottledExceptionWithTheToken() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).everyCall().throttles();

        OperationHandle handle = facade.deploying(stackSet);

        assertThatThrownBy(() -> facade.finish(handle))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ThrottledException.class,
                        refused -> assertThat(refused.token()).contains(handle.token()));
        assertThat(handle.accepted()).isCompletedExceptionally();
        assertThat(facade.aws.calls().count(START)).isBetween(8, 40);
    }

    @Test
    void networkGone_endsUncertainWithTheToken_andResumingTells() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).losesAnswer();
        facade.aws.faults().on("DescribeStackSetOperation").calls(1, 7).dropsConnection();

        OperationHandle handle = facade.deploying(stackSet);

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOfSatisfying(OperationTrackingException.class, lost -> {
                    assertThat(lost.reason()).isEqualTo(Reason.START_UNCERTAIN);
                    assertThat(lost.token()).contains(handle.token());
                    assertThat(lost).hasMessageContaining(handle.token().encode());
                    assertThat(lost).hasCauseInstanceOf(NoAnswerException.class);
                });
        assertThat(facade.finish(facade.stackSets.resume(handle.token())).status())
                .isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void attemptThatArrivesLate_isAdoptedAndNotTakenForAForeignOne() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).losesAnswer();
        facade.aws.faults().on("DescribeStackSetOperation").call(1).fails(404, "OperationNotFoundException", "not yet");
        facade.aws.faults().on(START).call(2).fails(409, "OperationInProgressException", "Another Operation");

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(stackSet.listOperations().toList().join()).hasSize(1);
    }

    @Test
    void credentialsExpiredAfterALostAnswer_endUncertain() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).losesAnswer();
        facade.aws.faults().on("DescribeStackSetOperation").calls(1, 2).fails(403, "ExpiredToken", "expired");
        facade.aws.faults().on(START).call(2).fails(403, "ExpiredToken", "expired");

        OperationHandle handle = facade.deploying(stackSet);

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOfSatisfying(
                        OperationTrackingException.class,
                        lost -> assertThat(lost.reason()).isEqualTo(Reason.START_UNCERTAIN));
        assertThat(facade.finish(facade.stackSets.resume(handle.token())).status())
                .isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void suppliedClientThatRetriesByItself_meetsItsOwnOperationAndAdoptsIt() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).losesAnswer();
        try (CloudFormationAsyncClient retrying = CloudFormationAsyncClient.builder()
                        .region(Region.US_EAST_1)
                        .credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("999988887777", "simulated")))
                        .httpClient(facade.aws.asyncHttpClient())
                        .build();
                StackSets stackSets = StackSets.builder()
                        .client(retrying)
                        .timeSource(facade.aws.time())
                        .build()) {
            OperationHandle handle = facade.deploying(stackSets.stackSet(stackSet.nameOrId()));

            assertThat(handle.accepted().orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(handle.token());
            assertThat(facade.aws.calls().count(START)).isEqualTo(2);
        }
    }

    @Test
    void anotherOperationUnderWay_isNamedInFull_howeverLongTheStackSetsName() {
        StackSet stackSet = facade.stackSets
                .create(
                        "a".repeat(128),
                        s -> s.template(TemplateSource.inline("Resources: {T: {Type: AWS::SNS::Topic}}")))
                .join();
        OperationHandle first = facade.deploying(stackSet);

        OperationHandle second = facade.deploying(stackSet.onConflict(OnConflict.fail()));

        assertThatThrownBy(() -> second.completion().join())
                .cause()
                .isInstanceOfSatisfying(
                        OperationInProgressException.class,
                        busy -> assertThat(busy.blockingOperationId())
                                .contains(first.token().operationId()));
    }

    @Test
    void anotherOperationUnderWay_isRefusedAndNamed() {
        StackSet stackSet = facade.baseline();
        OperationHandle first = facade.deploying(stackSet);

        OperationHandle second = stackSet.onConflict(OnConflict.fail())
                .deploy(d -> d.accounts(ONE).regions(VIRGINIA));

        assertThatThrownBy(() -> second.completion().join())
                .cause()
                .isInstanceOfSatisfying(OperationInProgressException.class, busy -> {
                    assertThat(busy.blockingOperationId())
                            .contains(first.token().operationId());
                    assertThat(busy.token()).contains(second.token());
                    assertThat(busy.requestId()).isPresent();
                })
                .hasMessageContaining("onConflict(OnConflict.fail()) turned it off");
        assertThat(facade.finish(first).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void lostRequestThenForeignOperation_isRefusedAndNotAdopted() {
        StackSet stackSet = facade.baseline();
        OperationHandle foreign = facade.deploying(stackSet);
        facade.aws.faults().on("DeleteStackInstances").call(1).dropsConnection();

        OperationHandle mine = stackSet.onConflict(OnConflict.fail())
                .removeInstances(r -> r.accounts(ONE).regions(VIRGINIA).deleteStacks());

        assertThatThrownBy(() -> facade.finish(mine)).cause().isInstanceOf(OperationInProgressException.class);
        assertThat(facade.finish(foreign).status()).isEqualTo(OperationStatus.SUCCEEDED);
    }

    @Test
    void idThatExists_onAFirstAttempt_isARefusal() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).fails(409, "OperationIdAlreadyExistsException", "exists");

        assertThatThrownBy(() -> facade.finish(facade.deploying(stackSet)))
                .cause()
                .isInstanceOf(OperationIdAlreadyExistsException.class);
    }

    @Test
    void stackSetThatDoesNotExist_isRefusedWithAHint() {
        OperationHandle handle = facade.deploying(facade.stackSets.stackSet("nowhere"));

        assertThatThrownBy(() -> facade.finish(handle))
                .cause()
                .isInstanceOf(StackSetNotFoundException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("Region");
    }

    @Test
    void htmlAnswer_isAServiceExceptionThatDoubtsTheEndpoint() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).answersHtml(403);

        assertThatThrownBy(() -> facade.finish(facade.deploying(stackSet)))
                .cause()
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("endpoint");
    }

    @Test
    void answerThatCannotBeRead_isTakenForALostOne() {
        StackSet stackSet = facade.baseline();
        facade.aws.faults().on(START).call(1).answersHtml(200);

        OperationHandle handle = facade.deploying(stackSet);

        assertThat(facade.finish(handle).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(stackSet.listOperations().toList().join()).hasSize(1);
    }

    @Test
    void sameSeedAndFaults_giveTheSameStory() {
        assertThat(story()).isEqualTo(story());
    }

    private static String story() {
        try (Facade facade = new Facade()) {
            StackSet stackSet = facade.baseline();
            facade.aws.faults().on(START).call(1).losesAnswer();
            facade.aws.faults().on("DescribeStackSetOperation").calls(1, 2).throttles();
            facade.finish(facade.deploying(stackSet));
            return facade.aws.calls().all().toString();
        }
    }
}
