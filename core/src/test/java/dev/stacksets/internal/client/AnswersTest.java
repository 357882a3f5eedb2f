package dev.stacksets.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.InstanceStatus;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackInstance;
import software.amazon.awssdk.services.cloudformation.model.StackInstanceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperation;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSetSummary;

/** What weak endpoints and later versions of AWS may send must not break a poll. */
class AnswersTest {
    @Test
    void emptyAnswers_areEmptyValues() {
        assertThat(Answers.stackSet(StackSet.builder().build()).status()).isEqualTo(StackSetStatus.UNKNOWN);
        assertThat(Answers.stackSet(StackSet.builder().build()).permissionModel())
                .isEqualTo("SELF_MANAGED");
        assertThat(Answers.summary(StackSetSummary.builder().build()).managedExecution())
                .isFalse();
        assertThat(Answers.operation(StackSetOperation.builder().build()).status())
                .isEqualTo(OperationStatus.UNKNOWN);
        assertThat(Answers.operation(StackSetOperationSummary.builder().build()).failedInstances())
                .isEmpty();
    }

    @Test
    void unknownWords_areUnknownAndKeptRaw() {
        StackSetOperation operation = StackSetOperation.builder()
                .status("PAUSED")
                .action("IMPORT")
                .statusDetails(d -> d.failedStackInstancesCount(3))
                .build();

        assertThat(Answers.operation(operation).status()).isEqualTo(OperationStatus.UNKNOWN);
        assertThat(Answers.operation(operation).rawStatus()).isEqualTo("PAUSED");
        assertThat(Answers.operation(operation).action()).isEqualTo(OperationAction.UNKNOWN);
        assertThat(Answers.operation(operation).failedInstances()).hasValue(3);
    }

    @Test
    void emptyTexts_areAbsent() {
        StackInstanceSummary summary = StackInstanceSummary.builder()
                .account("111122223333")
                .region("us-east-1")
                .status("CURRENT")
                .organizationalUnitId("")
                .stackInstanceStatus(s -> s.detailedStatus("SKIPPED_SUSPENDED_ACCOUNT"))
                .build();

        assertThat(Answers.instance(summary).organizationalUnit()).isEmpty();
        assertThat(Answers.instance(summary).status()).isEqualTo(InstanceStatus.CURRENT);
        assertThat(Answers.instance(summary).detailedStatus()).contains("SKIPPED_SUSPENDED_ACCOUNT");
        assertThat(Answers.instance(summary).overrides()).isEmpty();
        assertThat(Answers.instance(StackInstance.builder()
                                .account("111122223333")
                                .region("us-east-1")
                                .parameterOverrides(Parameter.builder()
                                        .parameterKey("K")
                                        .parameterValue("v")
                                        .build())
                                .build())
                        .overrides())
                .hasValueSatisfying(overrides -> assertThat(overrides).containsEntry("K", "v"));
    }

    @Test
    void gateReason_isKept() {
        StackSetOperationResultSummary result = StackSetOperationResultSummary.builder()
                .account("111122223333")
                .region("us-east-1")
                .status("FAILED")
                .accountGateResult(g -> g.status("FAILED").statusReason("AccountGate check failed"))
                .build();

        assertThat(Answers.result(result).gateReason()).contains("AccountGate check failed");
        assertThat(Answers.result(result).outcome()).isEqualTo(InstanceOutcome.FAILED);
        assertThat(Answers.result(result).reason()).isEmpty();
    }
}
