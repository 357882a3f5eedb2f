package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.TWO;
import static dev.stacksets.testing.Samples.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.AccountGateStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackSetOperationResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationResultFilter;
import software.amazon.awssdk.services.cloudformation.model.OperationResultFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

class ReadsAndFaultsTest {

    private StackSetsSimulator aws = StackSetsSimulator.create();
    private CloudFormationAsyncClient client = aws.asyncClient();

    private String deployTwo() {
        Samples.createSet(client);
        return Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND));
    }

    private static String code(Throwable thrown) {
        return Samples.refusal(thrown).awsErrorDetails().errorCode();
    }

    @Test
    void paginators_severalPages_seeEverythingOnce() {
        Samples.createSet(client);
        String id = Samples.deploy(client, Samples.accounts(25), List.of(IRELAND, VIRGINIA));
        aws.time().runUntilIdle();
        List<StackInstanceSummary> instances = new ArrayList<>();
        List<StackSetOperationResultSummary> results = new ArrayList<>();

        client.listStackInstancesPaginator(r -> r.stackSetName(NAME).maxResults(7))
                .summaries()
                .subscribe(instances::add)
                .join();
        client.listStackSetOperationResultsPaginator(
                        r -> r.stackSetName(NAME).operationId(id).maxResults(7))
                .summaries()
                .subscribe(results::add)
                .join();

        assertThat(instances).hasSize(50).doesNotHaveDuplicates();
        assertThat(results).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void nextToken_ofAnotherList_isRefused() {
        Samples.createSet(client);
        Samples.deploy(client, Samples.accounts(3), List.of(IRELAND));
        String token = client.listStackInstances(r -> r.stackSetName(NAME).maxResults(1))
                .join()
                .nextToken();

        assertThatThrownBy(() -> client.listStackSetOperations(
                                r -> r.stackSetName(NAME).nextToken(token))
                        .join())
                .satisfies(refusal -> assertThat(code(refusal)).isEqualTo("ValidationError"));
        assertThatThrownBy(() -> client.listStackInstances(
                                r -> r.stackSetName(NAME).nextToken("???"))
                        .join())
                .satisfies(refusal -> assertThat(code(refusal)).isEqualTo("ValidationError"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 101, -1})
    void maxResults_outOfBounds_isRefused(int maxResults) {
        Samples.createSet(client);

        assertThatThrownBy(() -> client.listStackInstances(
                                r -> r.stackSetName(NAME).maxResults(maxResults))
                        .join())
                .satisfies(refusal -> assertThat(code(refusal)).isEqualTo("ValidationError"));
    }

    @Test
    void listStackInstances_filters_narrow() {
        Samples.createSet(client);
        aws.faults().account(TWO).fails("no role");
        Samples.deploy(client, List.of(ONE, TWO), List.of(IRELAND, VIRGINIA));
        aws.time().runUntilIdle();

        assertThat(client.listStackInstances(r ->
                                r.stackSetName(NAME).stackInstanceAccount(ONE).stackInstanceRegion(VIRGINIA))
                        .join()
                        .summaries())
                .hasSize(1);
        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)
                                .filters(StackInstanceFilter.builder()
                                        .name(StackInstanceFilterName.DETAILED_STATUS)
                                        .values("FAILED")
                                        .build()))
                        .join()
                        .summaries())
                .extracting(StackInstanceSummary::account)
                .containsOnly(TWO);
    }

    @Test
    void listResults_filter_narrows() {
        aws.faults().account(TWO).fails("no role").times(1);
        String id = deployTwo();
        aws.time().runUntilIdle();

        assertThat(client.listStackSetOperationResults(r -> r.stackSetName(NAME)
                                .operationId(id)
                                .filters(OperationResultFilter.builder()
                                        .name(OperationResultFilterName.OPERATION_RESULT_STATUS)
                                        .values("FAILED")
                                        .build()))
                        .join()
                        .summaries())
                .singleElement()
                .satisfies(result -> {
                    assertThat(result.account()).isEqualTo(TWO);
                    assertThat(result.statusReason()).isEqualTo("no role");
                    assertThat(result.accountGateResult().status()).isEqualTo(AccountGateStatus.SKIPPED);
                });
    }

    @Test
    void resultsLag_listsRunBehindWhileDescribeDoesNot() {
        aws = StackSetsSimulator.builder().resultsLag(Duration.ofSeconds(10)).build();
        client = aws.asyncClient();
        String id = deployTwo();
        assertThat(Samples.results(client, id)).isEmpty();
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.RUNNING);

        aws.time().advance(Duration.ofSeconds(36));
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
        assertThat(Samples.results(client, id))
                .extracting(StackSetOperationResultSummary::status)
                .containsOnly(StackSetOperationResultStatus.RUNNING);
        aws.time().advance(Duration.ofSeconds(10));
        assertThat(Samples.results(client, id))
                .extracting(StackSetOperationResultSummary::status)
                .containsOnly(StackSetOperationResultStatus.SUCCEEDED);
    }

    @Test
    void stackSets_inAnotherRegionOrAccount_areNotFound() {
        Samples.createSet(client);

        assertThatThrownBy(() -> aws.asyncClient("999988887777", Region.EU_WEST_1)
                        .describeStackSet(r -> r.stackSetName(NAME))
                        .join())
                .hasCauseInstanceOf(StackSetNotFoundException.class);
        assertThatThrownBy(() -> aws.asyncClient(ONE, Region.US_EAST_1)
                        .describeStackSet(r -> r.stackSetName(NAME))
                        .join())
                .hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    @Test
    void losesAnswer_createStackInstances_isAppliedExactlyOnce() {
        Samples.createSet(client);
        aws.faults().on("CreateStackInstances").call(1).losesAnswer();

        assertThatThrownBy(() -> client.createStackInstances(r -> r.stackSetName(NAME)
                                .accounts(ONE)
                                .regions(IRELAND)
                                .operationId("op-1"))
                        .join())
                .hasCauseInstanceOf(SdkClientException.class)
                .hasRootCauseInstanceOf(IOException.class);

        assertThat(Samples.operation(client, "op-1").status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(aws.calls().of("CreateStackInstances"))
                .singleElement()
                .satisfies(call -> assertThat(call.answerLost()).isTrue())
                .satisfies(call -> assertThat(call.status()).isEqualTo(200));
        assertThat(client.listStackSetOperations(r -> r.stackSetName(NAME))
                        .join()
                        .summaries())
                .hasSize(1);
    }

    @Test
    void losesAnswer_synchronousClient_throwsIoException() {
        Samples.createSet(client);
        aws.faults().on("DescribeStackSet").call(1).losesAnswer();

        assertThatThrownBy(() -> aws.client().describeStackSet(r -> r.stackSetName(NAME)))
                .isInstanceOf(SdkClientException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void dropsConnection_isNeverApplied() {
        aws.faults().on("CreateStackSet").call(1).dropsConnection();

        assertThatThrownBy(() -> Samples.createSet(client)).hasRootCauseInstanceOf(IOException.class);

        assertThat(client.listStackSets(r -> {}).join().summaries()).isEmpty();
    }

    @Test
    void throttles_aRangeOfCalls_thenAnswers() {
        String id = deployTwo();
        aws.faults().on("DescribeStackSetOperation").calls(2, 3).throttles();

        Samples.operation(client, id);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Samples.operation(client, id)).satisfies(refusal -> {
                CloudFormationException throttled = Samples.refusal(refusal);
                assertThat(throttled.isThrottlingException()).isTrue();
                assertThat(throttled.statusCode()).isEqualTo(400);
            });
        }
        Samples.operation(client, id);

        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void delays_asynchronousAnswer_arrivesInVirtualTime() {
        String id = deployTwo();
        aws.faults().on("DescribeStackSetOperation").call(1).delays(Duration.ofSeconds(3));

        CompletableFuture<DescribeStackSetOperationResponse> answer =
                client.describeStackSetOperation(r -> r.stackSetName(NAME).operationId(id));

        assertThat(answer).isNotDone();
        aws.time().advance(Duration.ofSeconds(3));
        assertThat(answer).isCompleted();
    }

    @Test
    void rewritesStatus_unknownValue_reachesTheSdkAsUnknown() {
        String id = deployTwo();
        aws.faults().on("DescribeStackSetOperation").call(1).rewritesStatus("PAUSED");

        assertThat(Samples.operation(client, id).statusAsString()).isEqualTo("PAUSED");
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.RUNNING);
    }

    @Test
    void answersHtml_isAnSdkExceptionWithThatStatus() {
        aws.faults().on("ListStackSets").call(1).answersHtml(502);

        assertThatThrownBy(() -> client.listStackSets(r -> {}).join())
                .cause()
                .isInstanceOfSatisfying(
                        CloudFormationException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(502));
    }

    @Test
    void accountGateFails_countsAsFailure() {
        aws.faults().account(ONE).accountGateFails("AccountGate check failed: change freeze");
        String id = deployTwo();
        aws.time().runUntilIdle();

        assertThat(Samples.results(client, id).get(0)).satisfies(result -> {
            assertThat(result.status()).isEqualTo(StackSetOperationResultStatus.FAILED);
            assertThat(result.accountGateResult().status()).isEqualTo(AccountGateStatus.FAILED);
        });
    }

    @Test
    void neverEnds_keepsTheOperationRunning_untilHealedForTheNext() {
        aws.faults().instance(ONE, IRELAND).neverEnds();
        String id = deployTwo();
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.RUNNING);
        assertThat(aws.describe()).contains("running 1");
    }

    @Test
    void takes_instanceDuration_winsOverTheDefault() {
        aws.faults().instance(ONE, IRELAND).takes(Duration.ofHours(3));
        String id = deployTwo();
        aws.time().advance(Duration.ofHours(2));
        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.RUNNING);
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.SUCCEEDED);
    }

    @Test
    void heals_removesTheRule() {
        aws.faults().account(ONE).fails("no role");
        aws.faults().account(ONE).heals();
        String id = deployTwo();
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).statusDetails().failedStackInstancesCount())
                .isZero();
    }

    @Test
    void unused_ruleThatNeverFired_isListed() {
        aws.faults().on("StopStackSetOperation").call(4).throttles();
        aws.faults().instance(ONE, IRELAND).fails("x");

        assertThat(aws.faults().unused())
                .hasSize(2)
                .anyMatch(rule -> rule.contains("StopStackSetOperation"))
                .anyMatch(rule -> rule.contains(ONE));
    }

    @Test
    void calls_gaps_measureVirtualTimeBetweenPolls() {
        String id = deployTwo();
        Samples.operation(client, id);
        aws.time().advance(Duration.ofSeconds(10));
        Samples.operation(client, id);
        aws.time().advance(Duration.ofSeconds(15));
        Samples.operation(client, id);

        assertThat(aws.calls().gaps("DescribeStackSetOperation"))
                .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(15));
        assertThat(aws.calls().count("DescribeStackSetOperation")).isEqualTo(3);
        assertThat(aws.calls().of("CreateStackSet").get(0).parameters()).containsEntry("TemplateBody", "****");
    }

    @Test
    void calls_parameterValues_areMaskedEvenInRefusedCalls() {
        assertThatThrownBy(() -> client.createStackInstances(r -> r.stackSetName(NAME)
                                .accounts(ONE)
                                .regions(IRELAND)
                                .parameterOverrides(Samples.parameter("Password", "topsecret")))
                        .join())
                .hasCauseInstanceOf(StackSetNotFoundException.class);

        assertThat(aws.calls().all().toString()).doesNotContain("topsecret").contains("Password");
    }

    @Test
    void unknownAction_isAnAwsShapedRefusal() {
        assertThatThrownBy(() -> client.describeStacks().join())
                .satisfies(refusal -> assertThat(code(refusal)).isEqualTo("InvalidAction"))
                .hasMessageContaining("DescribeStacks");
    }

    @Test
    void serviceManaged_isRefusedRatherThanPretended() {
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME)
                                .templateBody(Samples.TEMPLATE)
                                .permissionModel("SERVICE_MANAGED"))
                        .join())
                .satisfies(refusal -> assertThat(code(refusal)).isEqualTo("ValidationError"))
                .hasMessageContaining("SERVICE_MANAGED");
    }
}
