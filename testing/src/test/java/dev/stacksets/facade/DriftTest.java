package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.IRELAND;
import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.THREE;
import static dev.stacksets.facade.Facade.TWO;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.OnConflict;
import dev.stacksets.OperationHandle;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.DriftDetectionStatus;
import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.DriftSummary;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.drift.DriftReport;
import dev.stacksets.drift.InstanceDrift;
import dev.stacksets.drift.PropertyDifference;
import dev.stacksets.drift.ResourceDrift;
import dev.stacksets.drift.ResourceDriftStatus;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.OperationIdAlreadyExistsException;
import dev.stacksets.error.OperationInProgressException;
import dev.stacksets.error.OperationNotFoundException;
import dev.stacksets.error.StackInstanceNotFoundException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.error.ThrottledException;
import dev.stacksets.operation.DriftDetectionSpec;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.InstanceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking for drift, and reading what was found. */
class DriftTest {
    private final Facade facade = new Facade();
    private StackSet stackSet;

    @BeforeEach
    void deploy() {
        stackSet = facade.baseline();
        facade.finish(stackSet.deploy(d -> d.accounts(ONE, TWO, THREE).regions(VIRGINIA)));
    }

    @AfterEach
    void close() {
        assertThat(facade.aws.faults().unused()).isEmpty();
        facade.close();
    }

