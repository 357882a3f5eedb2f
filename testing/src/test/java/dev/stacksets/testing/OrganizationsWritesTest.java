package dev.stacksets.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.testing.organization.Organization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccountAlreadyClosedException;
import software.amazon.awssdk.services.organizations.model.AccountAlreadyRegisteredException;
import software.amazon.awssdk.services.organizations.model.AccountNotFoundException;
import software.amazon.awssdk.services.organizations.model.AccountNotRegisteredException;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.ConflictException;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationExceptionReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatusNotFoundException;
import software.amazon.awssdk.services.organizations.model.DestinationParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.DuplicateAccountException;
import software.amazon.awssdk.services.organizations.model.DuplicateOrganizationalUnitException;
import software.amazon.awssdk.services.organizations.model.EnabledServicePrincipal;
import software.amazon.awssdk.services.organizations.model.InvalidInputException;
import software.amazon.awssdk.services.organizations.model.InvalidInputExceptionReason;
import software.amazon.awssdk.services.organizations.model.MasterCannotLeaveOrganizationException;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnitNotEmptyException;
import software.amazon.awssdk.services.organizations.model.OrganizationsException;
import software.amazon.awssdk.services.organizations.model.ParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.SourceParentNotFoundException;
import software.amazon.awssdk.services.organizations.model.Tag;
import software.amazon.awssdk.services.organizations.model.TargetNotFoundException;

/** Changes of the organization through the real SDK client. */
class OrganizationsWritesTest {

