package dev.stacksets.testing;

import static dev.stacksets.testing.Samples.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationAsyncClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ResourceIdentifierSummary;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;

/** What makes a template one, and what its summary says. */
class TemplateRulesTest {

    private static final String TOPIC = "Resources:\n  Topic: {Type: AWS::SNS::Topic}\n";

    private final StackSetsSimulator aws = StackSetsSimulator.create();
    private final CloudFormationAsyncClient client = aws.asyncClient();

    private void refused(String template, String message) {
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME)
                                .templateBody(template)
                                .capabilities(Capability.CAPABILITY_AUTO_EXPAND))
                        .join())
                .satisfies(thrown -> {
                    assertThat(Samples.refusal(thrown).statusCode()).isEqualTo(400);
                    assertThat(Samples.refusal(thrown).awsErrorDetails().errorCode())
                            .isEqualTo("ValidationError");
                    assertThat(Samples.refusal(thrown).awsErrorDetails().errorMessage())
                            .contains(message);
                });
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("no", "unsupported structure"),
                Arguments.of("a: [", "YAML not well-formed"),
                Arguments.of("Description: nothing\n", "At least one Resources member must be defined"),
                Arguments.of("Resources: {}\n", "At least one Resources member must be defined"),
                Arguments.of("Resources:\n  A: {Properties: {}}\n", "[/Resources/A] Every Resources object must"),
                Arguments.of("Resources:\n  A: text\n", "[/Resources/A] must be an object"),
                Arguments.of("Resources: [a]\n", "[/Resources] must be an object"),
                Arguments.of(
                        TOPIC + "Resource: {}\nOther: 1\n",
                        "Invalid template property or properties [Resource, Other]"),
                Arguments.of(
                        "Resources:\n  A: {Type: 'AWS::SNS::Topic', Tags: []}\n",
                        "Invalid template resource property 'Tags'"),
                Arguments.of(
                        "Parameters:\n  A: {Type: String, Defualt: x}\n" + TOPIC,
                        "Invalid template parameter property 'Defualt'"),
                Arguments.of("Parameters:\n  A: {Default: x}\n" + TOPIC, "must contain a Type member: A"),
                Arguments.of("Parameters:\n  A: {Type: Text}\n" + TOPIC, "Unrecognized parameter type: Text"),
                Arguments.of("AWSTemplateFormatVersion: 2020-01-01\n" + TOPIC, "unsupported value for"),
                Arguments.of("Description: {a: b}\n" + TOPIC, "Description member must be a string"),
                Arguments.of("Description: " + "x".repeat(1025) + "\n" + TOPIC, "'Description' length is greater"),
                Arguments.of("Outputs:\n  A: {Description: x}\n" + TOPIC, "Every Outputs member must contain a Value"),
                Arguments.of("Resources:\n  a_b: {Type: 'AWS::SNS::Topic'}\n", "a_b is non alphanumeric"),
                Arguments.of(
                        "Resources:\n  A: &a {Type: 'AWS::SNS::Topic'}\n  B: *a\n", "YAML aliases are not allowed"),
                Arguments.of(
                        section("Parameters", 201, "{Type: String, Default: x}") + TOPIC,
                        "Number of parameters, 201, is greater than maximum allowed, 200"),
                Arguments.of(
                        section("Resources", 501, "{Type: 'AWS::SNS::Topic'}"),
                        "Number of resources, 501, is greater than maximum allowed, 500"),
                Arguments.of(section("Outputs", 201, "{Value: x}") + TOPIC, "Number of outputs, 201"),
                Arguments.of(section("Mappings", 201, "{a: {b: c}}") + TOPIC, "Number of mappings, 201"),
                Arguments.of(
                        TOPIC + "Metadata: '" + "{{resolve:ssm:a}}".repeat(61) + "'\n",
                        "Number of dynamic references, 61"));
    }

    private static String section(String name, int members, String member) {
        return IntStream.range(0, members)
                .mapToObj(i -> "  M" + i + ": " + member + "\n")
                .collect(Collectors.joining("", name + ":\n", ""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("broken")
    void createStackSet_brokenTemplate_isRefusedAsAwsSaysIt(String template, String message) {
        refused(template, message);
    }

    @Test
    void createStackSet_atEveryQuota_isAccepted() {
        String template = section("Parameters", 200, "{Type: String, Default: x}")
                + section("Resources", 500, "{Type: 'AWS::SNS::Topic'}")
                + section("Outputs", 200, "{Value: x}")
                + section("Mappings", 200, "{a: {b: c}}")
                + "Description: '" + "{{resolve:ssm:a}}".repeat(60) + "'\n";

        client.createStackSet(r -> r.stackSetName(NAME).templateBody(template)).join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transform: AWS::Serverless-2016-10-31\nGlobals: {}\n" + TOPIC,
                "Transform: [Macro]\n" + TOPIC,
                "Transform: {Name: 'AWS::Include', Parameters: {Location: x}}\n" + TOPIC,
                "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties:\n      Fn::Transform: {Name: Macro}\n",
                "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n    Properties: !Transform {Name: Macro}\n",
                "Resources:\n  Fn::Transform: {Name: Macro}\n"
            })
    void transforms_whereverTheyStand_needAutoExpandAndNoServiceManagedSet(String template) {
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME).templateBody(template))
                        .join())
                .hasMessageContaining("Requires capabilities : [CAPABILITY_AUTO_EXPAND]");
        ValidateTemplateResponse validated =
                client.validateTemplate(r -> r.templateBody(template)).join();
        assertThat(validated.declaredTransforms()).hasSize(1);
        assertThat(validated.capabilities()).containsExactly(Capability.CAPABILITY_AUTO_EXPAND);

        refusedServiceManaged(template, "cannot use transforms");
    }

    @Test
    void nestedStacks_areForSelfManagedSetsOnly() {
        String nested = "Resources:\n  Inner: {Type: 'AWS::CloudFormation::Stack'}\n";

        client.createStackSet(r -> r.stackSetName(NAME).templateBody(nested)).join();

        refusedServiceManaged(nested, "cannot use nested stacks");
    }

    private static void refusedServiceManaged(String template, String message) {
        CloudFormationAsyncClient management =
                StackSetsSimulator.builder().organization(o -> {}).build().asyncClient();
        assertThatThrownBy(() -> management
                        .createStackSet(r -> r.stackSetName(NAME)
                                .templateBody(template)
                                .capabilities(Capability.CAPABILITY_AUTO_EXPAND)
                                .permissionModel("SERVICE_MANAGED"))
                        .join())
                .hasMessageContaining(message);
    }

    @Test
    @Timeout(20)
    void allowedPattern_thatBacktracksForEver_isRefusedInTime() {
        String template = "Parameters:\n  P: {Type: String, AllowedPattern: '(x+x+)+y'}\n" + TOPIC;
        String deep = "Parameters:\n  P: {Type: String, AllowedPattern: '(a|b|[c-z])*'}\n" + TOPIC;

        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME)
                                .templateBody(template)
                                .parameters(Samples.parameter("P", "x".repeat(4000))))
                        .join())
                .hasMessageContaining("takes too long to match");
        assertThatThrownBy(() -> client.createStackSet(r -> r.stackSetName(NAME)
                                .templateBody(deep)
                                .parameters(Samples.parameter("P", "ab".repeat(10_000))))
                        .join())
                .hasMessageContaining("at most 4096 bytes");
    }

    @Test
    void allowedPattern_thatIsNone_isSaidSo() {
        String template = "Parameters:\n  P: {Type: String, AllowedPattern: '('}\n" + TOPIC;

        assertThatThrownBy(() -> client.createStackSet(r ->
                                r.stackSetName(NAME).templateBody(template).parameters(Samples.parameter("P", "x")))
                        .join())
                .hasMessageContaining("AllowedPattern of parameter 'P' is no regular expression");
    }

    @Test
    void summary_ofABody_namesImportIdentifiersVersionAndMetadata() {
        GetTemplateSummaryResponse summary = client.getTemplateSummary(
                        r -> r.templateBody("AWSTemplateFormatVersion: 2010-09-09\nMetadata: notes\n" + TOPIC
                                + "  Other: {Type: AWS::SNS::Topic}\n"))
                .join();

        assertThat(summary.version()).isEqualTo("2010-09-09");
        assertThat(summary.metadata()).isEqualTo("notes");
        assertThat(summary.resourceIdentifierSummaries())
                .containsExactly(ResourceIdentifierSummary.builder()
                        .resourceType("AWS::SNS::Topic")
                        .logicalResourceIds("Topic", "Other")
                        .resourceIdentifiers("TopicArn")
                        .build());
        assertThat(summary.hasCapabilities()).isFalse();
        assertThat(summary.hasDeclaredTransforms()).isFalse();
        assertThat(summary.warnings()).isNull();
    }

    @Test
    void summary_ofUnknownTypes_isRefusedOrWarns() {
        String template =
                "Resources:\n  A: {Type: Nonsense}\n  B: {Type: 'Custom::Thing'}\n  C: {Type: 'Org::App::Db'}\n";

        assertThatThrownBy(() ->
                        client.getTemplateSummary(r -> r.templateBody(template)).join())
                .hasMessageContaining("Unrecognized resource types: [Nonsense]");
        assertThat(client.getTemplateSummary(r -> r.templateBody(template)
                                .templateSummaryConfig(c -> c.treatUnrecognizedResourceTypesAsWarnings(true)))
                        .join()
                        .warnings()
                        .unrecognizedResourceTypes())
                .containsExactly("Nonsense");
    }

    @Test
    void summary_ofAStack_isReadInItsAccountAndRegion() {
        String account = "999988887777";
        String stackId = aws.existingStack(account, Region.US_EAST_1, "old", Samples.TEMPLATE, Map.of());

        assertThat(client.getTemplateSummary(r -> r.stackName("old")).join().parameters())
                .hasSize(2);
        assertThat(client.getTemplateSummary(r -> r.stackName(stackId)).join().parameters())
                .hasSize(2);
        assertThatThrownBy(() -> aws.asyncClient(account, Region.EU_WEST_1)
                        .getTemplateSummary(r -> r.stackName("old"))
                        .join())
                .hasMessageContaining("Stack with id old does not exist");
    }

    @Test
    void summary_ofTwoSources_isRefused() {
        assertThatThrownBy(() -> client.getTemplateSummary(
                                r -> r.templateBody(TOPIC).stackName("old"))
                        .join())
                .hasMessageContaining("Exactly one of");
    }
}