    @Test
    void nothingDrifted_isInSync_andCostsNoCallPerInstance() {
        assertThat(facade.get(stackSet.describe()).drift())
                .map(DriftSummary::status)
                .contains(DriftStatus.NOT_CHECKED);

        OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));
        DriftReport report = report(result);

        assertThat(result.action()).isEqualTo(OperationAction.DETECT_DRIFT);
        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(result.drift().orElseThrow()).isEqualTo(report.summary()).satisfies(drift -> {
            assertThat(drift.status()).isEqualTo(DriftStatus.IN_SYNC);
            assertThat(drift.detection()).isEqualTo(DriftDetectionStatus.COMPLETED);
            assertThat(drift.checkedAt()).isPresent();
            assertThat(drift.counts()).contains(new DriftSummary.Counts(3, 3, 0, 0, 0));
        });
        assertThat(report.drifted()).isEmpty();
        assertThat(report.unchecked()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(facade.aws.calls().count("ListStackInstanceResourceDrifts")).isZero();
    }

    @Test
    void driftedInstances_areReportedResourceByResource_withOneCallEach() {
        facade.aws.faults().account(THREE).losesResource("Auditor");
        facade.aws.faults().account(ONE).drifts("Auditor", "/UserName", "auditor", "intruder");

        OperationResult result = facade.finish(stackSet.detectDrift(d -> d.preferences(p -> p.maxConcurrentCount(2))));
        DriftReport report = report(result);

        assertThat(report.summary().status()).isEqualTo(DriftStatus.DRIFTED);
        assertThat(report.complete()).isTrue();
        assertThat(report.token()).isEqualTo(result.token());
        assertThat(report.drifted())
                .extracting(InstanceDrift::instance)
                .containsExactly(new InstanceId(ONE, VIRGINIA), new InstanceId(THREE, VIRGINIA));
        assertThat(report.drifted().get(0).stackId()).isPresent();
        assertThat(report.drifted().get(0).resources()).singleElement().satisfies(resource -> {
            assertThat(resource.logicalId()).isEqualTo("Auditor");
            assertThat(resource.type()).isEqualTo("AWS::IAM::User");
            assertThat(resource.status()).isEqualTo(ResourceDriftStatus.MODIFIED);
            assertThat(resource.differences())
                    .containsExactly(new PropertyDifference(
                            "/UserName", PropertyDifference.Kind.NOT_EQUAL, "auditor", "intruder"));
        });
        assertThat(report.drifted().get(1).resources())
                .extracting(ResourceDrift::status)
                .containsExactly(ResourceDriftStatus.DELETED);
        assertThat(facade.aws.calls().count("ListStackInstanceResourceDrifts")).isEqualTo(2);
    }

    @Test
    void drift_isShownByStackSetInstanceAndOperation() {
        facade.aws.faults().account(ONE).losesResource("Auditor");

        OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));

        assertThat(facade.get(stackSet.describe()).drift()).isEqualTo(result.drift());
        assertThat(facade.get(stackSet.describeOperation(id(result))).drift()).isEqualTo(result.drift());
        assertThat(facade.get(facade.stackSets.listStackSets().toList()))
                .singleElement()
                .satisfies(row -> assertThat(row.driftCheckedAt()).isPresent())
                .extracting(StackSetSummary::driftStatus)
                .isEqualTo(DriftStatus.DRIFTED);
        assertThat(facade.get(stackSet.listInstances(f -> f.driftStatus(DriftStatus.DRIFTED))
                        .toList()))
                .hasSize(1);
        assertThat(facade.get(stackSet.describeOperation(
                                facade.get(stackSet.listOperations().toList())
                                        .get(1)
                                        .operationId()))
                        .drift())
                .as("the deployment")
                .isEmpty();
    }

    @Test
    void instancesThatCannotBeLookedAt_areFailuresOfASuccess_andUncheckedInTheReport() {
        facade.aws.faults().account(TWO).fails("no role");

        OperationResult result =
                facade.finish(stackSet.detectDrift(d -> d.preferences(p -> p.failureToleranceCount(1))));
        DriftReport report = report(result);

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(result.drift().orElseThrow().detection()).isEqualTo(DriftDetectionStatus.PARTIAL_SUCCESS);
        assertThat(result.failures()).extracting(InstanceResult::account).containsExactly(TWO);
        assertThat(report.unchecked()).isEqualTo(result.failures());
        assertThat(report.complete()).isTrue();
        assertThat(report.render()).contains("PARTIAL_SUCCESS").contains(TWO + "/" + VIRGINIA + " FAILED: no role");
    }

    @Test
    void detectionThatFails_namesWhatItNeverReachedToo() {
        facade.aws.faults().account(ONE).fails("no role");

        OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));

        assertThat(result.status()).isEqualTo(OperationStatus.FAILED);
        assertThat(report(result).unchecked())
                .extracting(InstanceResult::outcome)
                .containsExactly(InstanceOutcome.FAILED, InstanceOutcome.CANCELLED, InstanceOutcome.CANCELLED);
        assertThat(report(result).summary().detection()).isEqualTo(DriftDetectionStatus.FAILED);
    }

    @Test
    void report_whileTheDetectionRuns_isPartialAndSaysSo() {
        facade.aws.faults().account(ONE).losesResource("Auditor");
        OperationHandle handle = stackSet.detectDrift(d -> {});
        facade.aws.time().advance(Duration.ofSeconds(40));

        DriftReport report = facade.get(stackSet.driftReport(handle.token().operationId()));

        assertThat(report.complete()).isFalse();
        assertThat(report.summary().detection()).isEqualTo(DriftDetectionStatus.IN_PROGRESS);
        assertThat(report.drifted()).hasSize(1);
        facade.finish(handle);
        assertThat(facade.get(stackSet.driftReport(handle.token().operationId()))
                        .complete())
                .isTrue();
    }

    @Test
    void report_ofADetectionThatALaterOneOvertook_isNotComplete() {
        facade.aws.faults().account(ONE).losesResource("Auditor");
        OperationResult first = facade.finish(stackSet.detectDrift(d -> {}));
        OperationResult second = facade.finish(stackSet.detectDrift(d -> {}));
        assertThat(report(first).complete())
                .as("the instance was looked at again")
                .isFalse();
        assertThat(report(second).complete()).isTrue();

        facade.aws.faults().account(ONE).heals();
        facade.finish(stackSet.detectDrift(d -> {}));

        assertThat(report(second).drifted()).isEmpty();
        assertThat(report(second).complete())
                .as("one drifted instance is missing")
                .isFalse();
    }

    @Test
    void report_ofAnInstanceRemovedMeanwhile_goesOnWithoutIt() {
        facade.aws.faults().account(ONE).losesResource("Auditor");
        facade.aws.faults().account(TWO).losesResource("Auditor");
        OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));
        facade.aws
                .faults()
                .on("ListStackInstanceResourceDrifts")
                .call(1)
                .fails(404, "StackInstanceNotFoundException", "gone");

        DriftReport report = report(result);

        assertThat(report.drifted())
                .extracting(drift -> drift.instance().account())
                .containsExactly(TWO);
        assertThat(report.complete()).isFalse();
    }

    @Test
    void report_survivesPassingFailures_andFailsTypedForTheOthers() {
        facade.aws.faults().account(ONE).losesResource("Auditor");
        OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));
        facade.aws.faults().on("ListStackInstanceResourceDrifts").call(1).throttles();
        facade.aws.faults().on("ListStackInstanceResourceDrifts").call(2).dropsConnection();
        assertThat(report(result).drifted()).hasSize(1);

        facade.aws.faults().on("ListStackInstanceResourceDrifts").call(1).fails(403, "AccessDenied", "no");
        assertThatThrownBy(() -> report(result))
                .cause()
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("ListStackInstanceResourceDrifts")
                .hasMessageContaining(id(result));
        facade.aws.faults().on("ListStackInstanceResourceDrifts").everyCall().throttles();
        assertThatThrownBy(() -> report(result)).hasCauseInstanceOf(ThrottledException.class);
    }

    @Test
    void report_cancelled_asksNoMore() {
        facade.aws.faults().account(ONE).losesResource("Auditor");
        OperationResult result = facade.finish(stackSet.detectDrift(d -> {}));
        facade.aws.faults().on("ListStackInstanceResourceDrifts").everyCall().throttles();

        CompletableFuture<DriftReport> report = stackSet.driftReport(id(result));
        report.cancel(true);
        facade.aws.time().advance(Duration.ofMinutes(5));

        assertThat(facade.aws.calls().count("ListStackInstanceResourceDrifts")).isEqualTo(1);
    }

    @Test
    void report_ofWhatIsNoDetection_isRefused() {
        String deployment =
                facade.get(stackSet.listOperations().toList()).get(0).operationId();

        assertThatThrownBy(() -> facade.get(stackSet.driftReport(deployment)))
                .cause()
                .isInstanceOfSatisfying(
                        StackSetsException.class,
                        refusal -> assertThat(refusal.token()).isPresent())
                .hasMessageContaining("is a CREATE and looked for no drift")
                .hasMessageContaining("detectDrift()");
        assertThatThrownBy(() -> facade.get(stackSet.driftReport("nope")))
                .hasCauseInstanceOf(OperationNotFoundException.class);
        assertThatThrownBy(() -> facade.get(facade.stackSets.stackSet("nowhere").driftReport("nope")))
                .hasCauseInstanceOf(StackSetNotFoundException.class);
        assertThatThrownBy(() -> facade.get(
                        stackSet.listResourceDrifts(deployment, ONE, VIRGINIA).toList()))
                .hasCauseInstanceOf(OperationNotFoundException.class);
    }

    @Test
    void listResourceDrifts_pagesThroughEveryResource() {
        StackSet many =
                facade.get(facade.stackSets.create("many", s -> s.template(TemplateSource.inline(topics(230)))));
        facade.finish(many.deploy(d -> d.accounts(ONE).regions(VIRGINIA)));
        facade.aws.faults().account(ONE).drifts("Topic7", "/DisplayName", "a", "b");
        OperationResult result = facade.finish(many.detectDrift(d -> {}));

        List<ResourceDrift> resources =
                facade.get(many.listResourceDrifts(id(result), ONE, VIRGINIA).toList());

        assertThat(resources).hasSize(230).extracting(ResourceDrift::logicalId).doesNotHaveDuplicates();
        assertThat(resources)
                .filteredOn(resource -> resource.status() != ResourceDriftStatus.IN_SYNC)
                .extracting(ResourceDrift::logicalId)
                .containsExactly("Topic7");
        assertThat(facade.aws.calls().count("ListStackInstanceResourceDrifts")).isEqualTo(3);
        assertThat(facade.get(many.listResourceDrifts(
                                id(result), ONE, VIRGINIA, ResourceDriftStatus.MODIFIED, ResourceDriftStatus.MODIFIED)
                        .toList()))
                .extracting(ResourceDrift::logicalId)
                .containsExactly("Topic7");
        assertThat(facade.get(many.listResourceDrifts(id(result), ONE, VIRGINIA, ResourceDriftStatus.DELETED)
                        .toList()))
                .isEmpty();
        assertThat(facade.aws.calls().count("ListStackInstanceResourceDrifts")).isEqualTo(5);
        assertThatThrownBy(() -> facade.get(
                        many.listResourceDrifts(id(result), ONE, IRELAND).toList()))
                .hasCauseInstanceOf(StackInstanceNotFoundException.class);
    }

    @Test
    void answerLost_isOneDetection() {
        facade.aws.faults().on("DetectStackSetDrift").call(1).losesAnswer();

        assertThat(facade.finish(stackSet.detectDrift(d -> {})).status()).isEqualTo(OperationStatus.SUCCEEDED);

        assertThat(facade.aws.calls().count("DetectStackSetDrift")).isEqualTo(1);
        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(2);
    }

    @Test
    void requestLost_isSentAgainUnderTheSameId() {
        facade.aws.faults().on("DetectStackSetDrift").call(1).dropsConnection();

        assertThat(facade.finish(stackSet.detectDrift(d -> {})).status()).isEqualTo(OperationStatus.SUCCEEDED);

        assertThat(facade.aws.calls().count("DetectStackSetDrift")).isEqualTo(2);
        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(2);
    }

    @Test
    void detection_whileAnotherRuns_waitsOrIsRefused() {
        OperationHandle first = stackSet.detectDrift(d -> {});
        assertThatThrownBy(() -> stackSet.onConflict(OnConflict.fail())
                        .detectDrift(d -> {})
                        .accepted()
                        .join())
                .cause()
                .isInstanceOfSatisfying(
                        OperationInProgressException.class,
                        busy -> assertThat(busy.blockingOperationId())
                                .contains(first.token().operationId()));

        OperationHandle second = stackSet.detectDrift(d -> {});

        assertThat(facade.finish(second).status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(first.outcome()).isCompleted();
    }

    @Test
    void chosenId_isTheSameDetectionAgain_butNothingElse() {
        DriftDetectionSpec detection =
                DriftDetectionSpec.builder().operationId("nightly-1").build();
        facade.finish(stackSet.detectDrift(detection));

        try (StackSets another = facade.another()) {
            StackSet same = another.stackSet(stackSet.nameOrId());
            assertThat(facade.finish(same.detectDrift(detection)).drift()).isPresent();
            assertThatThrownBy(() -> facade.finish(same.detectDrift(
                            d -> d.operationId("nightly-1").preferences(p -> p.failureToleranceCount(2)))))
                    .cause()
                    .isInstanceOf(OperationIdAlreadyExistsException.class)
                    .hasMessageContaining("preferences are others");
            assertThatThrownBy(() -> facade.finish(same.deploy(
                            d -> d.operationId("nightly-1").accounts(ONE).regions(VIRGINIA))))
                    .hasMessageContaining("it is a DETECT_DRIFT, not a CREATE");
        }
        assertThat(facade.get(stackSet.listOperations().toList())).hasSize(2);
    }

    @Test
    void detection_ofAStackSetThatIsNotThere_isRefused() {
        assertThatThrownBy(
                        () -> facade.finish(facade.stackSets.stackSet("nowhere").detectDrift(d -> {})))
                .hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    private DriftReport report(OperationResult result) {
        return facade.get(stackSet.driftReport(id(result)));
    }

    private static String id(OperationResult result) {
        return result.token().operationId();
    }

    private static String topics(int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> "Topic" + index + ": {Type: AWS::SNS::Topic}")
                .collect(Collectors.joining(", ", "Resources: {", "}"));
    }
}
