package dev.stacksets.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.Capability;

class StackSetDefinitionTest {
    private static final TemplateSource TEMPLATE = TemplateSource.inline("Resources: {}");

    @Test
    void build_withEverything_keepsEverything() {
        StackSetDefinition definition = StackSetDefinition.builder()
                .name("baseline")
                .description("IAM for all")
                .template(TEMPLATE)
                .parameter("User", "auditor")
                .parameter("Password", Secret.of("hunter2"))
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .tag("team", "platform")
                .administrationRoleArn("arn:aws:iam::111122223333:role/Admin")
                .executionRoleName("Exec")
                .managedExecution(true)
                .build();

        assertThat(definition.name()).isEqualTo("baseline");
        assertThat(definition.parameters())
                .containsExactly(
                        Map.entry("User", ParameterValue.of("auditor")), Map.entry("Password", Secret.of("hunter2")));
        assertThat(definition.capabilities()).containsExactly(Capability.CAPABILITY_NAMED_IAM);
        assertThat(definition.tags()).containsExactly(Map.entry("team", "platform"));
        assertThat(definition.managedExecution()).isTrue();
    }

    @Test
    void toString_withSecretAndTemplate_showsNeither() {
        StackSetDefinition definition = StackSetDefinition.builder()
                .name("baseline")
                .template(TemplateSource.inline("Resources: {Top: {Type: Secret::Thing}}"))
                .parameter("Password", Secret.of("hunter2"))
                .build();

        assertThat(definition.toString()).doesNotContain("hunter2").doesNotContain("Secret::Thing");
    }

    @Test
    void build_withoutNameOrTemplate_namesTheMissingFields() {
        assertThatThrownBy(() -> StackSetDefinition.builder().build())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("name")
                .hasMessageContaining("template");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1baseline", "-baseline", "base_line", "base line", "baseline:", "böse"})
    void build_withBadName_saysTheRule(String name) {
        refused(s -> s.name(name), "name", "starts with a letter");
    }

    @Test
    void build_withLongestName_isTaken() {
        assertThat(definition(s -> s.name("a".repeat(128))).name()).hasSize(128);
        refused(s -> s.name("a".repeat(129)), "name", "128 characters at most");
    }

    @Test
    void build_withPreviousTemplateOrValue_isRefusedBecauseThereIsNone() {
        refused(s -> s.template(TemplateSource.previous()), "template", "no previous template");
        refused(s -> s.parameter("P", ParameterValue.previous()), "parameters", "no previous value");
    }

    @Test
    void build_withTooManyOrBadTags_isRefused() {
        refused(s -> s.putAllTags(numbered(51)), "tags", "at most 50");
        refused(s -> s.tag("aws:owner", "x"), "tags", "prefix aws:");
        refused(s -> s.tag("owner", ""), "value of tag 'owner'", "1 to 256");
        refused(s -> s.tag("k".repeat(129), "x"), "tag key", "1 to 128");
        assertThat(definition(s -> s.putAllTags(numbered(50))).tags()).hasSize(50);
    }

    @Test
    void build_withTooManyParameters_isRefused() {
        Map<String, ParameterValue> many = numbered(201).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ParameterValue.of(entry.getValue())));
        refused(s -> s.putAllParameters(many), "parameters", "at most 200");
    }

    @Test
    void build_withBadRoles_saysWhatARoleLooksLike() {
        refused(s -> s.administrationRoleArn("Admin"), "administrationRoleArn", "20 to 2048");
        refused(s -> s.administrationRoleArn("arn:aws:iam::12345:role/Admin"), "administrationRoleArn", "arn:aws:iam");
        refused(s -> s.executionRoleName("arn:aws:iam::111122223333:role/Exec"), "executionRoleName", "not an ARN");
    }

    @Test
    void build_withBadDescription_isRefused() {
        refused(s -> s.description(""), "description", "1 to 1024");
        refused(s -> s.description("d".repeat(1025)), "description", "1 to 1024");
    }

    private static StackSetDefinition definition(Consumer<StackSetDefinition.Builder> change) {
        StackSetDefinition.Builder builder =
                StackSetDefinition.builder().name("baseline").template(TEMPLATE);
        change.accept(builder);
        return builder.build();
    }

    private static void refused(Consumer<StackSetDefinition.Builder> change, String field, String rule) {
        assertThatThrownBy(() -> definition(change))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.field()).isEqualTo(field))
                .hasMessageContaining(rule);
    }

    private static Map<String, String> numbered(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value"));
    }
}
