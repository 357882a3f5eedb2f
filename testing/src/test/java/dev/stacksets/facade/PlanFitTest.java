package dev.stacksets.facade;

import static dev.stacksets.facade.Facade.ONE;
import static dev.stacksets.facade.Facade.PASSWORD;
import static dev.stacksets.facade.Facade.TEMPLATE;
import static dev.stacksets.facade.Facade.VIRGINIA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stacksets.definition.Finding;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.guard.Approval;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Plan;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** What AWS would refuse is no plan. */
class PlanFitTest {
    private static final String PLAIN = "Resources: {A: {Type: AWS::SNS::Topic}}";
    private static final String WITH_LEVEL = """
            Parameters: {Level: {Type: String, AllowedValues: [low, high]}}
            Resources: {A: {Type: AWS::SNS::Topic}}
            """;

    private final Facade facade = new Facade();

    @AfterEach
    void close() {
        facade.close();
    }

    private static DesiredStackSet desired(
            Consumer<StackSetDefinition.Builder> definition, Consumer<DesiredStackSet.Builder> content) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder().definition("base", definition);
        content.accept(desired);
        return desired.build();
    }

    private static DesiredStackSet desired(Consumer<StackSetDefinition.Builder> definition) {
        return desired(definition, d -> d.group("g", g -> g.accounts(ONE).regions(VIRGINIA)));
    }

    private Plan plan(DesiredStackSet desired) {
        return facade.get(facade.stackSets.plan(desired));
    }

    private void apply(DesiredStackSet desired) {
        Plan plan = plan(desired);
        facade.get(facade.stackSets.apply(plan, Approval.of(plan.hash())).outcome());
    }

    /** What stands against a plan, each as {@code field: problem}. */
    private List<String> wrong(DesiredStackSet desired) {
        facade.aws.calls().clear();
        CompletionException failure = catchThrowableOfType(CompletionException.class, () -> plan(desired));
        InvalidInputException refusal = (InvalidInputException) Objects.requireNonNull(failure.getCause());
        assertThat(facade.aws.calls().count("GetTemplateSummary")).isLessThanOrEqualTo(1);
        assertThat(refusal.findings()).isNotEmpty().allMatch(Finding::isError);
        refusal.findings().forEach(finding -> assertThat(refusal).hasMessageContaining(finding.problem()));
        return refusal.findings().stream()
                .map(finding -> finding.field() + ": " + finding.problem())
                .toList();
    }

    @Test
    void newStackSet_thatDoesNotFitItsTemplate_isRefusedWithEverythingThatIsWrong() {
        assertThat(wrong(desired(d -> d.template(TemplateSource.inline("""
                                Parameters: {Must: {Type: String}}
                                Resources: {R: {Type: 'AWS::IAM::Role', Properties: {RoleName: x}}}
                                """)).parameter("Unknown", "a"))))
                .satisfiesExactly(
                        unknown -> assertThat(unknown)
                                .isEqualTo("parameters: Parameter 'Unknown' is given, but the template declares Must."),
                        missing -> assertThat(missing).startsWith("parameters: Parameter 'Must' has no value here"),
                        capability -> assertThat(capability)
                                .startsWith("capabilities: The template needs CAPABILITY_NAMED_IAM"));
    }

    @Test
    void update_thatDoesNotFitItsTemplate_isRefused() {
        apply(desired(d -> d.template(TemplateSource.inline(PLAIN))));

        assertThat(wrong(desired(
                        d -> d.template(TemplateSource.inline(WITH_LEVEL)).parameter("Size", "big"))))
                .hasSize(2)
                .allMatch(problem -> problem.startsWith("parameters: "));
        assertThat(wrong(desired(
                        d -> d.template(TemplateSource.inline(WITH_LEVEL)).parameter("Level", "mid"))))
                .containsExactly("parameters: Parameter 'Level' has a value that the template does not allow.");
        assertThat(wrong(desired(d -> d.template(TemplateSource.inline("Resources: {U: {Type: 'AWS::IAM::User'}}")))))
                .singleElement()
                .asString()
                .startsWith("capabilities: The template needs CAPABILITY_IAM");
    }

    @Test
    void tagsAlone_takeTheCapabilitiesAnew() {
        apply(desired(d -> d.template(TemplateSource.inline(TEMPLATE))
                .parameter("Password", PASSWORD)
                .capability(Capability.CAPABILITY_NAMED_IAM)));

        assertThat(wrong(desired(d -> d.template(TemplateSource.inline(TEMPLATE))
                        .parameter("Password", PASSWORD)
                        .tag("Owner", "me"))))
                .singleElement()
                .asString()
                .startsWith("capabilities: ");
    }

    @Test
    void secretThatIsKept_needsNoValue_andNothingToDoAsksNothing() {
        apply(desired(d -> d.template(TemplateSource.inline(TEMPLATE))
                .parameter("Password", PASSWORD)
                .capability(Capability.CAPABILITY_NAMED_IAM)));
        DesiredStackSet withoutIt = desired(d -> d.template(TemplateSource.inline(TEMPLATE))
                .parameter("Level", "high")
                .capability(Capability.CAPABILITY_NAMED_IAM));

        assertThat(plan(withoutIt).steps()).hasSize(1);
        apply(withoutIt);

        facade.aws.calls().clear();
        assertThat(plan(desired(d -> d.template(TemplateSource.inline(TEMPLATE))
                                .parameter("Password", PASSWORD)
                                .parameter("Level", "high")))
                        .isEmpty())
                .isTrue();
        assertThat(facade.aws.calls().count("GetTemplateSummary")).isZero();
    }

    @Test
    void overridesOfAGroup_thatDoNotFit_areRefused() {
        DesiredStackSet wanted = desired(
                d -> d.template(TemplateSource.inline(WITH_LEVEL)).parameter("Level", "low"),
                d -> d.group(
                        "g",
                        g -> g.accounts(ONE)
                                .regions(VIRGINIA)
                                .overrides(o -> o.set("Levle", "high").set("Level", "max"))));
        List<String> expected = List.of(
                "overrides: Group 'g' overrides parameter 'Levle', which the template does not declare.",
                "overrides: Group 'g' overrides parameter 'Level' with a value that the template does not allow.");
        assertThat(wrong(wanted)).containsExactlyInAnyOrderElementsOf(expected);

        apply(desired(d -> d.template(TemplateSource.inline(WITH_LEVEL)).parameter("Level", "low")));
        assertThat(wrong(wanted)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void templateByAddress_isHeldAgainst_asLongAsItIsSent() {
        String address = "https://bucket.s3.amazonaws.com/level.yaml";
        facade.aws.document(address, WITH_LEVEL);
        assertThat(wrong(desired(d -> d.template(TemplateSource.url(address)))))
                .singleElement()
                .asString()
                .startsWith("parameters: Parameter 'Level' has no value here");
        apply(desired(d -> d.template(TemplateSource.inline(WITH_LEVEL)).parameter("Level", "low")));
        facade.aws.document(address, PLAIN);

        // The stack set keeps the template it has, which takes the parameter.
        Plan kept = plan(desired(d -> d.template(TemplateSource.url(address)).parameter("Level", "high")));

        assertThat(kept.notes()).anyMatch(note -> note.contains("which is kept"));
        assertThat(kept.definitionChanges()).containsExactly("parameter Level: low -> high");
    }

    @Test
    void templateThatAwsCannotRead_isRefused() {
        assertThat(wrong(desired(d -> d.template(TemplateSource.inline("Nonsense: {}")))))
                .singleElement()
                .asString()
                .startsWith("template: ");
    }

    @Test
    void macro_mayDeclareMore_soThatIsANote() {
        Plan plan = plan(desired(d -> d.template(TemplateSource.inline("Transform: Adder\n" + PLAIN))
                .parameter("Level", "high")
                .capability(Capability.CAPABILITY_AUTO_EXPAND)));

        assertThat(plan.notes())
                .anyMatch(
                        note -> note.startsWith("Parameter 'Level' is given, but the template declares none, unless"));
    }

    @Test
    void whatIsDoubtful_isANote() {
        Plan plan = plan(desired(d -> d.template(TemplateSource.inline(TEMPLATE))
                .parameter("Password", "correct-horse-battery")
                .capability(Capability.CAPABILITY_NAMED_IAM)));

        assertThat(plan.notes()).anyMatch(note -> note.contains("NoEcho in the template, but plain here"));
    }

    @Test
    void whoMayNotAsk_isTold_andPlansAllTheSame() {
        facade.aws.faults().on("GetTemplateSummary").everyCall().fails(403, "AccessDenied", "no");

        Plan plan = plan(desired(d -> d.template(TemplateSource.inline(PLAIN)).parameter("Unknown", "a")));

        assertThat(plan.notes())
                .containsExactly("Whether parameters and capabilities fit the template could not be looked at: AWS "
                        + "answered AccessDenied.");
        assertThat(plan(desired(d -> d.template(TemplateSource.inline(PLAIN)).parameter("Unknown", "a")))
                        .hash())
                .isEqualTo(plan.hash());
    }

    @Test
    void rollback_hasParametersAndCapabilitiesOfBefore() {
        apply(desired(d -> d.template(TemplateSource.inline(WITH_LEVEL)).parameter("Level", "low")));
        Plan plan = plan(desired(d -> d.template(TemplateSource.inline(TEMPLATE))
                .parameter("Password", Secret.of("correct-horse-battery"))
                .capability(Capability.CAPABILITY_NAMED_IAM)));
        facade.get(facade.stackSets.apply(plan, Approval.of(plan.hash())).outcome());

        Plan back = plan.inverse();
        facade.get(facade.stackSets.apply(back, Approval.of(back.hash())).outcome());

        assertThat(plan(desired(d ->
                                d.template(TemplateSource.inline(WITH_LEVEL)).parameter("Level", "low")))
                        .steps())
                .isEmpty();
    }
}
