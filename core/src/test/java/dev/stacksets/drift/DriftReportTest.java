package dev.stacksets.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.DriftDetectionStatus;
import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.DriftSummary;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.target.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriftReportTest {
    private static final PropertyDifference CHANGED =
            new PropertyDifference("/Password", PropertyDifference.Kind.NOT_EQUAL, "hunter2", "two\nlines\\n");

    private static final DriftReport REPORT = new DriftReport(
            new OperationToken("us-east-1", "baseline", "op-1"),
            new DriftSummary(
                    DriftStatus.DRIFTED,
                    DriftDetectionStatus.PARTIAL_SUCCESS,
                    "PARTIAL_SUCCESS",
                    Optional.of(Instant.parse("2026-11-24T10:00:05Z")),
                    Optional.of(new DriftSummary.Counts(4, 2, 1, 1, 0))),
            List.of(new InstanceDrift(
                    new InstanceId("111111111111", "us-east-1"),
                    Optional.empty(),
                    List.of(
                            resource("Auditor", ResourceDriftStatus.MODIFIED, List.of(CHANGED)),
                            resource("Topic", ResourceDriftStatus.DELETED, List.of())))),
            List.of(new InstanceResult(
                    new InstanceId("222222222222", "us-east-1"),
                    InstanceOutcome.FAILED,
                    Optional.of("no role"),
                    Optional.empty(),
                    Optional.empty())),
            true);

    private static ResourceDrift resource(
            String name, ResourceDriftStatus status, List<PropertyDifference> differences) {
        return new ResourceDrift(
                name,
                Optional.of("id-of-" + name),
                Map.of(),
                "AWS::Some::Type",
                status,
                status.name(),
                differences,
                Optional.empty());
    }

    @Test
    void render_saysWhatAndWhere_withoutValues() {
        assertThat(REPORT.render()).isEqualTo("""
                        Stack set 'baseline', drift detection op-1: DRIFTED, PARTIAL_SUCCESS, last looked at 2026-11-24T10:00:05Z
                        4 instances: 1 drifted, 2 in sync, 1 failed, 0 in progress
                        111111111111/us-east-1
                          MODIFIED Auditor (AWS::Some::Type id-of-Auditor)
                            /Password NOT_EQUAL
                          DELETED Topic (AWS::Some::Type id-of-Topic)
                        Not looked at, drift unknown:
                          222222222222/us-east-1 FAILED: no role""");
    }

    @Test
    void renderWithValues_showsThem_oneLineEach() {
        assertThat(REPORT.renderWithValues()).contains("""
                            /Password NOT_EQUAL: expected 'hunter2', is 'two\\nlines\\\\n'
                        """.stripTrailing());
    }

    @Test
    void render_ofAnIncompleteReport_saysSo() {
        DriftReport incomplete = new DriftReport(REPORT.token(), REPORT.summary(), List.of(), List.of(), false);

        assertThat(incomplete.render()).endsWith("Detect anew.").doesNotContain("Not looked at");
    }

    @Test
    void render_whereAwsSaysLittle_saysNoMore() {
        DriftSummary silent = new DriftSummary(
                DriftStatus.UNKNOWN, DriftDetectionStatus.UNKNOWN, "", Optional.empty(), Optional.empty());

        assertThat(new DriftReport(REPORT.token(), silent, List.of(), List.of(), true).render())
                .isEqualTo("Stack set 'baseline', drift detection op-1: UNKNOWN");
    }

    @Test
    void toString_hasNoValue() {
        assertThat(REPORT.toString()).contains("/Password").doesNotContain("hunter2", "lines");
        assertThat(REPORT.drifted().get(0).toString()).doesNotContain("hunter2", "lines");
        assertThat(CHANGED.expected()).isEqualTo("hunter2");
    }
}
