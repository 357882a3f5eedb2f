package dev.stacksets.samples.cli;

import static dev.stacksets.samples.cli.CommandRun.A;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands on the command line is no secret any more. */
class NoEchoTest {
    @TempDir
    Path folder;

    private String template(String noEcho) throws IOException {
        Path file = folder.resolve("template.yaml");
        Files.writeString(file, """
                Parameters:
                  Key: {Type: String, NoEcho: %s}
                  Level: {Type: String, Default: low}
                Resources:
                  Topic: {Type: 'AWS::SNS::Topic'}
                """.formatted(noEcho));
        return file.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "'true'", "True", "yes", "Yes", "on", "ON"})
    void check_plainValueOfANoEchoParameter_warnsTwice(String noEcho) throws IOException {
        CommandRun command = new CommandRun(folder);

        command.run("check", "--simulate", "--template", template(noEcho), "--parameter", "Key=topsecret");

        assertThat(command.err())
                .contains("Warning: parameter Key is NoEcho", "--secret-parameter Key")
                .doesNotContain("topsecret");
        assertThat(command.out()).contains("WARNING: Parameter 'Key' is NoEcho").doesNotContain("topsecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", "off"})
    void check_parameterThatMayBeShown_warnsOfNothing(String noEcho) throws IOException {
        CommandRun command = new CommandRun(folder);

        command.run("check", "--simulate", "--template", template(noEcho), "--parameter", "Key=shown");

        assertThat(command.err()).isEmpty();
        assertThat(command.out()).contains("Nothing is wrong with it.");
    }

    @Test
    void deploy_plainValueOfANoEchoParameter_warnsAndDeploys() throws IOException {
        CommandRun command = new CommandRun(folder);

        int exit = command.run(
                "deploy",
                "--simulate",
                "--name",
                "keys",
                "--template",
                template("yes"),
                "--parameter",
                "Key=topsecret",
                "--parameter",
                "Level=high",
                "--accounts",
                A,
                "--regions",
                "us-east-1");

        assertThat(exit).isZero();
        assertThat(command.err()).containsOnlyOnce("Warning:").contains("parameter Key is NoEcho");
        assertThat(command.out() + command.err()).doesNotContain("topsecret");
    }

    @Test
    void plan_secretWhereItsNameBelongs_isNotRepeated() throws IOException {
        CommandRun command = new CommandRun(folder);
        template("true");
        Path fleet = Files.writeString(folder.resolve("fleet.yaml"), """
                stackSet: keys
                template: template.yaml
                parameters: {Key: {secret: hunter2}}
                groups:
                  all: {accounts: ['111122223333'], regions: [us-east-1]}
                """);

        assertThat(command.run("plan", "--simulate", "-f", fleet.toString())).isEqualTo(2);
        assertThat(command.err()).contains("A secret is not known").doesNotContain("hunter2");
    }
}
