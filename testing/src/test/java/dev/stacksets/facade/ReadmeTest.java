package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.PlanExecution;
import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.OperationResult;
import dev.stacksets.operation.OperationStatus;
import dev.stacksets.testing.Pace;
import dev.stacksets.testing.StackSetsSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    @Test
    void example_isTheCodeThatIsCompiledHere() throws IOException {
        String source = Files.readString(ROOT.resolve("testing/src/test/java/dev/stacksets/facade/ReadmeExample.java"));
        String method = source.substring(source.indexOf("    static OperationResult"), source.lastIndexOf('}'));

        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains(method.stripTrailing().stripIndent());
    }

    @Test
    void plan_isTheCodeThatIsCompiledHere() throws IOException {
        String source = Files.readString(ROOT.resolve("testing/src/test/java/dev/stacksets/facade/ReadmePlan.java"));
        String method = source.substring(source.indexOf("    static PlanExecution"), source.lastIndexOf('}'));

        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains(method.stripTrailing().stripIndent());
    }

    @Test
    void plan_onTheSimulator_isApplied() throws Exception {
        Path template = Files.writeString(
                folder.resolve("baseline.yaml"),
                "{Parameters: {Level: {Type: String, Default: low}}, Resources: {A: {Type: AWS::SNS::Topic}}}");
        try (Facade facade = new Facade()) {
            PlanExecution execution = ReadmePlan.bring(
                    facade.stackSets, template, List.of(Facade.ONE, Facade.TWO), List.of(Facade.THREE));

            assertThat(facade.get(execution.outcome())).hasSize(2);
            assertThat(execution.progress().instancesDone()).isEqualTo(5);
        }
    }

    @Test
    void faults_areTheCodeThatIsCompiledHere() throws IOException {
        String source = Files.readString(ROOT.resolve("testing/src/test/java/dev/stacksets/facade/ReadmeFaults.java"));
        String body = source.substring(source.indexOf("        aws.faults()"), source.lastIndexOf("    }\n}"));

        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains(body.stripTrailing().stripIndent());
    }

    @Test
    void faults_areMet_andTheThirdRolloutSucceeds() throws InterruptedException {
        StackSetsSimulator aws = StackSetsSimulator.create();
        aws.time().autoAdvance();
        ReadmeFaults.plant(aws);

        try (StackSets stackSets = StackSets.builder()
                .client(aws.directAsyncClient())
                .timeSource(aws.time())
                .callbackExecutor(Runnable::run)
                .build()) {
            StackSet base = stackSets
                    .create("base", s -> s.template(TemplateSource.inline("Resources: {A: {Type: AWS::SNS::Topic}}")))
                    .join();
            for (OperationStatus expected :
                    List.of(OperationStatus.FAILED, OperationStatus.FAILED, OperationStatus.SUCCEEDED)) {
                assertThat(base.deploy(d -> d.accounts("111122223333").regions("eu-west-1"))
                                .awaitOutcome()
                                .status())
                        .isEqualTo(expected);
            }
            assertThat(base.listOperations().toList().join()).hasSize(3);
        }
        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void example_onTheSimulator_rollsOutWithOneFailureInsideTheTolerance() throws Exception {
        Path template = Files.writeString(folder.resolve("iam.yaml"), Facade.TEMPLATE);
        StackSetsSimulator aws = StackSetsSimulator.create();
        aws.faults().instance("444455556666", "us-east-1").fails("Role is missing");
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        OperationResult result;

        try (StackSets stackSets = StackSets.builder()
                        .client(aws.asyncClient())
                        .timeSource(aws.time())
                        .build();
                Pace pace = aws.time().pace(10_000)) {
            assertThat(pace).isNotNull();
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            result = ReadmeExample.rollOut(stackSets, template, "correct-horse-battery");
        } finally {
            System.setOut(console);
        }

        assertThat(result.status()).isEqualTo(OperationStatus.SUCCEEDED);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("444455556666/us-east-1: Role is missing")
                .doesNotContain("correct-horse-battery");
    }
}
