package dev.stacksets.organizations.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.organizations.internal.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfManagedRolesTest {
    private static final String ADMINISTRATOR = "999988887777";
    private static final Path TEMPLATES = Path.of("target", "role-templates");

    private static SelfManagedRoles.Builder roles() {
        return SelfManagedRoles.builder(ADMINISTRATOR).targets("111122223333", "444455556666");
    }

    private static Document role(String template) {
        return Document.parse(template)
                .flatMap(document -> document.child("Resources"))
                .map(resources -> resources.children().values().iterator().next())
                .flatMap(resource -> resource.child("Properties"))
                .orElseThrow();
    }

    private static List<String> texts(Document document, String... path) {
        return document.at(path).orElseThrow().texts().toList();
    }

    @Test
    void administrationRole_isTakenByCloudFormationForOwnStackSetsOnly() {
        Document role = role(roles().optInRegions("eu-south-1", "af-south-1")
                .stackSets("iam-*", "base")
                .build()
                .administrationTemplate()
                .body());
        Document trust = role.at("AssumeRolePolicyDocument", "Statement")
                .orElseThrow()
                .items()
                .get(0);

        assertThat(texts(role, "RoleName")).containsExactly("AWSCloudFormationStackSetAdministrationRole");
        assertThat(texts(trust, "Principal", "Service"))
                .containsExactly(
                        "cloudformation.amazonaws.com",
                        "cloudformation.eu-south-1.amazonaws.com",
                        "cloudformation.af-south-1.amazonaws.com");
        assertThat(texts(trust, "Condition", "StringEquals")).containsExactly("aws:SourceAccount", ADMINISTRATOR);
        assertThat(texts(trust, "Condition", "ArnLike", "aws:SourceArn"))
                .containsExactly(
                        "arn:${AWS::Partition}:cloudformation:*:999988887777:stackset/iam-*",
                        "arn:${AWS::Partition}:cloudformation:*:999988887777:stackset/base:*");
    }

    @Test
    void administrationRole_takesTheExecutionRoleOfTheTargetsAndNothingElse() {
        String template = roles().executionRoleName("Own")
                .organization("o-abcdefghij")
                .units("o-abcdefghij/r-ab12/ou-ab12-11111111/")
                .build()
                .administrationTemplate()
                .body();

        assertThat(template).doesNotContain("Action: '*'").doesNotContain("AdministratorAccess");
        assertThat(texts(role(template), "Policies"))
                .containsSubsequence(
                        "sts:AssumeRole",
                        "arn:${AWS::Partition}:iam::111122223333:role/Own",
                        "arn:${AWS::Partition}:iam::444455556666:role/Own",
                        "aws:ResourceOrgPaths",
                        "o-abcdefghij/r-ab12/ou-ab12-11111111/*",
                        "aws:ResourceOrgID",
                        "o-abcdefghij");
    }

    @Test
    void executionRole_trustsTheAdministrationRoleOnly_andWorksOnStacksOnly() {
        Document role = role(roles().administrationRoleName("Admin")
                .build()
                .executionTemplate()
                .body());

        assertThat(texts(role, "AssumeRolePolicyDocument"))
                .contains("arn:${AWS::Partition}:iam::999988887777:role/Admin")
                .doesNotContain("*");
        assertThat(role.child("Policies").orElseThrow().items()).hasSize(1);
        assertThat(texts(role, "Policies")).contains("cloudformation:*", "s3:GetObject");
    }

    @Test
    void executionRole_mayWhatWasDerived_andSaysWhatWasNot() {
        ExecutionPermissions permissions = ExecutionPermissions.derived(
                        Map.of(
                                "AWS::SNS::Topic", List.of("sns:CreateTopic"),
                                "AWS::IAM::Role", List.of("iam:PutRolePolicy", "iam:GetRole"),
                                "AWS::Greedy::Thing", List.of("iam:*"),
                                "AWS::Odd::Thing", List.of("no action\nat all")),
                        Map.of("Custom::Thing", "a custom resource"))
                .and(PermissionStatement.allow(
                                List.of("iam:AttachGroupPolicy"), "arn:${AWS::Partition}:iam::*:group/a/*")
                        .when("ArnEquals", "iam:PolicyARN", "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"));
        String template =
                roles().permissions(permissions).build().executionTemplate().body();

        assertThat(texts(role(template), "Policies"))
                .contains("sns:CreateTopic", "iam:PutRolePolicy", "iam:PolicyARN")
                .doesNotContain("iam:*", "*:*");
        assertThat(template)
                .contains("#   AWS::Greedy::Thing: its handlers ask for iam:*\n")
                .contains("#   AWS::Odd::Thing: its handlers ask for no action at all\n")
                .contains("#   Custom::Thing: a custom resource\n")
                .contains("# With these on every resource the role can give itself");
        assertThat(permissions.sensitive())
                .as("what is narrowed down is not on every resource")
                .containsExactly("iam:PutRolePolicy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "iam:*", "*:*", "s3:**", "s3", "S3:GetObject", "s3:Get Object", ""})
    void permissions_inBulkOrNone_areRefused(String action) {
        assertThatThrownBy(() -> PermissionStatement.allow(List.of(action), "*"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be granted");
    }

    @Test
    void badParameters_areRefused() {
        assertThatThrownBy(() -> SelfManagedRoles.builder("12")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> SelfManagedRoles.builder(ADMINISTRATOR).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("No target is named");
        assertRefused(() -> roles().targets("11112222333"));
        assertRefused(() -> roles().targets("1111*"));
        assertRefused(() -> roles().units("ou-ab12-11111111"));
        assertRefused(() -> roles().administrationRoleName("a/b"));
        assertRefused(() -> roles().executionRoleName("it's"));
        assertRefused(() -> roles().stackSets("a:b"));
        assertRefused(() -> roles().organization("ou-ab12-11111111"));
        assertRefused(() -> roles().optInRegions("eu south"));
        assertRefused(() -> roles().targets(Collections.nCopies(101, "111122223333")));
        assertRefused(() -> PermissionStatement.allow(List.of(), "*"));
        assertRefused(() -> PermissionStatement.allow(List.of("s3:GetObject")));
    }

    @Test
    void permissions_thatFitIntoNoPolicy_areRefused() {
        List<String> actions = IntStream.range(0, 500)
                .mapToObj(i -> "service:DoSomethingQuiteLong" + i)
                .toList();
        ExecutionPermissions permissions = ExecutionPermissions.none().and(PermissionStatement.allow(actions, "*"));

        assertThatThrownBy(() -> roles().permissions(permissions).build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the policies of a role hold");
    }

    private static void assertRefused(ThrowingCallable input) {
        assertThatThrownBy(input).isInstanceOf(InvalidInputException.class);
    }

    /** What the templates look like with everything and with nothing said. */
    static Map<String, SelfManagedRoles> all() {
        return Map.of(
                "least", SelfManagedRoles.builder(ADMINISTRATOR).targets("*").build(),
                "most",
                        roles().organization("o-abcdefghij")
                                .units("o-abcdefghij/r-ab12/", "o-abcdefghij/r-ab12/ou-ab12-11111111/")
                                .optInRegions("eu-south-1")
                                .stackSets("iam-*")
                                .administrationRoleName("Admin@work,+=.")
                                .permissions(ExecutionPermissions.derived(
                                                Map.of("AWS::IAM::Role", List.of("iam:CreateRole", "iam:GetRole")),
                                                Map.of("Custom::Thing", "a custom resource"))
                                        .and(PermissionStatement.allow(
                                                        List.of("iam:AttachGroupPolicy"),
                                                        "arn:${AWS::Partition}:iam::${AWS::AccountId}:group/a/*")
                                                .when(
                                                        "ArnEquals",
                                                        "iam:PolicyARN",
                                                        "arn:aws:iam::aws:policy/ReadOnlyAccess")))
                                .build());
    }

    /** {@code .ci/cfn-lint.sh} lints what is written here. */
    @Test
    void templates_areWellFormed() throws IOException {
        Files.createDirectories(TEMPLATES);
        for (Map.Entry<String, SelfManagedRoles> roles : all().entrySet()) {
            check(roles.getKey() + "-administration", roles.getValue().administrationTemplate());
            check(roles.getKey() + "-execution", roles.getValue().executionTemplate());
        }
    }

    private static void check(String name, TemplateSource.Inline template) throws IOException {
        Files.writeString(TEMPLATES.resolve(name + ".yaml"), template.body());
        assertThat(Document.parse(template.body())
                        .flatMap(document -> document.child("Resources"))
                        .map(Document::children))
                .get(InstanceOfAssertFactories.MAP)
                .hasSize(1);
    }
}
