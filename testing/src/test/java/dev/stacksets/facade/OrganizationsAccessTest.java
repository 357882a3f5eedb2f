package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.InvalidOperationException;
import dev.stacksets.error.ValidationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** Trusted access, which the management account turns on and off. */
class OrganizationsAccessTest {
    private static final String MANAGEMENT = "111111111111";
    private static final String MEMBER = "222222222222";

    private final Facade facade = new Facade(simulator -> simulator.organization(o -> o.managementAccount(MANAGEMENT)
            .ou("Workloads", unit -> unit.accounts(2))
            .account(MEMBER, "platform")));
    private final StackSets stackSets = facade.stackSets;

    @AfterEach
    void close() {
        assertThat(facade.aws.faults().unused()).isEmpty();
        facade.close();
    }

    @Test
    void access_isTurnedOffAndOn_asOftenAsOneLikes() {
        facade.get(stackSets.activateOrganizationsAccess());
        assertThat(access()).isEqualTo(OrganizationsAccess.ENABLED);

        facade.get(stackSets.deactivateOrganizationsAccess());
        facade.get(stackSets.deactivateOrganizationsAccess());
        assertThat(access()).isEqualTo(OrganizationsAccess.DISABLED);

        facade.get(stackSets.activateOrganizationsAccess());
        facade.get(stackSets.activateOrganizationsAccess());
        assertThat(access()).isEqualTo(OrganizationsAccess.ENABLED);
    }

    @Test
    void deactivated_keepsServiceManagedStackSetsFromBeingDeployed() {
        facade.get(stackSets.activateOrganizationsAccess());
        StackSet stackSet = facade.get(stackSets.create(
                "guardrails",
                s -> s.template(TemplateSource.inline("Resources: {Topic: {Type: AWS::SNS::Topic}}"))
                        .serviceManaged()));
        facade.get(stackSets.deactivateOrganizationsAccess());

        assertThatThrownBy(() -> facade.finish(stackSet.deploy(
                        d -> d.organizationalUnits(facade.aws.organization().unit("Workloads"))
                                .regions("us-east-1"))))
                .cause()
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("organizations access");
    }

    @Test
    void refusedBecauseItIsSoAlready_isNoFailure() {
        facade.get(stackSets.activateOrganizationsAccess());
        refuse("ActivateOrganizationsAccess");
        refuse("DeactivateOrganizationsAccess");

        facade.get(stackSets.activateOrganizationsAccess());

        assertThatThrownBy(() -> facade.get(stackSets.deactivateOrganizationsAccess()))
                .as("it is not so")
                .cause()
                .isInstanceOf(InvalidOperationException.class)
                .hasMessageContaining("DeactivateOrganizationsAccess");
        assertThat(access()).isEqualTo(OrganizationsAccess.ENABLED);
    }

    @Test
    void refusalStands_ifTheAccessCannotBeRead() {
        refuse("ActivateOrganizationsAccess");
        refuse("DescribeOrganizationsAccess");

        assertThatThrownBy(() -> facade.get(stackSets.activateOrganizationsAccess()))
                .cause()
                .isInstanceOf(InvalidOperationException.class)
                .hasMessageContaining("ActivateOrganizationsAccess");
    }

    @Test
    void answerLost_isAskedAgain() {
        facade.aws.faults().on("ActivateOrganizationsAccess").call(1).losesAnswer();

        facade.get(stackSets.activateOrganizationsAccess());

        assertThat(access()).isEqualTo(OrganizationsAccess.ENABLED);
        assertThat(facade.aws.calls().count("ActivateOrganizationsAccess")).isEqualTo(2);
    }

    @Test
    void memberAccounts_mayNot() {
        try (StackSets member = StackSets.builder()
                .client(facade.aws.asyncClient(MEMBER, Region.US_EAST_1))
                .timeSource(facade.aws.time())
                .callbackExecutor(Runnable::run)
                .build()) {
            assertThatThrownBy(() -> facade.get(member.activateOrganizationsAccess()))
                    .cause()
                    .isInstanceOf(InvalidOperationException.class)
                    .hasMessageContaining("management account");
            assertThatThrownBy(() -> facade.get(member.describeOrganizationsAccess()))
                    .hasCauseInstanceOf(InvalidOperationException.class);
        }
    }

    @Test
    void delegatedAdministrators_areInTheWayOfDeactivation() {
        try (Facade delegated = new Facade(simulator -> simulator.organization(
                o -> o.managementAccount(MANAGEMENT).account(MEMBER, "platform").delegatedAdministrator(MEMBER)))) {
            assertThatThrownBy(() -> delegated.get(delegated.stackSets.deactivateOrganizationsAccess()))
                    .cause()
                    .isInstanceOf(InvalidOperationException.class)
                    .hasMessageContaining("delegated administrators");
        }
    }

    private OrganizationsAccess access() {
        return facade.get(stackSets.describeOrganizationsAccess());
    }

    private void refuse(String action) {
        facade.aws.faults().on(action).call(1).fails(400, "InvalidOperationException", "not now");
    }
}
