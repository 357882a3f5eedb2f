package dev.stacksets.definition;

import static dev.stacksets.definition.Finding.Severity.ERROR;
import static dev.stacksets.definition.Finding.Severity.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.Capability;

class TemplateSummaryTest {
    private static final TemplateParameter LEVEL =
            parameter("Level", "String", Optional.of(ParameterValue.of("low")), false, "low", "high");
    private static final TemplateParameter PASSWORD = parameter("Password", "String", Optional.empty(), true);

    @Test
    void check_definitionThatFits_findsNothing() {
        assertThat(check(template(LEVEL, PASSWORD), d -> d.parameter("Password", Secret.of("hunter22"))))
                .isEmpty();
        assertThat(check(template(LEVEL), d -> d.parameter("Level", "high"))).isEmpty();
    }

    @Test
    void check_unknownParameter_namesThoseThereAre() {
        assertFound(
                check(template(LEVEL), d -> d.parameter("Levle", "high")),
                ERROR,
                "Parameter 'Levle' is given, but the template declares Level.");
        assertFound(check(template(), d -> d.parameter("Level", "high")), ERROR, "the template declares none.");
    }

    @Test
    void check_missingValue_saysWhatToAdd() {
        Finding plain = assertFound(
                check(template(parameter("Email", "String", Optional.empty(), false)), d -> {}),
                ERROR,
                "Parameter 'Email' has no value here and no default in the template.");
        Finding secret = assertFound(check(template(PASSWORD), d -> {}), ERROR, "'Password' has no value");

        assertThat(plain.nextStep()).isEqualTo("Give it a value.");
        assertThat(secret.nextStep()).isEqualTo("Give it a value, as a secret.");
    }

    @Test
    void check_valueThatIsNotAllowed_saysWhichAre() {
        Finding found = assertFound(
                check(template(LEVEL), d -> d.parameter("Level", "mid")),
                ERROR,
                "Parameter 'Level' has a value that the template does not allow.");

        assertThat(found.nextStep()).isEqualTo("Give one of low, high.");
        assertThat(found.field()).isEqualTo("parameters");
    }

    @Test
    void check_valueThatIsNotAllowed_isNeverNamed() {
        TemplateParameter pin = parameter("Pin", "String", Optional.empty(), true, "one-secret", "two-secret");

        List<Finding> secret = check(template(pin), d -> d.parameter("Pin", Secret.of("mine-secret")));
        List<Finding> plain = check(template(pin), d -> d.parameter("Pin", "mine-secret"));
        List<Finding> shown = check(template(LEVEL), d -> d.parameter("Level", "mine-secret"));

        assertFound(secret, ERROR, "Parameter 'Pin' has a value that the template does not allow.");
        assertThat(plain).extracting(Finding::severity).containsExactly(ERROR, WARNING);
        assertThat(secret + "" + plain + shown).doesNotContain("-secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CommaDelimitedList | low, high | true",
                "CommaDelimitedList | low, mid  | false",
                "List<String>       | low,low   | true",
                "String             | low,high  | false",
                "AWS::SSM::Parameter::Value<List<String>> | low,high | false"
            })
    void allows_elementsOfLists_andNothingElse(String type, String value, boolean allowed) {
        assertThat(parameter("Level", type, Optional.empty(), false, "low", "high")
                        .allows(value))
                .isEqualTo(allowed);
    }

    @Test
    void check_noEchoGivenPlain_andSecretThatIsShown_areDoubtful() {
        assertFound(
                check(template(PASSWORD), d -> d.parameter("Password", "hunter22")),
                WARNING,
                "'Password' is NoEcho in the template, but plain here");
        assertFound(
                check(template(LEVEL), d -> d.parameter("Level", Secret.of("low"))),
                WARNING,
                "'Level' is a secret here, but not NoEcho in the template: AWS shows it");
    }

