package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.InvalidOperationException;
import software.amazon.awssdk.services.cloudformation.model.OperationIdAlreadyExistsException;
import software.amazon.awssdk.services.cloudformation.model.OperationInProgressException;
import software.amazon.awssdk.services.cloudformation.model.OperationNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;

class OperationTest {

    private StackSetsSimulator aws = StackSetsSimulator.create();
    private CloudFormationAsyncClient client = aws.asyncClient();

    @AfterEach
    void invariantsHold() {
        aws.checkInvariants();
    }

    private String create(String operationId, String account, String region) {
        return client.createStackInstances(r ->
                        r.stackSetName(NAME).accounts(account).regions(region).operationId(operationId))
                .join()
                .operationId();
    }

    private StackSetOperationStatus status(String operationId) {
        return Samples.operation(client, operationId).status();
    }

    private void createManagedSet() {
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).managedExecution(m -> m.active(true)))
                .join();
    }

    @Test
    void stop_midway_finishesWhatRunsAndCancelsTheRest() {
        Samples.createSet(client);
        String id = client.createStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE, TWO).regions(IRELAND, VIRGINIA))
                .join()
                .operationId();
        aws.time().advance(Duration.ofSeconds(10));

        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId(id)).join();
        assertThat(status(id)).isEqualTo(StackSetOperationStatus.STOPPING);
        aws.time().runUntilIdle();

        assertThat(status(id)).isEqualTo(StackSetOperationStatus.STOPPED);
        assertThat(Samples.results(client, id))
                .extracting(StackSetOperationResultSummary::status)
                .containsExactly(
                        StackSetOperationResultStatus.SUCCEEDED,
                        StackSetOperationResultStatus.CANCELLED,
                        StackSetOperationResultStatus.CANCELLED,
                        StackSetOperationResultStatus.CANCELLED);
        assertThat(Samples.instance(client, TWO, IRELAND).stackInstanceStatus().detailedStatus())
                .isEqualTo(StackInstanceDetailedStatus.CANCELLED);
    }

    @Test
    void stop_beforeDispatch_startsNothing() {
        Samples.createSet(client);
        create("op-1", ONE, IRELAND);

        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId("op-1"))
                .join();
        aws.time().runUntilIdle();

        assertThat(status("op-1")).isEqualTo(StackSetOperationStatus.STOPPED);
        assertThat(aws.events()).noneMatch(event -> event.contains(ONE) && event.endsWith("RUNNING"));
    }

    @Test
    void stop_finished_isRefused() {
        Samples.createSet(client);
        create("op-1", ONE, IRELAND);
        aws.time().runUntilIdle();

        assertThatThrownBy(() -> client.stopStackSetOperation(
                                r -> r.stackSetName(NAME).operationId("op-1"))
                        .join())
                .hasCauseInstanceOf(InvalidOperationException.class);
    }

    @Test
    void describe_unknownOperation_isNotFound() {
        Samples.createSet(client);

        assertThatThrownBy(() -> status("nobody")).hasCauseInstanceOf(OperationNotFoundException.class);
    }

    @Test
    void secondOperation_whileOneRuns_isRefusedNamingArnAndOperation() {
        Samples.createSet(client);
        create("op-1", ONE, IRELAND);
        String arn = client.describeStackSet(r -> r.stackSetName(NAME))
                .join()
                .stackSet()
                .stackSetARN();

        assertThatThrownBy(() -> create("op-2", TWO, IRELAND))
                .cause()
                .isInstanceOfSatisfying(OperationInProgressException.class, refusal -> {
                    assertThat(refusal.statusCode()).isEqualTo(409);
                    assertThat(refusal.awsErrorDetails().errorMessage())
                            .isEqualTo("Another Operation on StackSet " + arn + " is in progress: op-1");
                });
        assertThatThrownBy(
                        () -> client.deleteStackSet(r -> r.stackSetName(NAME)).join())
                .hasCauseInstanceOf(OperationInProgressException.class);
    }

    @Test
    void secondOperation_afterTheFirstEnded_isAccepted() {
        Samples.createSet(client);
        create("op-1", ONE, IRELAND);
        aws.time().runUntilIdle();
        create("op-2", TWO, IRELAND);
        aws.time().runUntilIdle();

        assertThat(client.listStackSetOperations(r -> r.stackSetName(NAME))
                        .join()
                        .summaries())
                .extracting(StackSetOperationSummary::operationId)
                .containsExactly("op-2", "op-1");
    }

    @Test
    void operationId_reused_isRefused() {
        Samples.createSet(client);
        create("op-1", ONE, IRELAND);

        assertThatThrownBy(() -> create("op-1", ONE, IRELAND))
                .hasCauseInstanceOf(OperationIdAlreadyExistsException.class);
    }

    @Test
    void operationId_reusedWithReplaySwitch_isAcceptedWithoutEffect() {
        aws = StackSetsSimulator.builder().replaysOperationIds().build();
        client = aws.asyncClient();
        Samples.createSet(client);
        create("op-1", ONE, IRELAND);
        List<String> before = aws.events();

        assertThat(create("op-1", ONE, IRELAND)).isEqualTo("op-1");
        assertThat(aws.events()).isEqualTo(before);
    }

    @Test
    void operationId_onAnotherSet_isFree() {
        Samples.createSet(client);
        client.createStackSet(r -> r.stackSetName("other").templateBody(Samples.TEMPLATE))
                .join();
        create("op-1", ONE, IRELAND);

        client.createStackInstances(r ->
                        r.stackSetName("other").accounts(ONE).regions(IRELAND).operationId("op-1"))
                .join();
        aws.time().runUntilIdle();

        assertThat(status("op-1")).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }

    @Test
    void managedExecution_disjointTargets_runSideBySide() {
        createManagedSet();
        create("op-1", ONE, IRELAND);
        create("op-2", TWO, IRELAND);

        assertThat(status("op-1")).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(status("op-2")).isEqualTo(StackSetOperationStatus.RUNNING);
        aws.time().runUntilIdle();
    }

    @Test
    void managedExecution_overlappingTargets_areQueuedInOrder() {
        createManagedSet();
        create("op-1", ONE, IRELAND);
        create("op-2", ONE, IRELAND);
        create("op-3", ONE, IRELAND);

        assertThat(status("op-2")).isEqualTo(StackSetOperationStatus.QUEUED);
        aws.time().advance(Duration.ofSeconds(35));
        assertThat(status("op-2")).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(status("op-3")).isEqualTo(StackSetOperationStatus.QUEUED);
        aws.time().runUntilIdle();
        assertThat(status("op-3")).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }

    @Test
    void managedExecution_stopQueued_endsStoppedAtOnce() {
        createManagedSet();
        create("op-1", ONE, IRELAND);
        create("op-2", ONE, IRELAND);

        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId("op-2"))
                .join();

        assertThat(status("op-2")).isEqualTo(StackSetOperationStatus.STOPPED);
        aws.time().runUntilIdle();
    }

    @Test
    void managedExecution_deleteQueuedBehindCreate_removesWhatWasCreated() {
        createManagedSet();
        create("op-1", ONE, IRELAND);
        client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(false))
                .join();
        aws.time().runUntilIdle();

        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries())
                .isEmpty();
    }

    @Test
    void managedExecution_queuedUpdateOvertakenByAnother_failsWithAReason() {
        createManagedSet();
        create("op-1", ONE, IRELAND);
        client.updateStackSet(r -> r.stackSetName(NAME)
                        .operationId("op-2")
                        .templateBody("Resources: {A: {Type: AWS::SNS::Topic}}"))
                .join();
        client.updateStackSet(r -> r.stackSetName(NAME)
                        .operationId("op-3")
                        .usePreviousTemplate(true)
                        .parameters(Samples.previous("Env")))
                .join();
        create("op-4", TWO, IRELAND);
        aws.time().runUntilIdle();

        assertThat(status("op-2")).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(status("op-3")).isEqualTo(StackSetOperationStatus.FAILED);
        assertThat(Samples.operation(client, "op-3").statusReason()).contains("Env");
        assertThat(status("op-4")).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }

    @Test
    void createStackInstances_onExistingPairs_worksOnThemAgainAndFailsInoperableOnes() {
        Samples.createSet(client);
        create("op-1", ONE, IRELAND);
        aws.time().runUntilIdle();
        create("op-2", ONE, IRELAND);
        aws.time().runUntilIdle();
        assertThat(status("op-2")).isEqualTo(StackSetOperationStatus.SUCCEEDED);

        aws.faults().account(ONE).fails("protected").times(1);
        client.deleteStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).retainStacks(false))
                .join();
        aws.time().runUntilIdle();
        create("op-3", ONE, IRELAND);
        aws.time().runUntilIdle();

        assertThat(status("op-3")).isEqualTo(StackSetOperationStatus.FAILED);
        assertThat(Samples.instance(client, ONE, IRELAND).statusAsString()).isEqualTo("INOPERABLE");
        assertThat(Samples.results(client, "op-3").get(0).statusReason()).contains("DELETE_FAILED");
    }

    @Test
    void managedExecution_toggledWithTemplate_isRefusedWithTheDocumentedMessage() {
        Samples.createSet(client);

        assertThatThrownBy(() -> client.updateStackSet(r -> r.stackSetName(NAME)
                                .templateBody(Samples.TEMPLATE)
                                .managedExecution(m -> m.active(true)))
                        .join())
                .hasCauseInstanceOf(InvalidOperationException.class)
                .hasMessageContaining("Cannot update ManagedExecution while updating StackSet Template or Parameters");
    }

    @Test
    void managedExecution_toggledAlone_isAcceptedUnlessBusy() {
        createManagedSet();
        create("op-1", ONE, IRELAND);
        assertThatThrownBy(this::switchManagedExecutionOff).hasCauseInstanceOf(InvalidOperationException.class);
        aws.time().runUntilIdle();

        switchManagedExecutionOff();

        assertThat(client.describeStackSet(r -> r.stackSetName(NAME))
                        .join()
                        .stackSet()
                        .managedExecution()
                        .active())
                .isFalse();
        aws.time().runUntilIdle();
    }

    private void switchManagedExecutionOff() {
        client.updateStackSet(
                        r -> r.stackSetName(NAME).usePreviousTemplate(true).managedExecution(m -> m.active(false)))
                .join();
    }

    @Test
    void createStackSet_sameTokenAndBody_givesTheSameId() {
        String first = createWithToken("token-1", Samples.TEMPLATE);

        assertThat(createWithToken("token-1", Samples.TEMPLATE)).isEqualTo(first);
        assertThatThrownBy(() -> createWithToken("token-1", Samples.TEMPLATE + "\n"))
                .cause()
                .isInstanceOfSatisfying(
                        CloudFormationException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("CreatedButModifiedException"));
        assertThatThrownBy(() -> createWithToken("token-2", Samples.TEMPLATE))
                .cause()
                .isInstanceOfSatisfying(
                        CloudFormationException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("NameAlreadyExistsException"));
    }

    private String createWithToken(String token, String template) {
        return client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(template).clientRequestToken(token))
                .join()
                .stackSetId();
    }
}