    private static final String MANAGEMENT = "111111111111";
    private static final String DELEGATE = "222222222222";
    private static final String STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";
    private static final String CONFIG = "config.amazonaws.com";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.managementAccount(MANAGEMENT)
                    .ou("Workloads", ou -> ou.accounts(7))
                    .account(DELEGATE, "platform")
                    .delegatedAdministrator(DELEGATE))
            .accountChangeDuration(Duration.ofMinutes(3))
            .build();
    private final Organization organization = aws.organization();
    private final OrganizationsClient client = new Clients(aws).organizations(MANAGEMENT);
    private final String workloads = organization.unit("Workloads");
    private final String member = organization.accounts(workloads).get(0);

    private static void violates(ConstraintViolationExceptionReason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ConstraintViolationException.class,
                        thrown -> assertThat(thrown.reason()).isEqualTo(reason));
    }

    private static void isInvalid(InvalidInputExceptionReason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        thrown -> assertThat(thrown.reason()).isEqualTo(reason));
    }

    private List<String> trusted() {
        return client.listAWSServiceAccessForOrganizationPaginator().stream()
                .flatMap(page -> page.enabledServicePrincipals().stream())
                .map(EnabledServicePrincipal::servicePrincipal)
                .toList();
    }

    private void enable(String service) {
        client.enableAWSServiceAccess(r -> r.servicePrincipal(service));
    }

    private void disable(String service) {
        client.disableAWSServiceAccess(r -> r.servicePrincipal(service));
    }

    private void register(String account, String service) {
        client.registerDelegatedAdministrator(r -> r.accountId(account).servicePrincipal(service));
    }

    private void deregister(String account, String service) {
        client.deregisterDelegatedAdministrator(r -> r.accountId(account).servicePrincipal(service));
    }

    @Test
    void serviceAccess_enabledAndDisabled_isListedMeanwhile() {
        enable(CONFIG);
        enable(CONFIG);
        assertThat(trusted()).contains(CONFIG);

        disable(CONFIG);
        disable(CONFIG);
        assertThat(trusted()).doesNotContain(CONFIG);
    }

    @ParameterizedTest
    @CsvSource({
        "stacksets.cloudformation.amazonaws.com,UNRECOGNIZED_SERVICE_PRINCIPAL",
        "config,UNRECOGNIZED_SERVICE_PRINCIPAL",
        "con fig.amazonaws.com,INVALID_PATTERN",
        ",INPUT_REQUIRED"
    })
    void serviceAccess_ofWhatIsNoService_isRefused(String service, InvalidInputExceptionReason reason) {
        isInvalid(reason, () -> enable(service));
        isInvalid(reason, () -> disable(service));
        isInvalid(reason, () -> register(member, service));
    }

    @Test
    void serviceAccess_withDelegatedAdministrators_staysOn() {
        assertThatThrownBy(() -> disable(STACK_SETS))
                .isInstanceOf(ConstraintViolationException.class)
                .hasMessageContaining("Deregister");

        deregister(DELEGATE, STACK_SETS);
        disable(STACK_SETS);

        assertThat(trusted()).doesNotContain(STACK_SETS);
    }

    @Test
    void writes_ofOthersThanTheManagementAccount_areDenied() {
        OrganizationsClient delegate = new Clients(aws).organizations(DELEGATE);

        assertThat(delegate.listRoots().roots()).hasSize(1);
        assertThatThrownBy(() -> delegate.enableAWSServiceAccess(r -> r.servicePrincipal(CONFIG)))
                .satisfies(thrown -> assertThat(((OrganizationsException) thrown)
                                .awsErrorDetails()
                                .errorCode())
                        .isEqualTo("AccessDeniedException"));
        delegate.tagResource(r ->
                r.resourceId(member).tags(Tag.builder().key("team").value("web").build()));
        assertThat(organization.tags(member)).containsEntry("team", "web");
    }

    @Test
    void delegation_ofEveryKindOfAccount_isCheckedFirst() {
        assertThatThrownBy(() -> register(DELEGATE, STACK_SETS))
                .isInstanceOf(AccountAlreadyRegisteredException.class)
                .hasMessageContaining("already a delegated administrator");
        assertThatThrownBy(() -> register("333333333333", STACK_SETS)).isInstanceOf(AccountNotFoundException.class);
        violates(
                ConstraintViolationExceptionReason.CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR,
                () -> register(MANAGEMENT, STACK_SETS));
        violates(ConstraintViolationExceptionReason.SERVICE_ACCESS_NOT_ENABLED, () -> register(member, CONFIG));
        organization.suspend(member);
        violates(
                ConstraintViolationExceptionReason.CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR,
                () -> register(member, STACK_SETS));
        isInvalid(InvalidInputExceptionReason.INVALID_PATTERN, () -> register("12", STACK_SETS));
        assertThatThrownBy(() -> deregister(member, STACK_SETS)).isInstanceOf(AccountNotRegisteredException.class);
        assertThatThrownBy(() -> deregister("333333333333", STACK_SETS)).isInstanceOf(AccountNotFoundException.class);
    }

    @Test
    void delegation_ofStackSets_goesToFiveAccountsAtMost() {
        List<String> members = organization.accounts(workloads);
        IntStream.range(0, 4).forEach(i -> register(members.get(i), STACK_SETS));

        violates(
                ConstraintViolationExceptionReason.MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED,
                () -> register(members.get(4), STACK_SETS));
        assertThatThrownBy(() -> organization.delegateTo(members.get(4)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 5");
        deregister(DELEGATE, STACK_SETS);
        register(members.get(4), STACK_SETS);

        assertThat(client.listDelegatedAdministrators(r -> r.servicePrincipal(STACK_SETS))
                        .delegatedAdministrators())
                .hasSize(5);
    }

    private CreateAccountStatus create(String email) {
        return client.createAccount(r -> r.accountName("shop")
                        .email(email)
                        .tags(Tag.builder().key("team").value("web").build()))
                .createAccountStatus();
    }

    private CreateAccountStatus status(String id) {
        return client.describeCreateAccountStatus(r -> r.createAccountRequestId(id))
                .createAccountStatus();
    }

    @Test
    void createAccount_takesAWhileAndJoinsTheRoot() {
        Instant before = aws.time().now();
        CreateAccountStatus asked = create("shop@example.com");

        assertThat(asked.state()).isEqualTo(CreateAccountState.IN_PROGRESS);
        assertThat(asked.id()).matches("car-[a-z0-9]{8,32}");
        assertThat(asked.accountId()).isNull();
        aws.time().advance(Duration.ofMinutes(2));
        assertThat(status(asked.id())).isEqualTo(asked);
        aws.time().advance(Duration.ofMinutes(1));

        CreateAccountStatus made = status(asked.id());
        assertThat(made.state()).isEqualTo(CreateAccountState.SUCCEEDED);
        assertThat(made.completedTimestamp()).isEqualTo(before.plus(Duration.ofMinutes(3)));
        assertThat(organization.accounts(organization.root())).contains(made.accountId());
        assertThat(organization.tags(made.accountId())).containsEntry("team", "web");
        assertThat(client.describeAccount(r -> r.accountId(made.accountId()))
                        .account()
                        .email())
                .isEqualTo("shop@example.com");
    }

    @Test
    void createAccount_emailTaken_endsFailed() {
        String first = create("shop@example.com").id();
        String second = create("Shop@Example.com").id();
        aws.time().runUntilIdle();

        assertThat(status(first).state()).isEqualTo(CreateAccountState.SUCCEEDED);
        assertThat(status(second)).satisfies(status -> {
            assertThat(status.state()).isEqualTo(CreateAccountState.FAILED);
            assertThat(status.failureReason()).isEqualTo(CreateAccountFailureReason.EMAIL_ALREADY_EXISTS);
            assertThat(status.accountId()).isNull();
        });
        assertThat(client.listCreateAccountStatus(r -> r.states(CreateAccountState.FAILED))
                        .createAccountStatuses())
                .extracting(CreateAccountStatus::id)
                .containsExactly(second);
        assertThatThrownBy(() -> status("car-00000000")).isInstanceOf(CreateAccountStatusNotFoundException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "shop,nobody,INVALID_PATTERN",
        "shop,,INPUT_REQUIRED",
        "shop,a@b.c,MIN_LENGTH_EXCEEDED",
        "012345678901234567890123456789012345678901234567890,a@example.com,MAX_LENGTH_EXCEEDED",
        "läden,a@example.com,INVALID_PATTERN"
    })
    void createAccount_badInput_isRefused(String name, String email, InvalidInputExceptionReason reason) {
        isInvalid(reason, () -> client.createAccount(r -> r.accountName(name).email(email)));
    }

    @Test
    void unit_createdAndDeleted_comesAndGoes() {
        OrganizationalUnit unit = client.createOrganizationalUnit(r -> r.parentId(workloads)
                        .name("Prod")
                        .tags(Tag.builder().key("stage").value("prod").build()))
                .organizationalUnit();

        assertThat(organization.unit("Workloads/Prod")).isEqualTo(unit.id());
        assertThat(organization.tags(unit.id())).containsEntry("stage", "prod");
        assertThatThrownBy(() -> client.createOrganizationalUnit(
                        r -> r.parentId(workloads).name("Prod")))
                .isInstanceOf(DuplicateOrganizationalUnitException.class);
        assertThatThrownBy(() -> client.createOrganizationalUnit(
                        r -> r.parentId("ou-none-11111111").name("Prod")))
                .isInstanceOf(ParentNotFoundException.class);
        assertThatThrownBy(() -> client.deleteOrganizationalUnit(r -> r.organizationalUnitId(workloads)))
                .isInstanceOf(OrganizationalUnitNotEmptyException.class);
        client.deleteOrganizationalUnit(r -> r.organizationalUnitId(unit.id()));
        assertThat(client.listOrganizationalUnitsForParent(r -> r.parentId(workloads))
                        .organizationalUnits())
                .isEmpty();
    }

    @Test
    void unit_sixLevelsDeep_isRefused() {
        String parent = workloads;
        for (int level = 2; level <= 5; level++) {
            String above = parent;
            parent = client.createOrganizationalUnit(r -> r.parentId(above).name("Deeper"))
                    .organizationalUnit()
                    .id();
        }
        String deepest = parent;

        violates(
                ConstraintViolationExceptionReason.OU_DEPTH_LIMIT_EXCEEDED,
                () -> client.createOrganizationalUnit(r -> r.parentId(deepest).name("Deeper")));
    }

    private void move(String account, String from, String to) {
        client.moveAccount(r -> r.accountId(account).sourceParentId(from).destinationParentId(to));
    }

    @Test
    void moveAccount_namesWhereItIsAndWhereItGoes() {
        String root = organization.root();
        assertThatThrownBy(() -> move("333333333333", workloads, root)).isInstanceOf(AccountNotFoundException.class);
        assertThatThrownBy(() -> move(member, root, workloads)).isInstanceOf(SourceParentNotFoundException.class);
        assertThatThrownBy(() -> move(member, workloads, "ou-none-11111111"))
                .isInstanceOf(DestinationParentNotFoundException.class);
        assertThatThrownBy(() -> move(member, workloads, workloads)).isInstanceOf(DuplicateAccountException.class);

        move(member, workloads, root);

        assertThat(organization.accounts(root)).contains(member);
    }

    @Test
    void closeAccount_isPendingThenClosed() {
        client.closeAccount(r -> r.accountId(member));

        assertThat(client.describeAccount(r -> r.accountId(member)).account()).satisfies(closing -> {
            assertThat(closing.state()).isEqualTo(AccountState.PENDING_CLOSURE);
            assertThat(closing.status()).isEqualTo(AccountStatus.PENDING_CLOSURE);
        });
        assertThatThrownBy(() -> client.closeAccount(r -> r.accountId(member))).isInstanceOf(ConflictException.class);
        aws.time().runUntilIdle();
        assertThat(client.describeAccount(r -> r.accountId(member)).account()).satisfies(closed -> {
            assertThat(closed.state()).isEqualTo(AccountState.CLOSED);
            assertThat(closed.status()).isEqualTo(AccountStatus.SUSPENDED);
        });
        assertThatThrownBy(() -> client.closeAccount(r -> r.accountId(member)))
                .isInstanceOf(AccountAlreadyClosedException.class);
        violates(
                ConstraintViolationExceptionReason.CANNOT_CLOSE_MANAGEMENT_ACCOUNT,
                () -> client.closeAccount(r -> r.accountId(MANAGEMENT)));
    }

    @Test
    void closeAccount_reinstatedAndClosedAgain_takesItsWholeTime() {
        client.closeAccount(r -> r.accountId(member));
        aws.time().advance(Duration.ofMinutes(2));
        organization.reinstate(member);
        client.closeAccount(r -> r.accountId(member));
        aws.time().advance(Duration.ofMinutes(2));

        assertThat(organization.state(member))
                .isEqualTo(dev.stacksets.testing.organization.AccountState.PENDING_CLOSURE);
        organization.reinstate(member);
        aws.time().runUntilIdle();
        assertThat(organization.state(member)).isEqualTo(dev.stacksets.testing.organization.AccountState.ACTIVE);
    }

    @Test
    void removeAccount_leavesTheOrganization() {
        client.removeAccountFromOrganization(r -> r.accountId(member));

        assertThat(organization.accounts(workloads)).doesNotContain(member);
        assertThatThrownBy(() -> client.removeAccountFromOrganization(r -> r.accountId(MANAGEMENT)))
                .isInstanceOf(MasterCannotLeaveOrganizationException.class);
        violates(
                ConstraintViolationExceptionReason.CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG,
                () -> client.removeAccountFromOrganization(r -> r.accountId(DELEGATE)));
    }

    private void tag(String id, String key) {
        client.tagResource(
                r -> r.resourceId(id).tags(Tag.builder().key(key).value("value").build()));
    }

    @Test
    void tags_areSetReplacedAndTakenAway() {
        tag(workloads, "one");
        tag(workloads, "two");
        client.untagResource(r -> r.resourceId(workloads).tagKeys("one", "three"));

        assertThat(client.listTagsForResourcePaginator(r -> r.resourceId(workloads)).stream()
                        .flatMap(page -> page.tags().stream()))
                .extracting(Tag::key)
                .containsExactly("two");
        assertThatThrownBy(() -> tag("ou-none-11111111", "one")).isInstanceOf(TargetNotFoundException.class);
        isInvalid(InvalidInputExceptionReason.INVALID_SYSTEM_TAGS_PARAMETER, () -> tag(member, "aws:one"));
        isInvalid(
                InvalidInputExceptionReason.DUPLICATE_TAG_KEY,
                () -> client.tagResource(r -> r.resourceId(member)
                        .tags(
                                Tag.builder().key("one").value("1").build(),
                                Tag.builder().key("one").value("2").build())));
        IntStream.range(0, 50).forEach(i -> tag(member, "key" + i));
        violates(ConstraintViolationExceptionReason.MAX_TAG_LIMIT_EXCEEDED, () -> tag(member, "one too many"));
    }
}
