package dev.stacksets.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.operation.StackSetUpdateSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes with which permission model, and what automatic deployment may say. */
class PermissionsTest {
    private static final String ROLE = "arn:aws:iam::111122223333:role/Admin";
    private static final String OTHER =
            "arn:aws:cloudformation:us-east-1:111122223333:stackset/net:01234567-89ab-cdef-0123-456789abcdef";

    @Test
    void definition_isSelfManagedUnlessSaid() {
        assertThat(definition().build().permissionModel()).isEqualTo(PermissionModel.SELF_MANAGED);
        assertThat(definition().serviceManaged().build().permissionModel()).isEqualTo(PermissionModel.SERVICE_MANAGED);
    }

    @Test
    void serviceManaged_takesNoRoles() {
        refused(() -> definition().serviceManaged().administrationRoleArn(ROLE).build(), "name neither");
        refused(() -> definition().serviceManaged().executionRoleName("Exec").build(), "name neither");
        refused(
                () -> StackSetUpdateSpec.builder()
                        .permissionModel(PermissionModel.SERVICE_MANAGED)
                        .executionRoleName("Exec")
                        .build(),
                "name neither");
    }

    @Test
    void selfManaged_takesNoAutoDeployment() {
        refused(
                () -> definition()
                        .autoDeployment(AutoDeployment.deletingStacks())
                        .build(),
                "only service-managed");
        refused(
                () -> StackSetUpdateSpec.builder()
                        .permissionModel(PermissionModel.SELF_MANAGED)
                        .autoDeployment(AutoDeployment.disabled())
                        .build(),
                "only service-managed");
        assertThat(StackSetUpdateSpec.builder()
                        .autoDeployment(AutoDeployment.disabled())
                        .build()
                        .autoDeployment())
                .contains(AutoDeployment.disabled());
    }

    @Test
    void unknownModel_isForReadingOnly() {
        refused(() -> definition().permissionModel(PermissionModel.UNKNOWN).build(), "SELF_MANAGED or SERVICE_MANAGED");
    }

    @Test
    void changeOfAutoDeployment_goesWithoutTargets() {
        refused(
                () -> StackSetUpdateSpec.builder()
                        .autoDeployment(AutoDeployment.retainingStacks())
                        .organizationalUnits("ou-ab12-11111111")
                        .regions("us-east-1")
                        .build(),
                "only without targets");
    }

    @Test
    void autoDeployment_saysWhatBecomesOfStacks() {
        assertThat(AutoDeployment.deletingStacks().retainsStacks()).isFalse();
        assertThat(AutoDeployment.retainingStacks().retainsStacks()).isTrue();
        assertThat(AutoDeployment.disabled().enabled()).isFalse();
        assertThat(AutoDeployment.retainingStacks().after(OTHER).dependsOn()).containsExactly(OTHER);
    }

    @Test
    void autoDeployment_againstTheRules_isRefused() {
        refused(() -> AutoDeployment.disabled().after(OTHER), "is off");
        refused(() -> new AutoDeployment(false, true, List.of()), "is off");
        refused(() -> AutoDeployment.deletingStacks().after("net"), "looks like arn:aws:cloudformation");
        refused(
                () -> AutoDeployment.deletingStacks()
                        .after(java.util.Collections.nCopies(11, OTHER).toArray(String[]::new)),
                "at most 10");
    }

    @Test
    void clientRequestToken_isChecked() {
        assertThat(definition().clientRequestToken("run-7").build().clientRequestToken())
                .contains("run-7");
        refused(() -> definition().clientRequestToken("-7").build(), "clientRequestToken '-7'");
    }

    private static StackSetDefinition.Builder definition() {
        return StackSetDefinition.builder().name("baseline").template(TemplateSource.inline("Resources: {}"));
    }

    private static void refused(Runnable attempt, String part) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(part);
    }
}
