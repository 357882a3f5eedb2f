package dev.stacksets.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.DriftDetectionStatus;
import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.DriftSummary;
import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.drift.PropertyDifference;
import dev.stacksets.drift.ResourceDriftStatus;
import dev.stacksets.internal.resilience.Redaction;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.DescribeOrganizationsAccessResponse;
import software.amazon.awssdk.services.cloudformation.model.PhysicalResourceIdContextKeyValuePair;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceResourceDriftsSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetDriftDetectionDetails;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetSummary;

class DriftAnswersTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void details_areReadOffOperationsAndStackSets() {
        StackSetDriftDetectionDetails details = StackSetDriftDetectionDetails.builder()
                .driftStatus("DRIFTED")
                .driftDetectionStatus("PARTIAL_SUCCESS")
                .lastDriftCheckTimestamp(NOON)
                .totalStackInstancesCount(7)
                .inSyncStackInstancesCount(1)
                .driftedStackInstancesCount(2)
                .failedStackInstancesCount(3)
                .inProgressStackInstancesCount(1)
                .build();
        DriftSummary summary = new DriftSummary(
                DriftStatus.DRIFTED,
                DriftDetectionStatus.PARTIAL_SUCCESS,
                "PARTIAL_SUCCESS",
                Optional.of(NOON),
                Optional.of(new DriftSummary.Counts(7, 1, 2, 3, 1)));

        assertThat(Answers.operation(
                                StackSetOperation.builder()
                                        .stackSetDriftDetectionDetails(details)
                                        .build(),
                                Redaction.NONE)
                        .drift())
                .contains(summary);
        assertThat(Answers.stackSet(StackSet.builder()
                                .stackSetDriftDetectionDetails(details)
                                .build())
                        .drift())
                .contains(summary);
        assertThat(Answers.summary(StackSetSummary.builder()
                        .driftStatus("DRIFTED")
                        .lastDriftCheckTimestamp(NOON)
                        .build()))
                .satisfies(row -> assertThat(row.driftStatus()).isEqualTo(DriftStatus.DRIFTED))
                .satisfies(row -> assertThat(row.driftCheckedAt()).contains(NOON));
    }

    @Test
    void details_absentOrUnknown_inventNothing() {
        assertThat(Answers.operation(StackSetOperation.builder().build(), Redaction.NONE)
                        .drift())
                .isEmpty();
        assertThat(DriftAnswers.summary(StackSetDriftDetectionDetails.builder()
                        .driftStatus("ADRIFT")
                        .driftDetectionStatus("PAUSED")
                        .totalStackInstancesCount(7)
                        .build()))
                .contains(new DriftSummary(
                        DriftStatus.UNKNOWN,
                        DriftDetectionStatus.UNKNOWN,
                        "PAUSED",
                        Optional.empty(),
                        Optional.empty()));
        assertThat(DriftAnswers.resource(
                        StackInstanceResourceDriftsSummary.builder().build()))
                .satisfies(resource -> assertThat(resource.status()).isEqualTo(ResourceDriftStatus.UNKNOWN))
                .satisfies(resource -> assertThat(resource.differences()).isEmpty());
        assertThat(Answers.organizationsAccess(DescribeOrganizationsAccessResponse.builder()
                        .status("PARTLY")
                        .build()))
                .isEqualTo(OrganizationsAccess.UNKNOWN);
    }

    @Test
    void resource_keepsEveryField() {
        var resource = DriftAnswers.resource(StackInstanceResourceDriftsSummary.builder()
                .logicalResourceId("Method")
                .physicalResourceId("m-1")
                .physicalResourceIdContext(PhysicalResourceIdContextKeyValuePair.builder()
                        .key("RestApiId")
                        .value("r-1")
                        .build())
                .resourceType("AWS::ApiGateway::Method")
                .stackResourceDriftStatus("MODIFIED")
                .timestamp(NOON)
                .propertyDifferences(software.amazon.awssdk.services.cloudformation.model.PropertyDifference.builder()
                        .propertyPath("/Tags/0")
                        .differenceType("ADD")
                        .actualValue("x")
                        .build())
                .build());

        assertThat(resource.logicalId()).isEqualTo("Method");
        assertThat(resource.physicalId()).contains("m-1");
        assertThat(resource.physicalIdContext()).isEqualTo(Map.of("RestApiId", "r-1"));
        assertThat(resource.type()).isEqualTo("AWS::ApiGateway::Method");
        assertThat(resource.status()).isEqualTo(ResourceDriftStatus.MODIFIED);
        assertThat(resource.rawStatus()).isEqualTo("MODIFIED");
        assertThat(resource.checkedAt()).contains(NOON);
        assertThat(resource.differences())
                .containsExactly(new PropertyDifference("/Tags/0", PropertyDifference.Kind.ADD, "", "x"));
    }
}
