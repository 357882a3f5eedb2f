package dev.stacksets.samples.cli;

import static dev.stacksets.samples.cli.CommandRun.A;
import static dev.stacksets.samples.cli.CommandRun.B;
import static dev.stacksets.samples.cli.CommandRun.C;
import static dev.stacksets.samples.cli.CommandRun.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.samples.LoggedText;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCommandTest {
    @TempDir
    Path folder;

    private CommandRun command;

    @BeforeEach
    void start() {
        command = new CommandRun(folder);
    }

    @Test
    void deploy_newStackSet_createsAndDeploys() {
        int exit = command.deploy(A + "," + B, "us-east-1,eu-west-1", "--region-order", "eu-west-1,us-east-1");

        assertThat(exit).isZero();
        assertThat(command.out())
                .contains("Created stack set iam")
                .contains("SUCCEEDED: 4 of 4 instances succeeded.")
                .containsPattern("account +eu-west-1 +us-east-1")
                .contains("4 of 4 instances done");
    }

    @Test
    void deploy_existingStackSet_updatesItsDefinition() {
        command.deploy(A, "us-east-1");

        int exit = command.deploy(A, "us-east-1", "--parameter", "NamePrefix=other");

        assertThat(exit).isZero();
        assertThat(command.out()).contains("Stack set iam exists: updating its definition.");
    }

    @Test
    void deploy_existingStackSet_keepsParametersNotGiven() {
        command.deploy(A, "us-east-1");

        int exit = command.run(
                "deploy",
                "--simulate",
                "--name",
                "iam",
                "--template",
                command.template().toString(),
                "--accounts",
                A,
                "--regions",
                "us-east-1",
                "--capability",
                "CAPABILITY_NAMED_IAM");

        assertThat(exit).as(command.err()).isZero();
    }

    @Test
    void deploy_updateWouldReachOthers_isRefused() {
        command.deploy(A + "," + B, "us-east-1");

        int exit = command.deploy(A, "us-east-1");

        assertThat(exit).isEqualTo(2);
        assertThat(command.err()).contains("1 instances in accounts and Regions not named here, first " + B);
        assertThat(command.deploy(A, "us-east-1", "--update-all")).isZero();
    }

    @Test
    void deploy_failingAccount_exits1_andTellsCausesFromFallout() {
        int exit = command.deploy(A + "," + B + "," + C, "us-east-1,eu-west-1", "--simulate-fail", B);

        assertThat(exit).isEqualTo(1);
        assertThat(command.out())
                .contains("FAILED: 1 of 6 instances succeeded, 1 failed, 4 cancelled.")
                .contains("FAILED (1) " + B + "/us-east-1")
                .contains("AWSCloudFormationStackSetExecutionRole")
                .contains("CANCELLED, never begun");
    }

    @Test
    void deploy_toleratedFailure_exits1() {
        int exit = command.deploy(
                A + "," + B, "us-east-1", "--simulate-fail", B, "--failure-tolerance", "1", "--max-concurrent", "2");

        assertThat(exit).isEqualTo(1);
        assertThat(command.out()).contains("SUCCEEDED: 1 of 2 instances succeeded, 1 failed.");
    }

    @Test
    void deploy_withoutCapability_exits1_andNamesTheOption() {
        int exit = command.run(
                "deploy",
                "--simulate",
                "--name",
                "iam",
                "--template",
                command.template().toString(),
                "--accounts",
                A,
                "--regions",
                "us-east-1",
                "--secret-parameter",
                "Password=PASSWORD");

        assertThat(exit).isEqualTo(1);
        assertThat(command.err())
                .contains("may only be used with CAPABILITY_NAMED_IAM")
                .contains("AWS::IAM::User")
                .contains("Next: if you trust the template, add --capability CAPABILITY_NAMED_IAM.");
    }

    @Test
    void deploy_detached_printsATokenThatResumeTakes() {
        int exit = command.deploy(A, "us-east-1", "--detach");
        String token = command.out().lines().reduce((one, last) -> last).orElseThrow();

        assertThat(exit).isZero();
        assertThat(token).startsWith("stackset-operation/v1/us-east-1/iam:");
        assertThat(command.run("resume", "--simulate", token)).isZero();
        assertThat(command.out()).contains("SUCCEEDED: 1 of 1 instances succeeded.");
    }

    @Test
    void deploy_debug_neverLogsTheSecret() {
        try (LoggedText log = new LoggedText()) {
            command.deploy(A, "us-east-1", "--debug");
            command.deploy(A, "us-east-1", "--debug");

            assertThat(log.text()).contains("software.amazon.awssdk").doesNotContain(SECRET);
            assertThat(command.out() + command.err()).doesNotContain(SECRET);
        }
    }

    @Test
    void deploy_secretTheTemplateRefuses_isNotRepeated() {
        command.environment.put("PASSWORD", "short");

        int exit = command.deploy(A, "us-east-1");

        assertThat(exit).isEqualTo(1);
        assertThat(command.err()).contains("Password").doesNotContain("short");
    }
}
