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
import software.amazon.awssdk.services.cloudformation.model.DifferenceType;
import software.amazon.awssdk.services.cloudformation.model.ListStackInstanceResourceDriftsResponse;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceDetailedStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilter;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceFilterName;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceStatus;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

class DriftTest {

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    @AfterEach
    void holds() {
        aws.checkInvariants();
    }

    private void deployed(String... accounts) {
        Samples.createSet(client);
        Samples.deploy(client, List.of(accounts), List.of(IRELAND, VIRGINIA));
        aws.time().runUntilIdle();
    }

    private String detect() {
        return client.detectStackSetDrift(r -> r.stackSetName(NAME)).join().operationId();
    }

    private StackSet stackSet() {
        return client.describeStackSet(r -> r.stackSetName(NAME)).join().stackSet();
    }

    private StackSetDriftDetectionDetails details(String id) {
        return Samples.operation(client, id).stackSetDriftDetectionDetails();
    }

    private ListStackInstanceResourceDriftsResponse resources(String id, String account) {
        return client.listStackInstanceResourceDrifts(r -> r.stackSetName(NAME)
                        .operationId(id)
                        .stackInstanceAccount(account)
                        .stackInstanceRegion(IRELAND))
                .join();
    }

    @Test
    void detectStackSetDrift_nothingPlanted_isInSync() {
        deployed(ONE, TWO);

        String id = detect();
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).action()).isEqualTo(StackSetOperationAction.DETECT_DRIFT);
        assertThat(details(id).driftStatus()).isEqualTo(StackSetDriftStatus.IN_SYNC);
        assertThat(stackSet().stackSetDriftDetectionDetails()).isEqualTo(details(id));
        assertThat(resources(id, ONE).summaries()).singleElement().satisfies(resource -> {
            assertThat(resource.logicalResourceId()).isEqualTo("Topic");
            assertThat(resource.resourceType()).isEqualTo("AWS::SNS::Topic");
            assertThat(resource.stackResourceDriftStatus()).isEqualTo(StackResourceDriftStatus.IN_SYNC);
        });
    }

    @Test
    void detectStackSetDrift_planted_isFoundWithItsDifference() {
        deployed(ONE, TWO);
        aws.faults().instance(ONE, IRELAND).drifts("Topic", "/DisplayName", "alarms-dev", "changed");

        String id = detect();
        aws.time().runUntilIdle();

        assertThat(details(id)).satisfies(details -> {
            assertThat(details.driftStatus()).isEqualTo(StackSetDriftStatus.DRIFTED);
            assertThat(details.driftDetectionStatus()).isEqualTo(StackSetDriftDetectionStatus.COMPLETED);
            assertThat(details.totalStackInstancesCount()).isEqualTo(4);
            assertThat(details.driftedStackInstancesCount()).isEqualTo(1);
            assertThat(details.inSyncStackInstancesCount()).isEqualTo(3);
        });
        assertThat(Samples.instance(client, ONE, IRELAND)).satisfies(instance -> {
            assertThat(instance.driftStatus()).isEqualTo(StackDriftStatus.DRIFTED);
            assertThat(instance.lastDriftCheckTimestamp()).isNotNull();
            assertThat(instance.lastOperationId()).isEqualTo(id);
            assertThat(instance.status()).isEqualTo(StackInstanceStatus.CURRENT);
            assertThat(instance.stackInstanceStatus().detailedStatus())
                    .isEqualTo(StackInstanceDetailedStatus.SUCCEEDED);
        });
        assertThat(resources(id, ONE).summaries().get(0).propertyDifferences())
                .containsExactly(PropertyDifference.builder()
                        .propertyPath("/DisplayName")
                        .expectedValue("alarms-dev")
                        .actualValue("changed")
                        .differenceType(DifferenceType.NOT_EQUAL)
                        .build());
        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)
                                .filters(StackInstanceFilter.builder()
                                        .name(StackInstanceFilterName.DRIFT_STATUS)
                                        .values("DRIFTED")
                                        .build()))
                        .join()
                        .summaries())
                .extracting(StackInstanceSummary::account)
                .containsExactly(ONE);
        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void detectStackSetDrift_midway_countsLiveWhileTheSetShowsTheLastRun() {
        deployed(ONE);
        aws.faults().instance(ONE, IRELAND).losesResource("Topic");

        String id = detect();
        assertThat(details(id).driftDetectionStatus()).isEqualTo(StackSetDriftDetectionStatus.IN_PROGRESS);
        aws.time().advance(Duration.ofSeconds(35));

        assertThat(details(id).driftStatus()).isEqualTo(StackSetDriftStatus.DRIFTED);
        assertThat(details(id).driftedStackInstancesCount()).isEqualTo(1);
        assertThat(details(id).inProgressStackInstancesCount()).isEqualTo(1);
        assertThat(stackSet().stackSetDriftDetectionDetails().driftStatus()).isEqualTo(StackSetDriftStatus.NOT_CHECKED);
        assertThat(resources(id, ONE).summaries().get(0).stackResourceDriftStatus())
                .isEqualTo(StackResourceDriftStatus.DELETED);
    }

    @Test
    void detectStackSetDrift_failing_isFailedBeyondTheToleranceAndPartialWithin() {
        deployed(ONE, TWO);
        aws.faults().account(ONE).fails("no role");

        String strict = detect();
        aws.time().runUntilIdle();
        String tolerant = client.detectStackSetDrift(
                        r -> r.stackSetName(NAME).operationPreferences(p -> p.failureTolerancePercentage(100)))
                .join()
                .operationId();
        aws.time().runUntilIdle();

        assertThat(details(strict)).satisfies(details -> {
            assertThat(details.driftDetectionStatus()).isEqualTo(StackSetDriftDetectionStatus.FAILED);
            assertThat(details.failedStackInstancesCount()).isEqualTo(1);
            assertThat(details.inProgressStackInstancesCount()).isZero();
        });
        assertThat(details(tolerant).driftDetectionStatus()).isEqualTo(StackSetDriftDetectionStatus.PARTIAL_SUCCESS);
        assertThat(Samples.instance(client, ONE, IRELAND).status()).isEqualTo(StackInstanceStatus.CURRENT);
    }

    @Test
    void detectStackSetDrift_stopped_saysSo() {
        deployed(ONE, TWO);

        String id = detect();
        aws.time().advance(Duration.ofSeconds(10));
        client.stopStackSetOperation(r -> r.stackSetName(NAME).operationId(id)).join();
        aws.time().runUntilIdle();

        assertThat(Samples.operation(client, id).status()).isEqualTo(StackSetOperationStatus.STOPPED);
        assertThat(details(id).driftDetectionStatus()).isEqualTo(StackSetDriftDetectionStatus.STOPPED);
        assertThat(details(id).totalStackInstancesCount()).isEqualTo(1);
    }

    @Test
    void detectStackSetDrift_stoppedWhileQueued_leavesWhatTheLastRunFound() {
        client.createStackSet(r ->
                        r.stackSetName("managed").templateBody(Samples.TEMPLATE).managedExecution(m -> m.active(true)))
                .join();
        client.createStackInstances(r -> r.stackSetName("managed").accounts(ONE).regions(IRELAND))
                .join();
        aws.time().runUntilIdle();
        client.detectStackSetDrift(r -> r.stackSetName("managed")).join();
        aws.time().runUntilIdle();

        client.updateStackSet(r -> r.stackSetName("managed").usePreviousTemplate(true))
                .join();
        String queued = client.detectStackSetDrift(r -> r.stackSetName("managed"))
                .join()
                .operationId();
        client.stopStackSetOperation(r -> r.stackSetName("managed").operationId(queued))
                .join();

        assertThat(client.describeStackSet(r -> r.stackSetName("managed"))
                        .join()
                        .stackSet()
                        .stackSetDriftDetectionDetails()
                        .driftStatusAsString())
                .isEqualTo("IN_SYNC");
    }

    @Test
    void detectStackSetDrift_whileARunIsUnderWay_isRefusedAlsoWithManagedExecution() {
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).managedExecution(m -> m.active(true)))
                .join();
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        detect();

        assertThatThrownBy(this::detect)
                .satisfies(thrown -> assertThat(
                                Samples.refusal(thrown).awsErrorDetails().errorCode())
                        .isEqualTo("OperationInProgressException"));
    }

    @Test
    void listStackInstanceResourceDrifts_pagesAndFilters() {
        String template = "Resources: {A: {Type: 'AWS::SNS::Topic'}, B: {Type: 'AWS::SNS::Topic'}, "
                + "C: {Type: 'AWS::SNS::Topic'}}";
        client.createStackSet(r -> r.stackSetName(NAME).templateBody(template)).join();
        Samples.deploy(client, List.of(ONE), List.of(IRELAND));
        aws.time().runUntilIdle();
        aws.faults().account(ONE).drifts("B", "/Tags", "", "x");
        String id = detect();
        aws.time().runUntilIdle();

        ListStackInstanceResourceDriftsResponse first = client.listStackInstanceResourceDrifts(r -> r.stackSetName(NAME)
                        .operationId(id)
                        .stackInstanceAccount(ONE)
                        .stackInstanceRegion(IRELAND)
                        .maxResults(2))
                .join();
        ListStackInstanceResourceDriftsResponse second = client.listStackInstanceResourceDrifts(
                        r -> r.stackSetName(NAME)
                                .operationId(id)
                                .stackInstanceAccount(ONE)
                                .stackInstanceRegion(IRELAND)
                                .maxResults(2)
                                .nextToken(first.nextToken()))
                .join();

        assertThat(first.summaries()).hasSize(2);
        assertThat(second.summaries())
                .singleElement()
                .satisfies(r -> assertThat(r.logicalResourceId()).isEqualTo("C"));
        assertThat(second.nextToken()).isNull();
        assertThat(client.listStackInstanceResourceDrifts(r -> r.stackSetName(NAME)
                                .operationId(id)
                                .stackInstanceAccount(ONE)
                                .stackInstanceRegion(IRELAND)
                                .stackInstanceResourceDriftStatuses(StackResourceDriftStatus.MODIFIED))
                        .join()
                        .summaries())
                .singleElement()
                .satisfies(r -> assertThat(r.propertyDifferences().get(0).differenceType())
                        .isEqualTo(DifferenceType.ADD));
    }

    @Test
    void drift_ofAResourceTheTemplateLacks_isReportedAsUnused() {
        deployed(ONE);
        aws.faults().account(ONE).drifts("Nowhere", "/A", "1", "2");

        detect();
        aws.time().runUntilIdle();

        assertThat(aws.faults().unused()).singleElement().asString().contains("Nowhere");
        aws.faults().account(ONE).heals();
        assertThat(aws.faults().unused()).isEmpty();
    }
}
