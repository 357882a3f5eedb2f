package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.PASSWORD;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.definition.TemplateSummary;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.NoAnswerException;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.error.ValidationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.Capability;

class TemplateSummaryTest {
    private static final String PIN = """
            AWSTemplateFormatVersion: 2010-09-09
            Description: Doors
            Transform: AWS::LanguageExtensions
            Parameters:
              Pin: {Type: String, NoEcho: true, Default: first-secret, AllowedValues: [first-secret, b-secret]}
              Floors: {Type: CommaDelimitedList, Description: which ones, AllowedValues: [one, two, three]}
            Resources:
              Door: {Type: AWS::SNS::Topic}
            """;

    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    @Test
    void summarizeTemplate_ofAText_tellsWhatIsInIt() {
        TemplateSummary summary = summary(PIN);

        assertThat(summary.description()).contains("Doors");
        assertThat(summary.version()).contains("2010-09-09");
        assertThat(summary.transforms()).containsExactly("AWS::LanguageExtensions");
        assertThat(summary.resourceTypes()).containsExactly("AWS::SNS::Topic");
        assertThat(summary.parameters()).containsOnlyKeys("Pin", "Floors");
        assertThat(summary.parameters().get("Floors")).satisfies(floors -> {
            assertThat(floors.type()).isEqualTo("CommaDelimitedList");
            assertThat(floors.allowedValues()).containsExactly("one", "two", "three");
            assertThat(floors.description()).contains("which ones");
            assertThat(floors.defaultValue()).isEmpty();
        });
        assertThat(summary.parameters())
                .hasEntrySatisfying("Pin", pin -> assertThat(pin.defaultValue()).contains(Secret.of("first-secret")));
        assertThat(summary.toString()).doesNotContain("-secret");
    }

