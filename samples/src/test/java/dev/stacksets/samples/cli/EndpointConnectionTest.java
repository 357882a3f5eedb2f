package dev.stacksets.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.testing.SimulatorEndpoint;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
