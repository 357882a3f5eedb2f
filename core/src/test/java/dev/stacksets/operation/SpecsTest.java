package dev.stacksets.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpecsTest {
    private static final String ACCOUNT = "111122223333";
    private static final String STACK = "arn:aws:cloudformation:eu-west-1:111122223333:stack/alarms/1a2b3c4d-0000";

    @Test
    void deployment_withLambdasAndValues_isTheSame() {
        DeploymentSpec byLambda = DeploymentSpec.builder()
                .accounts(ACCOUNT)
                .regions("us-east-1", "eu-west-1")
                .preferences(p -> p.failureToleranceCount(1))
                .overrides(o -> o.set("K", "v"))
                .build();
        DeploymentSpec byValue = DeploymentSpec.builder()
                .targets(Targets.accounts(List.of(ACCOUNT)))
                .regions(List.of("us-east-1", "eu-west-1"))
                .preferences(
                        OperationPreferences.builder().failureToleranceCount(1).build())
                .overrides(ParameterOverrides.exactly(o -> o.set("K", "v")))
                .build();

        assertThat(byLambda).isEqualTo(byValue);
        assertThat(DeploymentSpec.builder()
                        .accounts(List.of(ACCOUNT))
                        .regions("us-east-1")
                        .build()
                        .overrides())
                .isEqualTo(ParameterOverrides.unchanged());
    }

    @Test
    void deployment_withoutAccountsOrRegions_isRefused() {
        refused(() -> DeploymentSpec.builder().regions("us-east-1").build(), "targets");
        refused(() -> DeploymentSpec.builder().accounts(ACCOUNT).build(), "at least one target Region");
        refused(
                () -> DeploymentSpec.builder()
                        .accounts(ACCOUNT)
                        .regions("us east")
                        .build(),
                "us east");
    }

    @Test
    void driftDetection_takesPreferencesAndId() {
        DriftDetectionSpec detection = DriftDetectionSpec.builder()
                .operationId("run-1")
                .preferences(p -> p.failureToleranceCount(1))
                .build();

        assertThat(detection.operationId()).contains("run-1");
        assertThat(detection.preferences().failureToleranceCount()).hasValue(1);
        refused(() -> DriftDetectionSpec.builder().operationId("-1").build(), "operationId '-1'");
    }

    @Test
    void stackImport_namesStacksOrAFile_andUnits() {
        assertThat(StackImportSpec.builder().stacks(STACK).build())
                .isEqualTo(StackImportSpec.builder().stacks(List.of(STACK)).build());
        assertThat(StackImportSpec.builder()
                        .stacksFrom("s3://bucket/stacks.csv")
                        .organizationalUnits("ou-ab12-11111111")
                        .preferences(p -> p.regionOrder("eu-west-9"))
                        .build()
                        .organizationalUnits())
                .containsExactly("ou-ab12-11111111");
        refused(() -> StackImportSpec.builder().build(), "stacks");
        refused(
                () -> StackImportSpec.builder()
                        .stacks(STACK)
                        .organizationalUnits("o-123456")
                        .build(),
                "is an organization");
        refused(() -> StackImportSpec.builder().stacks(STACK).operationId("").build(), "operationId");
    }

    @Test
    void update_withTheTemplateOfAStack_isRefused() {
        refused(
                () -> StackSetUpdateSpec.builder()
                        .template(TemplateSource.ofStack(STACK))
                        .build(),
                "Only a new stack set takes the template of a stack");
    }

    @Test
    void everySpec_withForeignRegionOrder_isRefused() {
        refused(
                () -> StackImportSpec.builder()
                        .stacks(STACK)
                        .preferences(p -> p.regionOrder("us-east-1"))
                        .build(),
                "regionOrder names us-east-1");
        refused(
                () -> DeploymentSpec.builder()
                        .accounts(ACCOUNT)
                        .regions("us-east-1")
                        .preferences(p -> p.regionOrder("eu-west-1"))
                        .build(),
                "regionOrder names eu-west-1");
        refused(
                () -> InstanceRemovalSpec.builder()
                        .accounts(ACCOUNT)
                        .regions("us-east-1")
                        .deleteStacks()
                        .preferences(p -> p.regionOrder("eu-west-1"))
                        .build(),
                "regionOrder names eu-west-1");
        refused(
                () -> StackSetUpdateSpec.builder()
                        .accounts(ACCOUNT)
                        .regions("us-east-1")
                        .preferences(p -> p.regionOrder("eu-west-1"))
                        .build(),
                "regionOrder names eu-west-1");
    }

    @Test
    void removal_withoutAFateForTheStacks_isRefused() {
        refused(
                () -> InstanceRemovalSpec.builder()
                        .accounts(ACCOUNT)
                        .regions("us-east-1")
                        .build(),
                "stacks");
        assertThat(InstanceRemovalSpec.builder()
                        .accounts(ACCOUNT)
                        .regions("us-east-1")
                        .retainStacks()
                        .build()
                        .stacks())
                .isEqualTo(InstanceRemovalSpec.Stacks.RETAIN);
    }

    @Test
    void instanceUpdate_keepsOverridesUnlessToldOtherwise() {
        InstanceUpdateSpec update = InstanceUpdateSpec.builder()
                .accounts(ACCOUNT)
                .regions("us-east-1")
                .build();

        assertThat(update.overrides()).isEqualTo(ParameterOverrides.unchanged());
        assertThat(InstanceUpdateSpec.builder()
                        .accounts(ACCOUNT)
                        .regions("us-east-1")
                        .overrides(o -> o.keep("K"))
                        .build()
                        .overrides())
                .isNotEqualTo(ParameterOverrides.none());
    }

    @Test
    void update_withHalfATarget_isRefused() {
        refused(() -> StackSetUpdateSpec.builder().accounts(ACCOUNT).build(), "together");
        refused(() -> StackSetUpdateSpec.builder().regions("us-east-1").build(), "together");
        assertThat(StackSetUpdateSpec.builder()
                        .accounts(List.of(ACCOUNT))
                        .regions(List.of("us-east-1"))
                        .build()
                        .targets())
                .contains(Targets.accounts(ACCOUNT));
    }

    @Test
    void update_ofManagedExecution_mustBeAlone() {
        refused(
                () -> StackSetUpdateSpec.builder()
                        .managedExecution(true)
                        .template(TemplateSource.inline("Resources: {}"))
                        .build(),
                "only alone");
        refused(
                () -> StackSetUpdateSpec.builder()
                        .managedExecution(true)
                        .parameter("K", "v")
                        .build(),
                "only alone");
        assertThat(StackSetUpdateSpec.builder().managedExecution(false).build().managedExecution())
                .contains(false);
    }

    @Test
    void update_ofTags_tellsAbsentFromEmpty() {
        assertThat(StackSetUpdateSpec.builder().build().tags()).isEmpty();
        assertThat(StackSetUpdateSpec.builder().removeTags().build().tags()).contains(Map.of());
        refused(() -> StackSetUpdateSpec.builder().tags(Map.of("aws:x", "y")).build(), "aws:");
    }

    private static void refused(Runnable attempt, String part) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(part);
    }
}
