package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.account.model.AccessDeniedException;
import software.amazon.awssdk.services.account.model.AccountException;
import software.amazon.awssdk.services.account.model.ConflictException;
import software.amazon.awssdk.services.account.model.RegionOptStatus;
import software.amazon.awssdk.services.account.model.TooManyRequestsException;
import software.amazon.awssdk.services.account.model.ValidationException;
import software.amazon.awssdk.services.account.model.ValidationExceptionReason;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationResultSummary;

/** The Regions of accounts through the real SDK client of Account Management. */
class AccountApiTest {

    private static final String MANAGEMENT = "111111111111";
    private static final String DELEGATE = "222222222222";
    private static final String MILAN = "eu-south-1";
    private static final List<String> OPT_INS = List.of(
            "af-south-1", "ap-east-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ca-west-1", "eu-central-2");

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount(MANAGEMENT)
                    .ou("Workloads", ou -> ou.accounts(10))
                    .account(DELEGATE, a -> a.enabledRegion(Region.AP_EAST_1)))
            .accountChangeDuration(Duration.ofHours(2))
            .build();
    private final Organization organization = aws.organization();
    private final AccountClient management = new Clients(aws).account(MANAGEMENT);
    private final AccountClient own = new Clients(aws).account(DELEGATE);

    private RegionOptStatus status(String region) {
        return own.getRegionOptStatus(r -> r.regionName(region)).regionOptStatus();
    }

    private static void isInvalid(ValidationExceptionReason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        thrown -> assertThat(thrown.reason()).isEqualTo(reason));
    }

    @Test
    void listRegions_ofAMember_showsWhatItOptedInTo() {
        organization.enableRegion(DELEGATE, Region.EU_SOUTH_1);

        assertThat(management
                        .getRegionOptStatus(r -> r.accountId(DELEGATE).regionName(MILAN))
                        .regionOptStatus())
                .isEqualTo(RegionOptStatus.ENABLED);
        assertThat(own.listRegionsPaginator(r -> r.maxResults(5).regionOptStatusContains(RegionOptStatus.ENABLED))
                        .regions())
                .extracting(software.amazon.awssdk.services.account.model.Region::regionName)
                .containsExactly("ap-east-1", MILAN);
        assertThat(own.listRegionsPaginator(r -> r.maxResults(5)).regions()).hasSize(34);
    }

    @Test
    void otherAccounts_areForThoseWhoAdministerAccounts() {
        String member = organization.accounts(organization.unit("Workloads")).get(0);
        assertThatThrownBy(() -> own.listRegions(r -> r.accountId(member))).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> management.listRegions(r -> r.accountId(MANAGEMENT)))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> management.listRegions(r -> r.accountId("333333333333")))
                .isInstanceOf(AccessDeniedException.class);

        new Clients(aws)
                .organizations(MANAGEMENT)
                .registerDelegatedAdministrator(r -> r.accountId(DELEGATE).servicePrincipal("account.amazonaws.com"));
        assertThat(own.listRegions(r -> r.accountId(member)).regions()).isNotEmpty();
        assertThatThrownBy(() -> own.listRegions(r -> r.accountId(MANAGEMENT)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void otherAccounts_withoutTrustedAccess_areDenied() {
        StackSetsSimulator simulator = StackSetsSimulator.builder()
                .organization(
                        o -> o.managementAccount(MANAGEMENT).account(ONE, "one").trustedAccess())
                .build();

        assertThatThrownBy(() -> new Clients(simulator).account(MANAGEMENT).listRegions(r -> r.accountId(ONE)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void enableRegion_takesAWhile() {
        own.enableRegion(r -> r.regionName(MILAN));

        assertThat(status(MILAN)).isEqualTo(RegionOptStatus.ENABLING);
        aws.time().advance(Duration.ofMinutes(119));
        assertThat(status(MILAN)).isEqualTo(RegionOptStatus.ENABLING);
        aws.time().advance(Duration.ofMinutes(1));
        assertThat(status(MILAN)).isEqualTo(RegionOptStatus.ENABLED);

        management.disableRegion(r -> r.accountId(DELEGATE).regionName(MILAN));
        assertThat(status(MILAN)).isEqualTo(RegionOptStatus.DISABLING);
        aws.time().runUntilIdle();
        assertThat(status(MILAN)).isEqualTo(RegionOptStatus.DISABLED);
    }

    @Test
    void enableRegion_overtakenByTheTest_staysAsTheTestSaid() {
        own.enableRegion(r -> r.regionName(MILAN));
        organization.disableRegion(DELEGATE, Region.EU_SOUTH_1);
        aws.time().runUntilIdle();

        assertThat(status(MILAN)).isEqualTo(RegionOptStatus.DISABLED);
    }

    @Test
    void switches_thatCannotBe_areRefused() {
        isInvalid(
                ValidationExceptionReason.INVALID_REGION_OPT_TARGET,
                () -> own.enableRegion(r -> r.regionName("us-east-1")));
        isInvalid(
                ValidationExceptionReason.FIELD_VALIDATION_FAILED, () -> own.enableRegion(r -> r.regionName("moon-1")));
        isInvalid(ValidationExceptionReason.FIELD_VALIDATION_FAILED, () -> own.enableRegion(r -> {}));
        isInvalid(ValidationExceptionReason.FIELD_VALIDATION_FAILED, () -> own.listRegions(r -> r.maxResults(51)));
        assertThatThrownBy(() -> own.disableRegion(r -> r.regionName(MILAN)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Unable to switch region status because of its current opt-in status.");

        own.enableRegion(r -> r.regionName(MILAN));
        assertThatThrownBy(() -> own.enableRegion(r -> r.regionName(MILAN))).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> own.disableRegion(r -> r.regionName(MILAN))).isInstanceOf(ConflictException.class);
    }

    @Test
    void switches_ofOneAccount_areSixAtATime() {
        organization.disableRegion(DELEGATE, Region.AP_EAST_1);
        OPT_INS.subList(0, 6).forEach(region -> own.enableRegion(r -> r.regionName(region)));

        assertThatThrownBy(() -> own.enableRegion(r -> r.regionName(OPT_INS.get(6))))
                .isInstanceOf(TooManyRequestsException.class);
        aws.time().runUntilIdle();
        own.enableRegion(r -> r.regionName(OPT_INS.get(6)));
    }

    @Test
    void switches_ofAnOrganization_areFiftyAtATime() {
        List<String> members = organization.accounts(organization.unit("Workloads"));
        members.subList(0, 10)
                .forEach(account -> OPT_INS.subList(0, 5)
                        .forEach(region -> management.enableRegion(
                                r -> r.accountId(account).regionName(region))));

        assertThatThrownBy(() -> own.enableRegion(r -> r.regionName(MILAN)))
                .isInstanceOf(TooManyRequestsException.class);
    }

    @Test
    void outsideOfAnOrganization_everyRegionIsThereUntilSwitchedOff() {
        StackSetsSimulator simulator = StackSetsSimulator.create();
        AccountClient alone = new Clients(simulator).account(ONE);
        assertThat(alone.getRegionOptStatus(r -> r.regionName(MILAN)).regionOptStatus())
                .isEqualTo(RegionOptStatus.ENABLED);

        alone.disableRegion(r -> r.regionName(MILAN));
        simulator.time().runUntilIdle();
        Samples.createSet(simulator.asyncClient());
        String id = Samples.deploy(simulator.asyncClient(), List.of(ONE), List.of(MILAN));
        simulator.time().runUntilIdle();

        assertThat(Samples.results(simulator.asyncClient(), id))
                .singleElement()
                .extracting(StackSetOperationResultSummary::statusReason)
                .asString()
                .contains("STS is not activated");
    }

    @Test
    void deployment_whileTheRegionIsOnItsWay_failsThere() {
        own.enableRegion(r -> r.regionName(MILAN));
        aws.asyncClient()
                .createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).permissionModel("SERVICE_MANAGED"))
                .join();
        String id = aws.asyncClient()
                .createStackInstances(r -> r.stackSetName(NAME)
                        .deploymentTargets(t -> t.organizationalUnitIds(organization.root())
                                .accounts(DELEGATE)
                                .accountFilterType("INTERSECTION"))
                        .regions(MILAN))
                .join()
                .operationId();
        aws.time().advance(Duration.ofHours(1));

        assertThat(Samples.results(aws.asyncClient(), id))
                .singleElement()
                .satisfies(result -> assertThat(result.statusReason()).contains("STS is not activated"));
    }

    @Test
    void operations_notSimulated_areRefusedByName() {
        assertThatThrownBy(() -> own.getContactInformation(r -> {}))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("Not simulated: GetContactInformation");
    }
}
