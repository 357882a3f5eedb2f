package dev.stacksets.samples.cli;

import static dev.stacksets.samples.cli.CommandRun.A;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every refusal: exit code 2, a sentence, a next step, and no call made. */
class RefusedInputTest {
    @TempDir
    Path folder;

    private CommandRun command;

    @BeforeEach
    void start() {
        command = new CommandRun(folder);
    }

    @AfterEach
    void nothingWasSent() {
        assertThat(command.simulation.simulator().calls().all()).isEmpty();
        assertThat(command.out()).isEmpty();
        assertThat(command.err()).contains("Next: ").doesNotContain("\tat ");
    }

    @Test
    void badAccount() {
        assertThat(command.deploy("12", "us-east-1")).isEqualTo(2);
        assertThat(command.err()).contains("account '12' is not valid: an AWS account id has exactly 12 digits.");
    }

    @Test
    void foreignRegionOrder() {
        assertThat(command.deploy(A, "us-east-1", "--region-order", "eu-west-9"))
                .isEqualTo(2);
        assertThat(command.err()).contains("regionOrder names eu-west-9, not a Region of this operation (us-east-1).");
    }

    @Test
    void missingFile() {
        assertThat(command.run(
                        "deploy",
                        "--simulate",
                        "--name",
                        "iam",
                        "--template",
                        "/no/such.yaml",
                        "--accounts",
                        A,
                        "--regions",
                        "us-east-1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("Template file /no/such.yaml does not exist.");
    }

    @Test
    void badName() {
        assertThat(refused("--name", "1st")).isEqualTo(2);
        assertThat(command.err()).contains("name '1st' is not valid");
    }

    @Test
    void unknownCapability() {
        assertThat(command.deploy(A, "us-east-1", "--capability", "CAPABILITY_ALL"))
                .isEqualTo(2);
        assertThat(command.err()).contains("'CAPABILITY_ALL' is no capability; there are CAPABILITY_AUTO_EXPAND");
    }

    @Test
    void malformedParameter() {
        assertThat(command.deploy(A, "us-east-1", "--parameter", "NamePrefix")).isEqualTo(2);
        assertThat(command.err()).contains("should be in KEY=VALUE format");
    }

    @Test
    void mistypedParameter_itsValueIsNotRepeated() {
        for (String[] mistyped : new String[][] {
            {"--parmeter=Password=hunter2"},
            {"--parmeter", "hunter2"},
            {"--parameter", "Password=a", "hunter2"},
            {"--tag", "hunter2"},
            {"--parameter", "hunter2"}
        }) {
            assertThat(command.deploy(A, "us-east-1", mistyped)).isEqualTo(2);
            assertThat(command.err()).startsWith("stacksets: ").doesNotContain("hunter2");
        }
    }

    @Test
    void secretOnTheCommandLine_isNotRepeated() {
        assertThat(command.deploy(A, "us-east-1", "--secret-parameter", "Other=hunter2"))
                .isEqualTo(2);
        assertThat(command.err())
                .contains("The environment variable named for Other is not set")
                .doesNotContain("hunter2");
    }

    @Test
    void secretWithNobodyToAsk() {
        assertThat(command.deploy(A, "us-east-1", "--secret-parameter", "Other"))
                .isEqualTo(2);
        assertThat(command.err()).contains("Nobody can be asked for Other here");
    }

    @Test
    void toleranceBelowZero() {
        assertThat(command.deploy(A, "us-east-1", "--failure-tolerance", "-1")).isEqualTo(2);
        assertThat(command.err()).contains("failureToleranceCount is -1, but must be at least 0.");
    }

    @Test
    void missingOption() {
        assertThat(command.run("deploy", "--simulate", "--name", "iam")).isEqualTo(2);
        assertThat(command.err()).contains("Missing required options").contains("'stacksets deploy --help'");
    }

    @Test
    void badToken() {
        assertThat(command.run("resume", "--simulate", "nonsense")).isEqualTo(2);
        assertThat(command.err()).contains("'nonsense' is no operation token: one looks like");
        assertThat(command.run("stop", "--simulate", "nonsense")).isEqualTo(2);
    }

    @Test
    void fateOfStacksNotSaid() {
        assertThat(command.run("delete", "--simulate", "--name", "iam")).isEqualTo(2);
        assertThat(command.err()).contains("(--delete-stacks | --retain-stacks)");
        assertThat(command.run("delete", "--simulate", "--name", "iam", "--delete-stacks", "--retain-stacks"))
                .isEqualTo(2);
    }

    @Test
    void stacksToImport() {
        assertThat(command.run("import", "--simulate", "--name", "iam", "--stacks", "alarms"))
                .isEqualTo(2);
        assertThat(command.err()).contains("stackId 'alarms' is not valid");
        assertThat(command.run("import", "--simulate", "--name", "iam")).isEqualTo(2);
        assertThat(command.err()).contains("--stacks=ARN").contains("--stacks-from=URL");
    }

    @Test
    void faultWithoutSimulator() {
        assertThat(command.run("status", "--name", "iam", "--simulate-fail", A)).isEqualTo(2);
        assertThat(command.err()).contains("add --simulate.");
    }

    @Test
    void faultInNoAccount() {
        assertThat(command.deploy(A, "us-east-1", "--simulate-fail", "12")).isEqualTo(2);
        assertThat(command.err()).contains("account '12' is not valid");
    }

    @Test
    void profileWithSimulator() {
        assertThat(command.run("status", "--name", "iam", "--simulate", "--profile", "x"))
                .isEqualTo(2);
        assertThat(command.err()).contains("leave out --profile");
    }

    @Test
    void bucketWithSimulatorOrBadName() {
        assertThat(command.deploy(A, "us-east-1", "--template-bucket", "templates"))
                .isEqualTo(2);
        assertThat(command.err()).contains("leave out").contains("--template-bucket");
        assertThat(command.run("status", "--name", "iam", "--region", "us-east-1", "--template-bucket", "No_Bucket"))
                .isEqualTo(2);
        assertThat(command.err()).contains("bucket 'No_Bucket' is not valid");
    }

    @Test
    void largeTemplateWithoutABucket() throws IOException {
        Path large = Files.writeString(folder.resolve("large.yaml"), "Resources: {} # " + "x".repeat(60_000));

        assertThat(command.run("check", "--region", "us-east-1", "--template", large.toString()))
                .isEqualTo(2);
        assertThat(command.err()).contains("more than 51200 bytes").contains("add --template-bucket.");
    }

    @Test
    void unknownProfile() {
        assertThat(command.run("status", "--name", "iam", "--region", "us-east-1", "--profile", "no-such-profile-1"))
                .isEqualTo(2);
        assertThat(command.err()).contains("There is no profile 'no-such-profile-1'");
    }

    @Test
    void endpointWithoutHost() {
        assertThat(command.run("status", "--name", "iam", "--region", "us-east-1", "--endpoint-url", "localhost"))
                .isEqualTo(2);
        assertThat(command.err()).contains("The endpoint 'localhost' has no host");
    }

    private int refused(String option, String value) {
        String[] all = {
            "deploy",
            "--simulate",
            "--name",
            "iam",
            "--template",
            command.template().toString(),
            "--accounts",
            A,
            "--regions",
            "us-east-1"
        };
        all[Arrays.asList(all).indexOf(option) + 1] = value;
        return command.run(all);
    }
}
