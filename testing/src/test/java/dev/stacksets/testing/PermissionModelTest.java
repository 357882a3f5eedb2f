package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.PermissionModels;
import software.amazon.awssdk.services.cloudformation.model.StackSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationStatus;

/** Sets that change their permission model, and accounts that change their unit while operations wait. */
class PermissionModelTest {

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.ou("A", ou -> ou.accounts(2))
                    .ou("B", ou -> ou.accounts(2))
                    .ou("Empty", ou -> {}))
            .build();
    private final Organization organization = aws.organization();
    private final CloudFormationAsyncClient client = aws.asyncClient();
    private final String a = organization.unit("A");
    private final String b = organization.unit("B");

    @AfterEach
    void holds() {
        aws.time().runUntilIdle();
        aws.checkInvariants();
    }

    private void created(Consumer<CreateStackSetRequest.Builder> more) {
        client.createStackSet(r -> {
                    r.stackSetName(NAME).templateBody(TEMPLATE);
                    more.accept(r);
                })
                .join();
    }

    private StackSet become(PermissionModels model) {
        client.updateStackSet(
                        r -> r.stackSetName(NAME).usePreviousTemplate(true).permissionModel(model))
                .join();
        aws.time().runUntilIdle();
        return client.describeStackSet(r -> r.stackSetName(NAME)).join().stackSet();
    }

    @Test
    void serviceManaged_emptied_canBecomeSelfManagedAndForgetsItsUnits() {
        created(r -> r.permissionModel("SERVICE_MANAGED").autoDeployment(d -> d.enabled(true)));
        client.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(organization.unit("Empty")))
                        .regions(IRELAND))
                .join();

        StackSet now = become(PermissionModels.SELF_MANAGED);

        assertThat(now.permissionModel()).isEqualTo(PermissionModels.SELF_MANAGED);
        assertThat(now.autoDeployment()).isNull();
        assertThat(now.organizationalUnitIds()).isEmpty();
    }

    @Test
    void selfManaged_withRolesOfItsOwn_canBecomeServiceManagedAndForgetsThem() {
        created(r -> r.executionRoleName("mine").administrationRoleARN("arn:aws:iam::999988887777:role/mine"));

        StackSet now = become(PermissionModels.SERVICE_MANAGED);

        assertThat(now.permissionModel()).isEqualTo(PermissionModels.SERVICE_MANAGED);
        assertThat(now.executionRoleName()).isNull();
        assertThat(now.autoDeployment().enabled()).isFalse();
    }

    @Test
    void importStacks_ofTheManagementAccount_isRefusedEvenThroughTheRoot() {
        created(r -> r.permissionModel("SERVICE_MANAGED"));
        String stackId =
                aws.existingStack(organization.managementAccount(), Region.EU_WEST_1, "old", TEMPLATE, Map.of());

        assertThatThrownBy(() -> client.importStacksToStackSet(
                                r -> r.stackSetName(NAME).stackIds(stackId).organizationalUnitIds(organization.root()))
                        .join())
                .hasMessageContaining("in none of the OrganizationalUnitIds");
        assertThatThrownBy(() -> client.importStacksToStackSet(
                                r -> r.stackSetName(NAME).stackIds(stackId).organizationalUnitIds("unit"))
                        .join())
                .hasMessageContaining("'unit' at 'organizationalUnitIds' failed to satisfy constraint");
    }

    @Test
    void queuedOperation_whoseUnitGainedABusyAccount_waitsForIt() {
        created(r -> r.permissionModel("SERVICE_MANAGED").managedExecution(m -> m.active(true)));
        deploy(List.of(a, b));
        aws.time().runUntilIdle();
        String busy = organization.accounts(a).get(0);
        String slow = organization.accounts(b).get(0);
        aws.faults().account(busy).takes(Duration.ofHours(1));
        aws.faults().account(slow).takes(Duration.ofMinutes(5));
        update(a);
        update(b);
        String waiting = update(b);

        organization.move(busy, b);
        aws.time().advance(Duration.ofMinutes(30));

        assertThat(Samples.operation(client, waiting).status()).isEqualTo(StackSetOperationStatus.QUEUED);
        aws.time().runUntilIdle();
        assertThat(Samples.results(client, waiting)).hasSize(3);
    }

    private void deploy(List<String> units) {
        client.createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(units))
                        .regions(IRELAND)
                        .operationPreferences(
                                p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100)))
                .join();
    }

    private String update(String unit) {
        return client.updateStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(unit))
                        .regions(IRELAND)
                        .operationPreferences(
                                p -> p.maxConcurrentPercentage(100).failureTolerancePercentage(100)))
                .join()
                .operationId();
    }
}
