package dev.stacksets.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.stacksets.definition.Secret;
import dev.stacksets.operation.OperationToken;
import dev.stacksets.samples.LoggedText;
import dev.stacksets.samples.console.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class QuickstartTest {
    private static final String PASSWORD = "Correct-Horse-7-Battery";
    private static final double FAST = 5_000;

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final StringWriter told = new StringWriter();

    @TempDir
    Path folder;

    @BeforeEach
    void logEverything() {
        root.setLevel(Level.DEBUG);
    }

    @AfterEach
    void logAsBefore() {
        root.setLevel(Level.WARN);
    }

    @Test
    void run_toTheEnd_tellsEveryStep() throws Exception {
        run();

        assertThat(told.toString())
                .contains("InsufficientCapabilitiesException")
                .contains(".capability(Capability.CAPABILITY_NAMED_IAM)")
                .contains("FAILED: 7 of 12 instances succeeded, 3 failed, 2 cancelled.")
                .containsPattern("333344445555 +FAILED \\(1\\) +FAILED \\(1\\)")
                .containsPattern("444455556666 +ok +FAILED \\(2\\)")
                .containsPattern("555566667777 +ok +CANCELLED")
                .contains("CANCELLED, never begun, nothing wrong there: 555566667777/eu-west-1, 666677778888/eu-west-1")
                .contains("the same failures: true")
                .contains("They take several operations")
                .contains("SUCCEEDED: 4 of 4 instances succeeded.")
                .contains("SUCCEEDED: 1 of 1 instances succeeded.")
                .contains("666677778888/eu-west-1 is CURRENT with the overrides {OperatorsMayReboot=no}.")
                .contains("iam-baseline is gone.");
    }

    @Test
    void run_toTheEnd_leavesTemplatesAndTheToken() throws Exception {
        run();

        assertThat(folder.resolve("stackset-administration-role.yaml")).isNotEmptyFile();
        assertThat(folder.resolve("stackset-execution-role.yaml")).isNotEmptyFile();
        assertThat(OperationToken.parse(Files.readString(folder.resolve("operation.token")))
                        .stackSet())
                .startsWith("iam-baseline:");
    }

    @Test
    void run_atDebugLevel_neverTellsThePassword() throws Exception {
        try (LoggedText log = new LoggedText()) {
            run();

            assertThat(log.text()).contains("software.amazon.awssdk").doesNotContain(PASSWORD);
        }
        assertThat(told.toString()).doesNotContain(PASSWORD);
        assertThat(everyFile()).doesNotContain(PASSWORD);
    }

    @Test
    void passwords_meetTheTemplatesRule_andDiffer() {
        assertThat(Passwords.random().reveal())
                .hasSize(24)
                .isNotEqualTo(Passwords.random().reveal());
    }

    private void run() throws InterruptedException {
        Screen screen = new Screen(new PrintWriter(told), new PrintWriter(told), false);
        new Quickstart(screen, folder, FAST, Secret.of(PASSWORD)).run();
    }

    private String everyFile() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
