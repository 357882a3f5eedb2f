package dev.stacksets.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.SimulatorEndpoint;
import java.nio.file.Path;
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
}
