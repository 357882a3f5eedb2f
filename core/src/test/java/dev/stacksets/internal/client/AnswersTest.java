package dev.stacksets.internal.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.ResolvedValue;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.StackSetStatus;
import dev.stacksets.internal.resilience.Redaction;
import dev.stacksets.operation.AccountGate;
import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.OperationAction;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.Targets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;
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
                .isEqualTo(PermissionModel.SELF_MANAGED);
        assertThat(Answers.summary(StackSetSummary.builder().build()).managedExecution())
                .isFalse();
        assertThat(Answers.operation(StackSetOperation.builder().build(), Redaction.NONE)
                        .status())
                .isEqualTo(OperationStatus.UNKNOWN);
        assertThat(Answers.operation(StackSetOperationSummary.builder().build(), Redaction.NONE)
                        .failedInstances())
                .isEmpty();
    }

    @Test
    void unknownWords_areUnknownAndKeptRaw() {
        StackSetOperation operation = StackSetOperation.builder()
                .status("PAUSED")
                .action("IMPORT")
                .statusDetails(d -> d.failedStackInstancesCount(3))
                .build();

        assertThat(Answers.operation(operation, Redaction.NONE).status()).isEqualTo(OperationStatus.UNKNOWN);
        assertThat(Answers.operation(operation, Redaction.NONE).rawStatus()).isEqualTo("PAUSED");
        assertThat(Answers.operation(operation, Redaction.NONE).action()).isEqualTo(OperationAction.UNKNOWN);
        assertThat(Answers.operation(operation, Redaction.NONE).failedInstances())
                .hasValue(3);
    }

    @Test
    void resolvedValues_areKeptBesideTheNames_andShownInNoText() {
        Parameter named = Parameter.builder()
                .parameterKey("Image")
                .parameterValue("/images/latest")
                .resolvedValue("ami-0123456789")
                .build();
        Parameter plain =
                Parameter.builder().parameterKey("Level").parameterValue("1").build();

        StackSetDescription stackSet =
                Answers.stackSet(StackSet.builder().parameters(named, plain).build());
        dev.stacksets.target.StackInstance instance = Answers.instance(
                StackInstance.builder()
                        .account("111122223333")
                        .region("us-east-1")
                        .parameterOverrides(named, plain)
                        .build(),
                Redaction.NONE);

        assertThat(stackSet.parameters()).containsEntry("Image", "/images/latest");
        assertThat(stackSet.resolvedParameters()).isEqualTo(Map.of("Image", ResolvedValue.of("ami-0123456789")));
        assertThat(instance.overrides().orElseThrow()).containsEntry("Image", "/images/latest");
        assertThat(instance.resolvedOverrides().values())
                .extracting(ResolvedValue::reveal)
                .containsExactly("ami-0123456789");
        assertThat(stackSet + " " + instance).contains("(resolved value)").doesNotContain("ami-");
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

        assertThat(Answers.instance(summary, Redaction.NONE).organizationalUnit())
                .isEmpty();
        assertThat(Answers.instance(summary, Redaction.NONE).status()).isEqualTo(InstanceStatus.CURRENT);
        assertThat(Answers.instance(summary, Redaction.NONE).detailedStatus())
                .isEqualTo(DetailedStatus.SKIPPED_SUSPENDED_ACCOUNT);
        assertThat(Answers.instance(summary, Redaction.NONE).rawDetailedStatus())
                .isEqualTo("SKIPPED_SUSPENDED_ACCOUNT");
        assertThat(Answers.instance(summary, Redaction.NONE).overrides()).isEmpty();
        assertThat(Answers.instance(
                                StackInstance.builder()
                                        .account("111122223333")
                                        .region("us-east-1")
                                        .parameterOverrides(Parameter.builder()
                                                .parameterKey("K")
                                                .parameterValue("v")
                                                .build())
                                        .build(),
                                Redaction.NONE)
                        .overrides())
                .hasValueSatisfying(overrides -> assertThat(overrides).containsEntry("K", "v"));
    }

    @Test
    void accountGate_isKept() {
        StackSetOperationResultSummary result = StackSetOperationResultSummary.builder()
                .account("111122223333")
                .region("us-east-1")
                .status("FAILED")
                .accountGateResult(g -> g.status("FAILED").statusReason("AccountGate check failed"))
                .build();

        assertThat(Answers.result(result, Redaction.NONE).gate())
                .contains(new AccountGate(AccountGate.Status.FAILED, Optional.of("AccountGate check failed")));
        assertThat(Answers.result(result, Redaction.NONE).outcome()).isEqualTo(InstanceOutcome.FAILED);
        assertThat(Answers.result(result, Redaction.NONE).reason()).isEmpty();
    }

    @Test
    void serviceManagedStackSet_saysUnitsAndAutoDeployment() {
        var described = Answers.stackSet(software.amazon.awssdk.services.cloudformation.model.StackSet.builder()
                .permissionModel("SERVICE_MANAGED")
                .organizationalUnitIds("ou-ab12-11111111")
                .autoDeployment(a -> a.enabled(true).retainStacksOnAccountRemoval(true))
                .build());

        assertThat(described.permissionModel()).isEqualTo(PermissionModel.SERVICE_MANAGED);
        assertThat(described.organizationalUnits()).containsExactly("ou-ab12-11111111");
        assertThat(described.autoDeployment()).contains(AutoDeployment.retainingStacks());
    }

    @Test
    void valuesOutsideTodaysBounds_areLeftOutRatherThanCrash() {
        var operation = Answers.operation(
                StackSetOperation.builder()
                        .action("IMPORT")
                        .status("PAUSED")
                        .operationPreferences(p -> p.maxConcurrentPercentage(0))
                        .deploymentTargets(t -> t.organizationalUnitIds("unit-1")
                                .accounts("111122223333")
                                .accountFilterType("NEW"))
                        .build(),
                Redaction.NONE);

        assertThat(operation.action()).isEqualTo(OperationAction.UNKNOWN);
        assertThat(operation.status()).isEqualTo(OperationStatus.UNKNOWN);
        assertThat(operation.rawStatus()).isEqualTo("PAUSED");
        assertThat(operation.preferences()).isEmpty();
        assertThat(operation.targets()).isEmpty();
        assertThat(Answers.stackSet(software.amazon.awssdk.services.cloudformation.model.StackSet.builder()
                                .permissionModel("SHARED")
                                .autoDeployment(a -> a.enabled(true).dependsOn("nonsense"))
                                .build())
                        .autoDeployment())
                .isEmpty();
    }

    @Test
    void operation_keepsPreferencesTargetsAndTheFateOfStacks() {
        var operation = Answers.operation(
                StackSetOperation.builder()
                        .retainStacks(true)
                        .operationPreferences(p -> p.failureToleranceCount(1)
                                .maxConcurrentPercentage(25)
                                .regionOrder("eu-west-1")
                                .regionConcurrencyType("PARALLEL")
                                .concurrencyMode("SOFT_FAILURE_TOLERANCE"))
                        .deploymentTargets(t -> t.organizationalUnitIds("ou-ab12-11111111")
                                .accounts("111122223333")
                                .accountFilterType("DIFFERENCE"))
                        .build(),
                Redaction.NONE);

        assertThat(operation.retainsStacks()).contains(true);
        assertThat(operation.targets())
                .contains(Targets.organizationalUnits("ou-ab12-11111111").difference("111122223333"));
        assertThat(operation.preferences())
                .contains(OperationPreferences.builder()
                        .failureToleranceCount(1)
                        .maxConcurrentPercentage(25)
                        .regionOrder("eu-west-1")
                        .regionConcurrency(RegionConcurrencyType.PARALLEL)
                        .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE)
                        .build());
    }
}
