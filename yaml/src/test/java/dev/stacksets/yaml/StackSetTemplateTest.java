package dev.stacksets.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

/** What is written reads back as the same values, and {@code .ci/cfn-lint.sh} lints what is written here. */
class StackSetTemplateTest {
    private static final String BODY = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n";
    private static final Path TO_LINT = Path.of("target", "exported");

    @TempDir
    Path folder;

    @Test
    void selfManaged_everythingSet_readsBackTheSame() throws IOException {
        StackSetDefinition definition = definition(d -> d.description("Alarms: everywhere")
                .parameter("Email", "ops@example.com")
                .parameter("Answer", "yes")
                .parameter("Zip", "01234")
                .capabilities(Capability.CAPABILITY_NAMED_IAM, Capability.CAPABILITY_AUTO_EXPAND)
                .tag("team", "platform")
                .tag("cost", "007")
                .administrationRoleArn("arn:aws:iam::111122223333:role/Admin")
                .executionRoleName("Exec")
                .managedExecution(true));
        DeploymentSpec paced = DeploymentSpec.builder()
                .accounts("012345670123", "444455556666")
                .regions("us-east-1", "eu-west-1")
                .preferences(p -> p.failureToleranceCount(1)
                        .maxConcurrentPercentage(50)
                        .regionOrder("eu-west-1")
                        .regionConcurrency(RegionConcurrencyType.SEQUENTIAL)
                        .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE))
                .overrides(o -> o.set("Email", "other@example.com"))
                .build();

        StackSetTemplate template = StackSetTemplate.of(definition, paced);

