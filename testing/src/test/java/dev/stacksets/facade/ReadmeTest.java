package dev.stacksets.facade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSets;
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
