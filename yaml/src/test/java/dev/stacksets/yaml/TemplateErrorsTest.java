package dev.stacksets.yaml;

import static dev.stacksets.yaml.StackSetTemplateTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.Targets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.CallAs;

/** What people write by hand: references and JSON are read, mistakes are named with line and column. */
class TemplateErrorsTest {
    private static final String TEMPLATE = """
            Parameters:
              Mail: {Type: String, Default: ops@example.com}
              Pin: {Type: String, NoEcho: true}
              Targets: {Type: CommaDelimitedList, Default: '111122223333, 444455556666'}
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
              Alarms:
                Type: AWS::CloudFormation::StackSet
                Properties:
                  StackSetName: alarms
                  PermissionModel: SELF_MANAGED
                  CallAs: DELEGATED_ADMIN
                  TemplateURL: https://bucket.s3.us-east-1.amazonaws.com/t.yaml
                  Capabilities: [CAPABILITY_IAM]
                  ManagedExecution: {Active: false}
                  Parameters:
                    - {ParameterKey: Mail, ParameterValue: !Ref Mail}
                    - {ParameterKey: Pin, ParameterValue: {Ref: Pin}}
                    - {ParameterKey: Days, ParameterValue: 30}
                  Tags:
                    - {Key: mail, Value: !Ref Mail}
                  StackInstancesGroup:
                    - DeploymentTargets: {Accounts: !Ref Targets}
                      Regions: [us-east-1, eu-west-1]
                  OperationPreferences: {RegionOrder: [eu-west-1, us-west-2], MaxConcurrentCount: 2}
            """;

    @Test
    void references_standForDefaultsAndGivenValues() {
        StackSetTemplate template = StackSetTemplate.parse(TEMPLATE);

        StackSetDefinition definition = template.definition(Map.of("Pin", ParameterValue.of("1234")));

        assertThat(definition.parameters())
                .containsExactly(
                        Map.entry("Mail", ParameterValue.of("ops@example.com")),
                        Map.entry("Pin", Secret.of("1234")),
                        Map.entry("Days", ParameterValue.of("30")));
        assertThat(definition.tags()).containsExactly(Map.entry("mail", "ops@example.com"));
        assertThat(template.definition(Map.of("Pin", Secret.of("1"), "Mail", ParameterValue.of("me@example.com")))
                        .tags())
                .containsValue("me@example.com");
        assertThat(template.neededParameters()).containsExactly("Pin");
        assertThat(template.callAs()).contains(CallAs.DELEGATED_ADMIN);
        assertThat(template.text()).isEqualTo(TEMPLATE);
    }

    @Test
    void deployments_haveTheirPartOfTheRegionOrder() {
        assertThat(StackSetTemplate.parse(TEMPLATE).deployments())
                .singleElement()
                .satisfies(deployment -> {
                    assertThat(deployment.targets())
                            .isInstanceOfSatisfying(
                                    AccountList.Accounts.class,
                                    named -> assertThat(named.accounts())
                                            .containsExactly("111122223333", "444455556666"));
                    assertThat(deployment.preferences().regionOrder()).containsExactly("eu-west-1");
                    assertThat(deployment.preferences().maxConcurrentCount()).hasValue(2);
                });
    }