        keep("self-managed", template);
        assertThat(template.definition()).isEqualTo(definition);
        assertThat(template.deployments()).containsExactly(paced);
        assertThat(template.neededParameters()).isEmpty();
        assertThat(template.callAs()).isEmpty();
        assertThat(template.toString()).doesNotContain("ops@example.com");
    }

    @Test
    void serviceManaged_everyKindOfTarget_readsBackTheSame() throws IOException {
        StackSetDefinition definition = definition(d -> d.serviceManaged()
                .autoDeployment(AutoDeployment.retainingStacks()
                        .after("arn:aws:cloudformation:us-east-1:111122223333:stackset/base:"
                                + "22f04391-472b-4e36-b11a-000000000000")));
        List<DeploymentSpec> deployments = List.of(
                deployment(Targets.organizationalUnits("ou-ab12-11111111", "r-ab12")),
                deployment(Targets.organizationalUnits("ou-ab12-22222222").intersection("111122223333")),
                deployment(Targets.organizationalUnits("ou-ab12-33333333")
                        .difference(Targets.accountsUrl("s3://bucket/accounts.csv"))));

        StackSetTemplate template = StackSetTemplate.of(definition, deployments);

        keep("service-managed", template);
        assertThat(template.definition()).isEqualTo(definition);
        assertThat(template.deployments()).isEqualTo(deployments);
    }

    @Test
    void leastThereIs_readsBackTheSame() {
        StackSetDefinition bare = StackSetDefinition.builder()
                .name("bare")
                .template(TemplateSource.url("https://bucket.s3.us-east-1.amazonaws.com/t.yaml"))
                .build();
        StackSetDefinition off = definition(d -> d.serviceManaged().autoDeployment(AutoDeployment.disabled()));
        DeploymentSpec cleared = DeploymentSpec.builder()
                .accounts("111122223333")
                .regions("us-east-1")
                .overrides(ParameterOverrides.none())
                .build();

        assertThat(StackSetTemplate.of(bare).definition()).isEqualTo(bare);
        assertThat(StackSetTemplate.of(bare).deployments()).isEmpty();
        assertThat(StackSetTemplate.of(off).definition()).isEqualTo(off);
        assertThat(StackSetTemplate.of(bare, cleared).deployments()).containsExactly(cleared);
    }

    @Test
    void secrets_areParametersOfTheTemplate_andNeverWritten() throws IOException {
        StackSetDefinition definition = definition(
                d -> d.parameter("Password", Secret.of("correct-horse")).parameter("Level", "low"));
        DeploymentSpec one = overriding("111122223333", Secret.of("battery-staple"));
        DeploymentSpec two = overriding("444455556666", Secret.of("battery-staple"));

        StackSetTemplate template = StackSetTemplate.of(definition, one, two);

        keep("secrets", template);
        assertThat(template.text())
                .doesNotContain("correct-horse", "battery-staple")
                .startsWith("# Secret values are not written here. The template asks for them: Password, "
                        + "PasswordOverride1, PasswordOverride2.")
                .contains("NoEcho: true");
        assertThat(template.neededParameters()).containsExactly("Password", "PasswordOverride1", "PasswordOverride2");
        assertThat(template.definition(Map.of("Password", Secret.of("correct-horse"))))
                .isEqualTo(definition);
        assertThat(template.definition(Map.of("Password", ParameterValue.of("correct-horse"))))
                .isEqualTo(definition);
        assertThat(template.deployments(Map.of(
                        "PasswordOverride1", Secret.of("battery-staple"),
                        "PasswordOverride2", Secret.of("battery-staple"))))
                .containsExactly(one, two);
        assertThatThrownBy(template::definition)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageMatching("template of alarms, line \\d+, column \\d+: parameter 'Password' has no default: "
                        + "give it a value\\.");
    }

    @Test
    void secretsOfTheSameName_getNamesOfTheirOwn() {
        StackSetDefinition definition =
                definition(d -> d.parameter("PasswordOverride1", Secret.of("a")).parameter("Password", Secret.of("b")));

        assertThat(StackSetTemplate.of(definition, overriding("111122223333", Secret.of("c")))
                        .neededParameters())
                .containsExactly("Password", "PasswordOverride1", "PasswordOverride1No2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " leading and trailing \n  and inside\n\n",
                "{\n\t\"Resources\": {\"T\": {\"Type\": \"AWS::SNS::Topic\"}}\n}",
                "Resources: {} # no end of line",
                "\n\nfirst lines empty\n",
                "a\r\nb\r\n",
                "line\u2028separator\u0085next\uFEFF ü 漢字 \uD83D\uDE00\n",
                "# comment\nResources: {T: {Type: 'AWS::SNS::Topic'}}\n...\n---\n",
                "trailing spaces   \nResources: {}\n"
            })
    void templateBody_ofAnyText_survives(String body) {
        StackSetDefinition definition = definition(d -> d.template(TemplateSource.inline(body)));

        TemplateSource.Inline read = (TemplateSource.Inline)
                StackSetTemplate.of(definition).definition().template();

        assertThat(read.body()).isEqualTo(body);
    }

    /** Whatever the values are, they are the same after writing and reading. */
    @Test
    void randomValues_readBackTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Map<String, ParameterValue> values = IntStream.range(0, 5)
                    .boxed()
                    .collect(Collectors.toMap(n -> "P" + n, n -> ParameterValue.of(text(random, 60))));
            String tag = "t" + text(random, 20);
            StackSetDefinition definition = definition(d -> d.putAllParameters(values)
                    .description("d" + text(random, 40))
                    .tag("key", tag)
                    .template(TemplateSource.inline("x" + text(random, 200))));

            StackSetDefinition read = StackSetTemplate.of(definition).definition();

            assertThat(read.parameters()).isEqualTo(definition.parameters());
            assertThat(read.tags()).isEqualTo(definition.tags());
            assertThat(read.description()).isEqualTo(definition.description());
            assertThat(((TemplateSource.Inline) read.template()).body())
                    .isEqualTo(((TemplateSource.Inline) definition.template()).body());
        }
    }

    private static String text(Random random, int length) {
        String alphabet = "ab 0:#-!&*{}[]'\"\\|>%@`,?\n\t~.=<yesnoNULL\u00e9\u2028\u0085\u4e2d";
        return random.ints(random.nextInt(length), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .collect(Collectors.joining());
    }

    @Test
    void of_whatATemplateCannotSay_isRefused() {
        DeploymentSpec slow = deployment(Targets.accounts("111122223333"));
        DeploymentSpec fast = DeploymentSpec.builder()
                .accounts("444455556666")
                .regions("us-east-1")
                .preferences(p -> p.failureToleranceCount(3))
                .build();
        DeploymentSpec keeping = DeploymentSpec.builder()
                .accounts("444455556666")
                .regions("us-east-1")
                .overrides(o -> o.keep("Level"))
                .build();
        List<DeploymentSpec> secretive =
                Collections.nCopies(201, overriding("111122223333", Secret.of("battery-staple")));

        refused(() -> StackSetTemplate.of(definition(d -> {}), slow, fast), "paced differently");
        refused(() -> StackSetTemplate.of(definition(d -> {}), keeping), "override of 'Level' keeps");
        refused(() -> StackSetTemplate.of(definition(d -> {}), secretive), "More than 200 values are secret");
        refused(
                () -> StackSetTemplate.of(definition(d -> d.template(TemplateSource.inline("x".repeat(51_201))))),
                "at most 51200 bytes",
                "give its URL");
        refused(
                () -> StackSetTemplate.of(
                        definition(
                                d -> d.template(
                                        TemplateSource.ofStack(
                                                "arn:aws:cloudformation:us-east-1:111122223333:stack/old/22f04391-472b-4e36-b11a-000000000000")))),
                "not the template of stack arn:aws");
    }

    @Test
    void read_file_namesItInRefusals() throws IOException {
        Path file = Files.writeString(folder.resolve("alarms.yaml"), "Resources: {}\n");

        refused(() -> StackSetTemplate.read(file), "alarms.yaml, line 1, column 12: there must be one resource");
        refused(() -> StackSetTemplate.read(folder.resolve("none.yaml")), "none.yaml does not exist");
    }

    private void keep(String name, StackSetTemplate template) throws IOException {
        Files.createDirectories(TO_LINT);
        Files.writeString(TO_LINT.resolve(name + ".yaml"), template.text());
    }

    static StackSetDefinition definition(Consumer<StackSetDefinition.Builder> more) {
        StackSetDefinition.Builder definition =
                StackSetDefinition.builder().name("alarms").template(TemplateSource.inline(BODY));
        more.accept(definition);
        return definition.build();
    }

    private static DeploymentSpec deployment(Targets targets) {
        return DeploymentSpec.builder().targets(targets).regions("us-east-1").build();
    }

    private static DeploymentSpec overriding(String account, Secret password) {
        return DeploymentSpec.builder()
                .accounts(account)
                .regions("us-east-1")
                .overrides(o -> o.set("Password", password))
                .build();
    }

    static void refused(Runnable attempt, String... parts) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContainingAll(parts);
    }
}
