package dev.stacksets.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

class TemplatesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iam-baseline.yaml",
                "iam-baseline-v2.yaml",
                "stackset-administration-role.yaml",
                "stackset-execution-role.yaml"
            })
    void template_parses_andFitsIntoARequest(String name) throws IOException {
        assertThat(keys(child(root(name), "Resources"))).isNotEmpty();
        assertThat(text(name).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(51_200);
    }

    @Test
    void baseline_password_isHiddenAndBounded() throws IOException {
        MappingNode password = child(child(root("iam-baseline.yaml"), "Parameters"), "Password");

        assertThat(scalar(password, "NoEcho")).isEqualTo("true");
        assertThat(scalar(password, "MinLength")).isEqualTo("14");
        assertThat(keys(password)).doesNotContain("Default");
    }

    @Test
    void secondVersion_addsOneGroup_andKeepsTheParameters() throws IOException {
        MappingNode first = root("iam-baseline.yaml");
        MappingNode second = root("iam-baseline-v2.yaml");
        List<String> added = new ArrayList<>(keys(child(second, "Resources")));
        added.removeAll(keys(child(first, "Resources")));

        assertThat(added).containsExactly("CostReviewGroup");
        assertThat(keys(child(second, "Parameters"))).isEqualTo(keys(child(first, "Parameters")));
    }

    @Test
    void administrationRole_isTakenForOwnStackSetsOnly() throws IOException {
        assertThat(text("stackset-administration-role.yaml"))
                .contains("aws:SourceAccount: !Ref AWS::AccountId")
                .contains("aws:SourceArn:")
                .contains(":stackset/${StackSetNamePattern}")
                .contains("role/${ExecutionRoleName}")
                .doesNotContain("Action: '*'");
    }

    @Test
    void executionRole_trustsTheAdministrationRoleOnly_andMayNotDoEverything() throws IOException {
        assertThat(text("stackset-execution-role.yaml"))
                .contains("iam::${AdministratorAccountId}:role/${AdministrationRoleName}")
                .doesNotContain(":root")
                .doesNotContain("AdministratorAccess")
                .doesNotContain("iam:*")
                .doesNotContain("Action: '*'");
    }

    private static String text(String name) throws IOException {
        try (InputStream template =
                Objects.requireNonNull(TemplatesTest.class.getResourceAsStream("/templates/" + name))) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static MappingNode root(String name) throws IOException {
        return (MappingNode) new Compose(LoadSettings.builder().build())
                .composeString(text(name))
                .orElseThrow();
    }

    private static MappingNode child(MappingNode node, String key) {
        return (MappingNode) value(node, key);
    }

    private static String scalar(MappingNode node, String key) {
        return ((ScalarNode) value(node, key)).getValue();
    }

    private static Node value(MappingNode node, String key) {
        return node.getValue().stream()
                .filter(entry -> key.equals(((ScalarNode) entry.getKeyNode()).getValue()))
                .findFirst()
                .orElseThrow()
                .getValueNode();
    }

    private static List<String> keys(MappingNode node) {
        return node.getValue().stream()
                .map(entry -> ((ScalarNode) entry.getKeyNode()).getValue())
                .toList();
    }
}
