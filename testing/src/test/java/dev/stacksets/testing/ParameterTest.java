package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.IRELAND;
import static dev.stacksets.testing.Samples.NAME;
import static dev.stacksets.testing.Samples.ONE;
import static dev.stacksets.testing.Samples.parameter;
import static dev.stacksets.testing.Samples.previous;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

class ParameterTest {

    private static final String IAM_TEMPLATE = """
            {"Resources": {
              "User": {"Type": "AWS::IAM::User", "Properties": {"Groups": [{"Ref": "Group"}]}},
              "Group": {"Type": "AWS::IAM::Group"%s}
            }}
            """;

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    private void create(Parameter... parameters) {
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE).parameters(parameters))
                .join();
    }

    private void update(Parameter... parameters) {
        client.updateStackSet(
                        r -> r.stackSetName(NAME).usePreviousTemplate(true).parameters(parameters))
                .join();
        aws.time().runUntilIdle();
    }

    private Map<String, String> setParameters() {
        return asMap(client.describeStackSet(r -> r.stackSetName(NAME))
                .join()
                .stackSet()
                .parameters());
    }

    private Map<String, String> overrides() {
        return asMap(Samples.instance(client, ONE, IRELAND).parameterOverrides());
    }

    private static Map<String, String> asMap(List<Parameter> parameters) {
        return parameters.stream().collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue));
    }

    private void deploy(Parameter... overrides) {
        client.createStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).parameterOverrides(overrides))
                .join();
        aws.time().runUntilIdle();
    }

    private void updateInstances(List<Parameter> overrides) {
        client.updateStackInstances(
                        r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND).parameterOverrides(overrides))
                .join();
        aws.time().runUntilIdle();
    }

    private static void assertRefused(Throwable thrown, String code, String message) {
        assertThat(thrown.getCause()).isInstanceOfSatisfying(CloudFormationException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
            assertThat(refusal.statusCode()).isEqualTo(400);
        });
    }

    @Test
    void describeStackSet_noEcho_isMaskedEverywhere() {
        create(parameter("Password", "hunter2!"));
        deploy(parameter("Password", "topsecret"));

        assertThat(setParameters()).containsEntry("Password", "****").containsEntry("Env", "dev");
        assertThat(overrides()).containsExactly(Map.entry("Password", "****"));
        assertThat(aws.describe() + aws.calls().all() + aws.events()).doesNotContain("hunter2!", "topsecret");
    }

    /** YAML 1.1, which CloudFormation reads, has many words for it. */
    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "yes", "YES", "on", "On", "'true'", "\"yes\""})
    void noEcho_wordsOfYaml11_areTrue(String word) {
        String template = "Parameters:\n  Key: {Type: String, NoEcho: " + word
                + "}\nResources:\n  T: {Type: 'AWS::SNS::Topic'}\n";
        client.createStackSet(
                        r -> r.stackSetName(NAME).templateBody(template).parameters(parameter("Key", "topsecret")))
                .join();

        assertThat(setParameters()).containsExactly(Map.entry("Key", "****"));
        assertThat(aws.describe() + aws.calls().all() + aws.events()).doesNotContain("topsecret");
        assertThat(client.getTemplateSummary(r -> r.templateBody(template))
                        .join()
                        .parameters())
                .allMatch(declared -> declared.noEcho());
        assertThat(client.validateTemplate(r -> r.templateBody(template)).join().parameters())
                .allMatch(declared -> declared.noEcho());
    }

    @Test
    void updateStackSet_keyLeftOut_fallsBackToTheDefault() {
        create(parameter("Env", "prod"));

        update(previous("Password"));

        assertThat(setParameters()).containsEntry("Env", "dev");
    }

    @Test
    void updateStackSet_usePreviousValue_keepsTheValue() {
        create(parameter("Env", "prod"));

        update(previous("Env"));

        assertThat(setParameters()).containsEntry("Env", "prod");
    }

    @Test
    void updateStackSet_noParametersAndPreviousTemplate_changesNothing() {
        create(parameter("Env", "prod"));

        client.updateStackSet(r -> r.stackSetName(NAME).usePreviousTemplate(true))
                .join();

        assertThat(setParameters()).containsEntry("Env", "prod");
    }

    @Test
    void parameters_unknownKey_isRefused() {
        assertThatThrownBy(() -> create(parameter("Colour", "red")))
                .satisfies(refusal ->
                        assertRefused(refusal, "ValidationError", "Parameters: [Colour] do not exist in the template"));
    }

    @ParameterizedTest
    @CsvSource({"Env, purple, must be one of AllowedValues", "Password, abc, must contain at least 4 characters"})
    void parameters_againstConstraint_areRefusedWithoutTheValue(String key, String value, String message) {
        assertThatThrownBy(() -> create(parameter(key, value)))
                .satisfies(refusal -> assertRefused(refusal, "ValidationError", message))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(value));
    }

    @Test
    void parameters_missingWithoutDefault_areRefused() {
        String template = Samples.TEMPLATE.replace("    Default: dev\n", "");

        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME).templateBody(template))
                        .join())
                .satisfies(refusal -> assertRefused(refusal, "ValidationError", "Parameters: [Env] must have values"));
    }

    @Test
    void overrides_absentFromTheRequest_stay() {
        create();
        deploy(parameter("Env", "prod"));

        client.updateStackInstances(r -> r.stackSetName(NAME).accounts(ONE).regions(IRELAND))
                .join();
        aws.time().runUntilIdle();

        assertThat(overrides()).containsEntry("Env", "prod");
    }

    @Test
    void overrides_emptyList_areRemoved() {
        create();
        deploy(parameter("Env", "prod"));

        updateInstances(List.of());

        assertThat(overrides()).isEmpty();
    }

    @Test
    void overrides_list_setsKeepsAndRemoves() {
        create();
        deploy(parameter("Env", "prod"));

        updateInstances(List.of(previous("Env"), parameter("Password", "another")));
        assertThat(overrides()).containsOnlyKeys("Env", "Password").containsEntry("Env", "prod");
        updateInstances(List.of(previous("Password")));

        assertThat(overrides()).containsOnlyKeys("Password");
    }

    @Test
    void overrides_keptAgainstANewConstraint_areRefusedAndTheSetStaysUsable() {
        create();
        deploy(parameter("Env", "prod"));
        client.updateStackSet(r -> r.stackSetName(NAME).templateBody(Samples.TEMPLATE.replace("[dev, prod]", "[dev]")))
                .join();
        aws.time().runUntilIdle();

        assertThatThrownBy(() -> client.createStackInstances(r -> r.stackSetName(NAME)
                                .operationId("refused")
                                .accounts("000000000001", ONE)
                                .regions(IRELAND)
                                .parameterOverrides(previous("Env")))
                        .join())
                .satisfies(refusal -> assertRefused(refusal, "ValidationError", "must be one of AllowedValues"));

        assertThat(client.listStackInstances(r -> r.stackSetName(NAME)).join().summaries())
                .hasSize(1);
        assertThat(client.listStackSetOperations(r -> r.stackSetName(NAME))
                        .join()
                        .summaries())
                .hasSize(2);
        updateInstances(List.of());
        assertThat(overrides()).isEmpty();
        aws.checkInvariants();
    }

    @Test
    void overrides_unknownKey_areRefused() {
        create();

        assertThatThrownBy(() -> deploy(parameter("Colour", "red")))
                .satisfies(refusal ->
                        assertRefused(refusal, "ValidationError", "Parameters: [Colour] do not exist in the template"));
    }

    @Test
    void overrides_surviveUpdateStackSet() {
        create();
        deploy(parameter("Env", "prod"));

        update(parameter("Env", "dev"));

        assertThat(overrides()).containsEntry("Env", "prod");
    }

    @Test
    void createStackSet_iamWithoutAcknowledgement_isRefused() {
        String named = String.format(IAM_TEMPLATE, ", \"Properties\": {\"GroupName\": \"admins\"}");

        assertThatThrownBy(() -> client.createStackSet(
                                r -> r.stackSetName(NAME).templateBody(named).capabilities(Capability.CAPABILITY_IAM))
                        .join())
                .satisfies(refusal -> assertRefused(
                        refusal,
                        "InsufficientCapabilitiesException",
                        "Requires capabilities : [CAPABILITY_NAMED_IAM]"));
    }

    @Test
    void createStackSet_namedIamAcknowledged_coversPlainIam() {
        client.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(String.format(IAM_TEMPLATE, ""))
                        .capabilities(Capability.CAPABILITY_NAMED_IAM))
                .join();

        assertThat(setParameters()).isEmpty();
    }

    @Test
    void getTemplateSummary_iam_saysWhichResourcesNeedCapabilities() {
        GetTemplateSummaryResponse summary = client.getTemplateSummary(
                        r -> r.templateBody(String.format(IAM_TEMPLATE, "")))
                .join();

        assertThat(summary.capabilities()).containsExactly(Capability.CAPABILITY_IAM);
        assertThat(summary.capabilitiesReason())
                .isEqualTo("The following resource(s) require capabilities: [AWS::IAM::Group, AWS::IAM::User]");
        assertThat(summary.resourceTypes()).containsExactly("AWS::IAM::User", "AWS::IAM::Group");
    }

    @Test
    void getTemplateSummary_ofStackSet_declaresParameters() {
        create();

        GetTemplateSummaryResponse summary =
                client.getTemplateSummary(r -> r.stackSetName(NAME)).join();

        assertThat(summary.parameters()).hasSize(2);
        assertThat(summary.parameters().get(0).parameterConstraints().allowedValues())
                .containsExactly("dev", "prod");
        assertThat(summary.parameters().get(1).noEcho()).isTrue();
    }

    @Test
    void validateTemplate_transform_needsAutoExpand() {
        assertThat(client.validateTemplate(
                                r -> r.templateBody("Transform: AWS::Serverless-2016-10-31\n" + Samples.TEMPLATE))
                        .join()
                        .capabilities())
                .containsExactly(Capability.CAPABILITY_AUTO_EXPAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "just text",
                "[1, 2]",
                "Resources: {}",
                "a: [",
                "Resources: {A: 1}",
                "Resources: {A: {}}",
                "&a [*a]"
            })
    void createStackSet_noTemplate_isRefused(String body) {
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME).templateBody(body))
                        .join())
                .satisfies(refusal -> assertRefused(refusal, "ValidationError", ""));
    }

    @Test
    void createStackSet_jsonIndentedWithTabs_isRead() {
        client.createStackSet(
                        r -> r.stackSetName(NAME)
                                .templateBody(
                                        "{\n\t\"Resources\": {\n\t\t\"A\":\t{\n\t\t\t\"Type\": \"AWS::SNS::Topic\"\n\t\t}\n\t}\n}"))
                .join();

        assertThat(setParameters()).isEmpty();
    }

    @Test
    void overrides_ofAParameterTheTemplateLost_stayMasked() {
        create();
        deploy(parameter("Password", "topsecret"));

        client.updateStackSet(r -> r.stackSetName(NAME).templateBody("Resources: {A: {Type: AWS::SNS::Topic}}"))
                .join();

        assertThat(overrides()).containsExactly(Map.entry("Password", "****"));
    }

    @Test
    void updateStackSet_failing_keepsTheNewDefinition() {
        create();
        deploy();
        aws.faults().account(ONE).fails("no role");

        update(parameter("Env", "prod"));

        assertThat(setParameters()).containsEntry("Env", "prod");
        assertThat(Samples.instance(client, ONE, IRELAND).statusReason()).isEqualTo("no role");
    }

    @Test
    void tags_absentListAndEmptyList_keepReplaceAndClear() {
        client.createStackSet(r -> r.stackSetName(NAME)
                        .templateBody(Samples.TEMPLATE)
                        .tags(Tag.builder().key("team").value("a").build()))
                .join();
        update(previous("Env"));
        assertThat(tags()).extracting(Tag::value).containsExactly("a");

        client.updateStackSet(
                        r -> r.stackSetName(NAME).usePreviousTemplate(true).tags(List.of()))
                .join();
        assertThat(tags()).isEmpty();
    }

    private List<Tag> tags() {
        return client.describeStackSet(r -> r.stackSetName(NAME))
                .join()
                .stackSet()
                .tags();
    }

    @Test
    void createStackSet_absurdNesting_isRefused() {
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME).templateBody("[".repeat(51_000)))
                        .join())
                .satisfies(refusal -> assertRefused(refusal, "ValidationError", "Template format error"));
    }

    @Test
    void createStackSet_overTheInlineLimit_isRefusedButFineByUrl() {
        String big = Samples.TEMPLATE + "# " + "x".repeat(51_200);
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME).templateBody(big))
                        .join())
                .satisfies(refusal -> assertRefused(refusal, "ValidationError", "51200"));

        aws.template("https://bucket.s3.amazonaws.com/t.yaml", big);
        client.createStackSet(r -> r.stackSetName(NAME).templateURL("https://bucket.s3.amazonaws.com/t.yaml"))
                .join();

        assertThatThrownBy(() -> client.validateTemplate(r -> r.templateURL("https://bucket.s3.amazonaws.com/none"))
                        .join())
                .satisfies(refusal -> assertRefused(refusal, "ValidationError", "S3 error"));
    }

    /** Its length is judged first: whatever else looks at it, nobody waits for the engine's lock. */
    @Test
    void parameters_ofAMillionBlanks_areRefusedForTheirLength() {
        String template = """
                Parameters: {P: {Type: CommaDelimitedList, AllowedValues: [a, b], Default: a}}
                Resources: {T: {Type: 'AWS::SNS::Topic'}}
                """;

        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME)
                                .templateBody(template)
                                .parameters(parameter("P", "a" + " ".repeat(1_500_000) + ",b")))
                        .join())
                .satisfies(refusal ->
                        assertRefused(refusal, "ValidationError", "Parameter 'P' must contain at most 4096 bytes"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"a\"|true",
                "\" a , b \"|true",
                "\"a,\"|true",
                "\"a,b,,\"|true",
                "\"a,,b\"|false",
                "\"a b\"|false",
                "\",\"|false"
            })
    void parameters_ofAList_areItsElements(String value, boolean allowed) {
        var declared = dev.stacksets.testing.internal.template.TemplateParser.parse("""
                        Parameters: {P: {Type: CommaDelimitedList, AllowedValues: [a, b]}}
                        Resources: {T: {Type: 'AWS::SNS::Topic'}}
                        """)
                .parameters();

        assertThat(declared.values())
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.violation(value).isEmpty()).isEqualTo(allowed));
    }
}