    @Test
    void summarizeTemplate_tellsMetadataIdentifiersAndTypesThatAwsDoesNotKnow() {
        String template = """
                Metadata: owned by doors
                Resources:
                  Bucket: {Type: AWS::S3::Bucket}
                  Topic: {Type: AWS::SNS::Topic}
                  Odd: {Type: Nonsense}
                """;

        TemplateSummary summary = summary(template);

        assertThat(summary.metadata()).contains("owned by doors");
        assertThat(summary.resourceIdentifiers())
                .contains(new TemplateSummary.ResourceIdentifiers(
                        "AWS::S3::Bucket", List.of("Bucket"), List.of("BucketName")));
        assertThat(summary.unrecognizedTypes()).containsExactly("Nonsense");
        assertThat(facade.stackSets
                        .check("doors", s -> s.template(TemplateSource.inline(template)))
                        .join())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.toString()).contains("Nonsense");
                });
    }

    @Test
    void summarizeTemplate_capabilities_goIntoTheDefinition() {
        TemplateSummary summary = summary(TEMPLATE);

        assertThat(summary.capabilities()).containsExactly(Capability.CAPABILITY_NAMED_IAM);
        assertThat(summary.capabilitiesReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("AWS::IAM::User"));
        facade.stackSets
                .create(
                        "baseline",
                        s -> s.template(TemplateSource.inline(TEMPLATE))
                                .parameter("Password", PASSWORD)
                                .capabilities(summary.capabilities()))
                .join();
    }

    @Test
    void summarizeTemplate_ofAStackSet_asksByItsName() {
        TemplateSummary summary = facade.baseline().summarizeTemplate().join();

        assertThat(summary.parameters()).containsOnlyKeys("Level", "Password");
        assertThatThrownBy(() ->
                        facade.stackSets.stackSet("nowhere").summarizeTemplate().join())
                .hasCauseInstanceOf(StackSetNotFoundException.class);
    }

    @Test
    void summarizeTemplate_ofAStack_isReadInItsOwnAccount() {
        TemplateSource here = TemplateSource.ofStack(
                facade.aws.existingStack("999988887777", Region.US_EAST_1, "doors", PIN, Map.of("Floors", "one")));
        TemplateSource elsewhere = TemplateSource.ofStack(
                facade.aws.existingStack(Facade.ONE, Region.US_EAST_1, "doors", PIN, Map.of("Floors", "one")));

        assertThat(facade.stackSets.summarizeTemplate(here).join().parameters()).containsOnlyKeys("Pin", "Floors");
        assertThatThrownBy(() -> facade.stackSets
                        .check("doors", s -> s.template(elsewhere))
                        .join())
                .hasCauseInstanceOf(ValidationException.class);
    }

    @Test
    void summarizeTemplate_thatCannotBeHad_isTyped() {
        assertThatThrownBy(() -> facade.stackSets.summarizeTemplate(TemplateSource.previous()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stackSet(name).summarizeTemplate()");
        assertThatThrownBy(() -> summary("no template")).hasCauseInstanceOf(ValidationException.class);

        facade.aws.faults().on("GetTemplateSummary").everyCall().answersHtml(200);
        assertThatThrownBy(() -> facade.get(facade.stackSets.summarizeTemplate(TemplateSource.inline(TEMPLATE))))
                .cause()
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("page of HTML");
    }

    @Test
    void check_severalMistakes_findsThemAllWithOneCallAndChangesNothing() {
        List<Finding> found = facade.stackSets
                .check(
                        "doors",
                        s -> s.template(TemplateSource.inline(PIN))
                                .parameter("Pin", "mine-secret")
                                .parameter("Floors", "one, four")
                                .parameter("Level", "high"))
                .join();

        assertThat(found)
                .extracting(Finding::problem)
                .anySatisfy(text -> assertThat(text).contains("'Pin' has a value that"))
                .anySatisfy(text -> assertThat(text).contains("'Pin' is NoEcho"))
                .anySatisfy(text -> assertThat(text).contains("'Floors' has a value that"))
                .anySatisfy(text -> assertThat(text).contains("'Level' is given"))
                .anySatisfy(text -> assertThat(text).contains("needs CAPABILITY_AUTO_EXPAND"))
                .hasSize(5);
        assertThat(found.toString()).doesNotContain("-secret");
        assertThat(facade.aws.calls().all()).extracting("action").containsExactly("GetTemplateSummary");
    }

    /** What check lets through AWS takes, and what it finds AWS refuses. */
    @Test
    void check_listOfAllowedValues_agreesWithTheCreation() {
        String template = PIN.replace("Transform: AWS::LanguageExtensions\n", "");

        assertThat(facade.stackSets
                        .check(
                                "doors",
                                s -> s.template(TemplateSource.inline(template)).parameter("Floors", "three, one"))
                        .join())
                .isEmpty();
        facade.stackSets
                .create(
                        "doors",
                        s -> s.template(TemplateSource.inline(template)).parameter("Floors", "three, one"))
                .join();
        assertThatThrownBy(() -> facade.stackSets
                        .create(
                                "more",
                                s -> s.template(TemplateSource.inline(template)).parameter("Floors", "three, four"))
                        .join())
                .hasCauseInstanceOf(ValidationException.class);
    }

    @Test
    void check_noTemplate_isAFinding_butNoAnswerIsAFailure() {
        assertThat(facade.stackSets
                        .check("doors", s -> s.template(TemplateSource.inline("no template")))
                        .join())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.isError()).isTrue();
                    assertThat(finding.field()).isEqualTo("template");
                    assertThat(finding.problem()).contains("Template format error");
                });

        facade.aws.faults().on("GetTemplateSummary").everyCall().fails(403, "AccessDenied", "no");
        assertThatThrownBy(() -> facade.stackSets
                        .check("doors", s -> s.template(TemplateSource.inline(PIN)))
                        .join())
                .hasCauseInstanceOf(AccessDeniedException.class);
    }

    private TemplateSummary summary(String template) {
        return facade.stackSets
                .summarizeTemplate(TemplateSource.inline(template))
                .join();
    }
}