    @Test
    void json_isReadAsWell() {
        StackSetTemplate template = StackSetTemplate.parse("""
                {"Resources": {"S": {"Type": "AWS::CloudFormation::StackSet", "Properties": {
                  "StackSetName": "alarms", "PermissionModel": "SERVICE_MANAGED",
                  "TemplateBody": "{\\"Resources\\": {}}",
                  "StackInstancesGroup": [{"Regions": ["us-east-1"], "DeploymentTargets":
                    {"OrganizationalUnitIds": ["r-ab12"], "AccountFilterType": "DIFFERENCE",
                     "AccountsUrl": "https://bucket/a.csv"}}]}}}}
                """);

        assertThat(template.definition().name()).isEqualTo("alarms");
        assertThat(template.deployments().get(0).targets())
                .isEqualTo(
                        Targets.organizationalUnits("r-ab12").difference(Targets.accountsUrl("https://bucket/a.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "yes", "On", "'true'"})
    void noEcho_wordsOfYaml11_makeASecret(String word) {
        StackSetTemplate template = StackSetTemplate.parse("""
                Parameters:
                  Pin: {Type: String, NoEcho: %s}
                Resources:
                  S:
                    Type: AWS::CloudFormation::StackSet
                    Properties:
                      StackSetName: doors
                      PermissionModel: SELF_MANAGED
                      TemplateBody: '{"Resources": {}}'
                      Parameters: [{ParameterKey: Pin, ParameterValue: !Ref Pin}]
                """.formatted(word));

        assertThat(template.definition(Map.of("Pin", ParameterValue.of("1234"))).parameters())
                .containsEntry("Pin", Secret.of("1234"));
    }

    /** The part of the template that is changed, what into, and what is said about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "StackSetName: alarms | StackSetName: 1st      | line 11, column 21: name '1st' is not valid",
                "StackSetName: alarms | Colour: red            | line 11, column 15: 'Colour' is not understood here: Properties has StackSetName,",
                "StackSetName: alarms | Description: x         | line 11, column 7: Properties needs 'StackSetName'",
                "StackSetName: alarms | StackSetName: [a]      | line 11, column 21: StackSetName must be a text",
                "StackSetName: alarms | StackSetName:          | StackSetName must be a text",
                "StackSetName: alarms | StackSetName: !Sub a   | line 11, column 21: only Ref to a parameter of this template is understood",
                "StackSetName: alarms | StackSetName: {'Fn::Sub': a} | line 11, column 21: only Ref to a parameter",
                "StackSetName: alarms | StackSetName: !Ref Nope | line 11, column 21: 'Nope' is no parameter of this template",
                "StackSetName: alarms | StackSetName: !Ref Pin | line 11, column 21: 'Pin' is secret, which has no place here",
                "SELF_MANAGED         | NOBODY                 | line 12, column 24: 'NOBODY' is none of SELF_MANAGED, SERVICE_MANAGED",
                "CAPABILITY_IAM       | CAPABILITY_ALL         | line 15, column 22: 'CAPABILITY_ALL' is none of CAPABILITY_AUTO_EXPAND",
                "Active: false        | Active: maybe          | line 16, column 34: Active must be true or false",
                "TemplateURL: https   | TemplateURL: http      | line 14, column 20: template 'http://bucket",
                "TemplateURL: https   | Description: https     | line 11, column 7: one of TemplateBody and TemplateURL is needed",
                "ParameterKey: Days   | ParameterKey: Mail     | line 20, column 26: 'Mail' is there twice",
                "Key: mail            | Key: 'aws:mail'        | line 22, column 9: Tag key 'aws:mail' is not valid",
                "Accounts: !Ref Targets | Accounts: [1, '111122223333'] | line 24, column 42: account '1' is not valid",
                "Accounts: !Ref Targets | OrganizationalUnitIds: [o-ab12cd34ef] | line 24, column 55: 'o-ab12cd34ef' is an organization",
                "Accounts: !Ref Targets | AccountsUrl: 's3://b/a.csv' | line 24, column 30: A file of accounts goes with organizational units",
                "{Accounts: !Ref Targets} | {}                  | line 24, column 30: neither accounts nor organizational units are named",
                "[us-east-1, eu-west-1] | [us_east]           | line 25, column 20: region 'us_east' is not valid",
                "[us-east-1, eu-west-1] | us-east-1           | line 25, column 20: Regions must be a list",
                "MaxConcurrentCount: 2 | MaxConcurrentCount: none | line 26, column 87: MaxConcurrentCount must be a whole number",
                "MaxConcurrentCount: 2 | MaxConcurrentCount: 0 | line 26, column 29: maxConcurrentCount is 0"
            })
    void mistakes_areNamedWithLineAndColumn(String right, String wrong, String said) {
        StackSetTemplate template = StackSetTemplate.parse(TEMPLATE.replace(right, wrong == null ? "" : wrong));

        refused(
                () -> {
                    template.definition(Map.of("Pin", Secret.of("1234")));
                    template.deployments();
                },
                said);
    }

    @Test
    void refusals_neverRepeatASecret() {
        StackSetTemplate template = StackSetTemplate.parse(
                TEMPLATE.replace("Type: String, NoEcho: true", "NoEcho: true, Default: hunter2"));

        assertThat(template.definition().toString()).doesNotContain("hunter2");
        assertThat(template.toString()).doesNotContain("hunter2");
    }

    @Test
    void givenParameter_theTemplateDoesNotHave_isRefused() {
        StackSetTemplate template = StackSetTemplate.parse(TEMPLATE);

        refused(
                () -> template.definition(Map.of("Pim", Secret.of("1234"))),
                "Parameter 'Pim' is given, but the template has Mail, Pin, Targets.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just text",
                "a: [",
                "a: 1\na: 2",
                "Resources: {}",
                "Resources: {A: {}}",
                "Resources: {A: {Type: AWS::CloudFormation::StackSet}}",
                "Resources: {A: {Type: AWS::SNS::Topic}}",
                "&a [*a]",
                "a: 1\n---\nb: 2",
                "? {a: b}\n: c"
            })
    void noTemplateOfAStackSet_isRefusedInAWord(String text) {
        refused(() -> StackSetTemplate.parse(text), "template");
    }

    @Test
    void severalStackSets_areNamed() {
        refused(() -> StackSetTemplate.parse("""
                        Resources:
                          A: {Type: AWS::CloudFormation::StackSet, Properties: {}}
                          B: {Type: AWS::CloudFormation::StackSet, Properties: {}}
                        """), "line 2, column 3", "the resources A, B of that type");
    }

    @Test
    void absurdNesting_isRefused() {
        refused(() -> StackSetTemplate.parse("[".repeat(100_000)), "nested too deeply");
    }
}