    @Test
    void check_capabilities_sayWhatToAdd_andNamedCoversPlain() {
        TemplateSummary iam = summary(Set.of(Capability.CAPABILITY_IAM), List.of("AWS::IAM::User"), List.of());

        Finding found = assertFound(
                check(iam, d -> {}),
                ERROR,
                "The template needs CAPABILITY_IAM, which is not acknowledged: because [AWS::IAM::User].");
        assertThat(found.nextStep()).isEqualTo("If you trust the template, acknowledge CAPABILITY_IAM.");
        assertThat(check(iam, d -> d.capability(Capability.CAPABILITY_NAMED_IAM)))
                .isEmpty();
        assertThat(check(iam, d -> d.capabilities(iam.capabilities()))).isEmpty();
    }

    @Test
    void check_serviceManaged_refusesTransformsAndNestedStacks() {
        TemplateSummary sam = summary(
                Set.of(Capability.CAPABILITY_AUTO_EXPAND),
                List.of("AWS::Serverless::Function"),
                List.of("AWS::Serverless-2016-10-31"));
        TemplateSummary include =
                summary(Set.of(Capability.CAPABILITY_AUTO_EXPAND), List.of("AWS::SNS::Topic"), List.of());
        TemplateSummary nested = summary(Set.of(), List.of("AWS::CloudFormation::Stack"), List.of());

        assertFound(
                check(sam, StackSetDefinition.Builder::serviceManaged),
                ERROR,
                "has transforms or macros (AWS::Serverless-2016-10-31)");
        assertFound(
                check(include, StackSetDefinition.Builder::serviceManaged), ERROR, "has transforms or macros, which");
        assertFound(check(nested, StackSetDefinition.Builder::serviceManaged), ERROR, "has nested stacks");
        assertThat(check(nested, d -> {})).isEmpty();
        assertFound(check(sam, d -> {}), ERROR, "needs CAPABILITY_AUTO_EXPAND");
    }

    @Test
    void toString_ofNoEchoParameter_hidesDefaultAndAllowedValues() {
        TemplateParameter pin =
                parameter("Pin", "String", Optional.of(Secret.of("first-secret")), true, "first-secret", "b-secret");

        assertThat(pin).hasToString("Pin (String, NoEcho, default ****)");
        assertThat(template(pin).toString()).doesNotContain("-secret");
        assertThat(LEVEL).hasToString("Level (String, one of low, high, default low)");
    }

    private static Finding assertFound(List<Finding> found, Finding.Severity severity, String problem) {
        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.isError()).isEqualTo(severity == ERROR);
            assertThat(finding.problem()).contains(problem);
            assertThat(finding).hasToString(severity + ": " + finding.problem() + " " + finding.nextStep());
        });
        return found.get(0);
    }

    private static List<Finding> check(TemplateSummary summary, Consumer<StackSetDefinition.Builder> more) {
        StackSetDefinition.Builder definition =
                StackSetDefinition.builder().name("baseline").template(TemplateSource.inline("Resources: {}"));
        more.accept(definition);
        return summary.check(definition.build());
    }

    private static TemplateSummary template(TemplateParameter... parameters) {
        Map<String, TemplateParameter> byKey = new LinkedHashMap<>();
        List.of(parameters).forEach(each -> byKey.put(each.key(), each));
        return new TemplateSummary(
                byKey,
                Set.of(),
                Optional.empty(),
                List.of("AWS::SNS::Topic"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static TemplateSummary summary(Set<Capability> capabilities, List<String> types, List<String> transforms) {
        return new TemplateSummary(
                Map.of(),
                capabilities,
                Optional.of("because " + types),
                types,
                transforms,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static TemplateParameter parameter(
            String key, String type, Optional<ParameterValue> defaultValue, boolean noEcho, String... allowed) {
        return new TemplateParameter(key, type, defaultValue, noEcho, List.of(allowed), Optional.empty());
    }
}
