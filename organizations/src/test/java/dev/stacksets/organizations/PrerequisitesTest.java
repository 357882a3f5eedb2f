package dev.stacksets.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.OrganizationsAccess;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.organizations.Prerequisites.Change;
import dev.stacksets.organizations.roles.ExecutionPermissions;
import dev.stacksets.organizations.roles.PermissionStatement;
import dev.stacksets.testing.StackSetsSimulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrerequisitesTest {
    private static final String MEMBER = "222222222222";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.account(MEMBER, "platform").withoutTrustedAccess())
            .build();
    private final Simulated simulated = new Simulated(aws, Simulated.MANAGEMENT);
    private final Prerequisites prerequisites = Prerequisites.of(simulated.stackSets, simulated.directory);
    private final String organization = aws.organization().id();

    @AfterEach
    void close() {
        assertThat(aws.faults().unused()).isEmpty();
        simulated.close();
    }

    private Change enable(String confirmation) {
        return simulated.get(prerequisites.enableTrustedAccess(confirmation));
    }

    private Change register(String confirmation) {
        return simulated.get(prerequisites.registerDelegatedAdministrator(MEMBER, confirmation));
    }

    @Test
    void trustedAccess_isEnabledOnce() {
        assertThat(simulated.get(simulated.directory.trustedServices()))
                .doesNotContain(OrganizationDirectory.STACK_SETS_PRINCIPAL);

        assertThat(enable(organization)).isEqualTo(Change.MADE);
        assertThat(enable(organization)).isEqualTo(Change.WAS_SO);

        assertThat(simulated.get(simulated.stackSets.describeOrganizationsAccess()))
                .isEqualTo(OrganizationsAccess.ENABLED);
        assertThat(aws.calls().count("ActivateOrganizationsAccess")).isEqualTo(1);
        assertThat(simulated.get(simulated.directory.trustedServices()))
                .as("what was read before is not shown any more")
                .contains(OrganizationDirectory.STACK_SETS_PRINCIPAL);
    }

    @Test
    void delegatedAdministrator_isRegisteredOnce() {
        enable(organization);
        assertThat(simulated.get(simulated.directory.delegatedAdministrators())).isEmpty();

        assertThat(register(organization + "/" + MEMBER)).isEqualTo(Change.MADE);
        assertThat(register(organization + "/" + MEMBER)).isEqualTo(Change.WAS_SO);

        assertThat(aws.calls().count("RegisterDelegatedAdministrator")).isEqualTo(1);
        assertThat(simulated.get(simulated.directory.delegatedAdministrators()))
                .singleElement()
                .satisfies(administrator -> assertThat(administrator.account()).isEqualTo(MEMBER));
    }

    @Test
    void registrationWhoseAnswerWasLost_isNoFailure() {
        enable(organization);
        aws.faults().on("organizations:RegisterDelegatedAdministrator").call(1).losesAnswer();

        assertThat(register(organization + "/" + MEMBER)).isEqualTo(Change.WAS_SO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "o-0000000000", "O-"})
    void confirmation_thatIsNotExact_isRefusedBeforeAnythingChanges(String confirmation) {
        assertThatThrownBy(() -> enable(confirmation))
                .cause()
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("organization " + organization + ", managed by account " + Simulated.MANAGEMENT)
                .hasMessageContaining("pass the confirmation \"" + organization + "\"");
        assertThatThrownBy(() -> register(organization))
                .cause()
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pass the confirmation \"" + organization + "/" + MEMBER + "\"");
        assertThat(aws.calls().count("ActivateOrganizationsAccess")).isZero();
        assertThat(aws.calls().count("RegisterDelegatedAdministrator")).isZero();
    }

    @Test
    void notAnAccount_isRefusedAtOnce() {
        assertThatThrownBy(() -> prerequisites.registerDelegatedAdministrator("12", "x"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void otherAccounts_mayNot() {
        try (Simulated member = new Simulated(aws, MEMBER)) {
            Prerequisites others = Prerequisites.of(member.stackSets, member.directory);

            assertThatThrownBy(() ->
                            member.get(others.registerDelegatedAdministrator(MEMBER, organization + "/" + MEMBER)))
                    .cause()
                    .isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void executionPermissions_areWhatTheHandlersAskFor_andWhatIsNotKnownIsListed() {
        aws.resourceType("AWS::SNS::Topic", """
                {"typeName": "AWS::SNS::Topic", "handlers": {
                  "create": {"permissions": ["sns:CreateTopic", "sns:TagResource"]},
                  "read": {"permissions": ["sns:GetTopicAttributes"]},
                  "delete": {"permissions": [" sns:DeleteTopic ", "sns:CreateTopic"]},
                  "list": {"permissions": ["sns:ListTopics"]}}}""");
        aws.resourceType("AWS::IAM::Role", """
                {"handlers": {"create": {"permissions": ["iam:CreateRole", "iam:GetRole"]}}}""");
        aws.resourceType("AWS::Old::Thing", "{\"typeName\": \"AWS::Old::Thing\"}");
        aws.resourceType("AWS::Greedy::Thing", "{\"handlers\": {\"create\": {\"permissions\": [\"iam:*\", \"*\"]}}}");
        String template = """
                Resources:
                  Topic: {Type: AWS::SNS::Topic}
                  Role: {Type: AWS::IAM::Role}
                  Old: {Type: AWS::Old::Thing}
                  Greedy: {Type: AWS::Greedy::Thing}
                  Unknown: {Type: AWS::Unknown::Thing}
                  Custom: {Type: Custom::Thing}
                """;

        ExecutionPermissions permissions =
                simulated.get(prerequisites.executionPermissions(aws.asyncClient(), TemplateSource.inline(template)));

        assertThat(permissions.statements())
                .extracting(PermissionStatement::actions)
                .satisfiesExactly(
                        plain -> assertThat(plain)
                                .containsExactly(
                                        "iam:GetRole",
                                        "sns:CreateTopic",
                                        "sns:DeleteTopic",
                                        "sns:GetTopicAttributes",
                                        "sns:TagResource"),
                        sensitive -> assertThat(sensitive).containsExactly("iam:CreateRole"));
        assertThat(permissions.sensitive()).containsExactly("iam:CreateRole");
        assertThat(permissions.notDerived())
                .containsOnlyKeys("AWS::Greedy::Thing", "AWS::Old::Thing", "AWS::Unknown::Thing", "Custom::Thing")
                .containsEntry("AWS::Greedy::Thing", "its handlers ask for *, iam:*")
                .containsEntry("AWS::Unknown::Thing", "AWS's registry does not know it");
    }

    @Test
    void executionPermissions_whereTheRegistryMayNotBeRead_fail() {
        aws.faults().on("DescribeType").deniesAccess();

        assertThatThrownBy(() -> simulated.get(prerequisites.executionPermissions(
                        aws.asyncClient(), TemplateSource.inline("Resources: {Topic: {Type: AWS::SNS::Topic}}"))))
                .cause()
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("DescribeType");
    }
}
