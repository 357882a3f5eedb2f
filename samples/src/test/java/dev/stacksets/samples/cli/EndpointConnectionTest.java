package dev.stacksets.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.SimulatorEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.StackSetStatus;

/** Commands that connect as they do to AWS, here to a simulator over HTTP. */
@Timeout(60)
class EndpointConnectionTest {
    @TempDir
    Path folder;

    @BeforeEach
    void haveCredentials() {
        System.setProperty("aws.accessKeyId", "123456789012");
        System.setProperty("aws.secretAccessKey", "simulated");
    }

    @AfterEach
    void haveNone() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void probe_printsWhatTheEndpointCan_andLeavesNothingBehind() {
        CommandRun command = new CommandRun(folder);
        try (SimulatorEndpoint endpoint = command.simulation.simulator().serve().instant()) {
            assertThat(command.run("probe", "--endpoint-url", endpoint.uri().toString()))
                    .isZero();
        }

        assertThat(command.out())
                .containsPattern("DetectStackSetDrift +yes")
                .contains("differs: operations have ended when their start is answered")
                .doesNotContain("left behind");
        assertThat(command.simulation
                        .simulator()
                        .client("123456789012", Region.US_EAST_1)
                        .listStackSets(r -> r.status(StackSetStatus.ACTIVE))
                        .summaries())
                .isEmpty();
    }

    @Test
    void probe_nobodyListens_isOneSentence() {
        CommandRun command = new CommandRun(folder);

        assertThat(command.run("probe", "--endpoint-url", "http://127.0.0.1:1")).isEqualTo(1);

        assertThat(command.err()).contains("no stack set can be created there").doesNotContain("\tat ");
    }

    @Test
    void probe_noHost_isRefused() {
        CommandRun command = new CommandRun(folder);

        assertThat(command.run("probe", "--endpoint-url", "localhost")).isEqualTo(2);

        assertThat(command.err()).contains("has no host");
    }

    @Test
    void check_withABucketItDoesNotNeed_asksTheEndpointAlone() {
        CommandRun command = new CommandRun(folder);
        try (SimulatorEndpoint endpoint = command.simulation.simulator().serve().instant()) {
            assertThat(command.run(
                            "check",
                            "--endpoint-url",
                            endpoint.uri().toString(),
                            "--region",
                            "us-east-1",
                            "--template-bucket",
                            "templates",
                            "--template",
                            command.template().toString()))
                    .isEqualTo(2);
        }

        assertThat(command.out()).contains("ERROR: Parameter 'Password' has no value here");
        assertThat(command.simulation.simulator().calls().count("GetTemplateSummary"))
                .isEqualTo(1);
    }

    @Test
    void organizationCommands_sayTheSameAsOfTheSimulator() throws IOException {
        Path organization = Files.writeString(
                folder.resolve("organization.yaml"),
                "{managementAccount: 123456789012, units: [{name: Prod, accounts: [222222222222, 333333333333]}]}");
        Path topic = Files.writeString(folder.resolve("topic.yaml"), "Resources: {Topic: {Type: AWS::SNS::Topic}}");
        CommandRun command = new CommandRun(folder);
        CommandRun client = new CommandRun(folder);
        List<String> said = new ArrayList<>();
        command.whileServing = () -> {
            String[] endpoint = {
                "--region", "us-east-1", "--endpoint-url", command.out().strip().replace("listening on ", "")
            };
            said.add(ran(client, with(new String[] {"org", "tree"}, endpoint)));
            said.add(ran(client, with(new String[] {"org", "select", "in Root/Prod", "--explain"}, endpoint)));
            said.add(ran(
                    client,
                    with(
                            new String[] {
                                "preflight",
                                "--name",
                                "base",
                                "--template",
                                topic.toString(),
                                "--select",
                                "in Root/Prod",
                                "--regions",
                                "us-east-1",
                                "--expected-account",
                                "123456789012",
                                "--probe-execution-roles"
                            },
                            endpoint)));
        };
        assertThat(command.run("serve", "--port", "0", "--instant", "--organization", organization.toString()))
                .isZero();

        assertThat(said.get(0)).contains("managed by 123456789012").contains("└─ Prod");
        assertThat(said.get(1)).contains("2 of 3 accounts").contains("in   222222222222");
        assertThat(said.get(2)).contains("0 blockers, 0 warnings, 0 not checked");
    }

    private static String[] with(String[] base, String... more) {
        return Stream.of(base, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private static String ran(CommandRun client, String... arguments) {
        assertThat(client.run(arguments)).as(client.err()).isZero();
        return client.out();
    }
}
