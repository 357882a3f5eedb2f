package dev.stacksets.samples.cli;

import static dev.stacksets.samples.cli.CommandRun.A;
import static dev.stacksets.samples.cli.CommandRun.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSets;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.yaml.StackSetTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class OtherCommandsTest {
    private static final String UNKNOWN = "stackset-operation/v1/us-east-1/iam/abc";

    @TempDir
    Path folder;

    private CommandRun command;

    @BeforeEach
    void start() {
        command = new CommandRun(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart",
                "org tree",
                "org select",
                "org onboard",
                "roles",
                "check",
                "preflight",
                "deploy",
                "status",
                "export",
                "plan",
                "apply",
                "resume",
                "stop",
                "drift",
                "import",
                "delete"
            })
    void help_everyCommand_exits0(String name) {
        assertThat(command.run((name + " --help").split(" "))).isZero();
        assertThat(command.out()).contains("stacksets " + name).contains("--debug");
    }

    @Test
    void version_exits0() {
        assertThat(command.run("--version")).isZero();
        assertThat(command.out()).startsWith("stacksets ");
    }

    @Test
    void status_afterDeployment_showsInstancesAndOperations() {
        command.deploy(A + "," + B, "us-east-1", "--simulate-fail", B);

        assertThat(command.run("status", "--simulate", "--name", "iam")).isZero();
        assertThat(command.out())
                .contains("is ACTIVE.")
                .contains("Drift: NOT_CHECKED")
                .contains("Instances: 2")
                .containsPattern(A + " +us-east-1 +CURRENT +SUCCEEDED")
                .containsPattern(B + " +us-east-1 +OUTDATED +FAILED +Account " + B)
                .containsPattern("CREATE +FAILED");
    }

    @Test
    void status_operation_showsEveryInstance() {
        command.deploy(A, "us-east-1", "--detach");
        String id = command.out().strip().replaceFirst("(?s).*/", "");

        assertThat(command.run("status", "--simulate", "--name", "iam", "--operation", id))
                .isZero();
        assertThat(command.out()).contains("CREATE operation " + id).contains(A);
    }

    @Test
    void status_unknownStackSet_exits1_andSaysTheSimulatorIsEmpty() {
        assertThat(command.run("status", "--simulate", "--name", "none")).isEqualTo(1);
        assertThat(command.err())
                .contains("the simulator starts empty")
                .contains("StackSet none not found")
                .contains("Next: pass the --region");
    }

    @Test
    void check_severalMistakes_exits2_andNamesThemAll() {
        assertThat(command.run(
                        "check", "--simulate", "--template", command.template().toString(), "--parameter", "Nope=1"))
                .isEqualTo(2);

        assertThat(command.out())
                .contains("ERROR: Parameter 'Nope' is given, but the template declares")
                .contains("ERROR: Parameter 'Password' has no value here")
                .contains("ERROR: The template needs CAPABILITY_NAMED_IAM");
        assertThat(command.simulation.simulator().calls().count("CreateStackSet"))
                .isZero();
    }

    @Test
    void check_nothingWrong_exits0() {
        assertThat(command.run(
                        "check",
                        "--simulate",
                        "--service-managed",
                        "--template",
                        command.template().toString(),
                        "--secret-parameter",
                        "Password=PASSWORD",
                        "--capability",
                        "CAPABILITY_NAMED_IAM"))
                .isZero();

        assertThat(command.out()).contains("Nothing is wrong with it.");
    }

    @Test
    void export_afterDeployment_writesWhatReadsBack_withoutTheSecret() throws IOException {
        command.deploy(A + "," + B, "us-east-1");
        Path file = folder.resolve("iam.yaml");

        assertThat(command.run("export", "--simulate", "--name", "iam", "--overrides", "--output", file.toString()))
                .isZero();

        assertThat(command.err()).contains("Secret values were left out; the template asks for Password.");
        assertThat(file).content().doesNotContain(CommandRun.SECRET);
        assertThat(StackSetTemplate.read(file).deployments())
                .containsExactly(DeploymentSpec.builder()
                        .accounts(A, B)
                        .regions("us-east-1")
                        .build());
    }

    @Test
    void export_withoutAFile_goesToTheScreen() {
        command.deploy(A, "us-east-1");

        assertThat(command.run("export", "--simulate", "--name", "iam")).isZero();
        assertThat(StackSetTemplate.parse(command.out()).deployments()).isEmpty();
        assertThat(command.run("export", "--simulate", "--name", "iam", "--instances"))
                .isZero();
        assertThat(StackSetTemplate.parse(command.out()).deployments()).hasSize(1);
    }

    @Test
    void export_toAFolder_exits1_inASentence() {
        command.deploy(A, "us-east-1");

        assertThat(command.run("export", "--simulate", "--name", "iam", "--output", folder.toString()))
                .isEqualTo(1);
        assertThat(command.err()).contains("Cannot write to " + folder).doesNotContain("\tat ");
    }

    @Test
    void check_largeTemplate_goesThroughTheSimulatedStore() throws IOException {
        Path large = folder.resolve("large.yaml");
        Files.writeString(large, Files.readString(command.template()) + "# " + "x".repeat(60_000));

        assertThat(command.run(
                        "check",
                        "--simulate",
                        "--template",
                        large.toString(),
                        "--secret-parameter",
                        "Password=PASSWORD",
                        "--capability",
                        "CAPABILITY_NAMED_IAM"))
                .isZero();
    }

    @Test
    void resume_unknownOperation_exits1() {
        assertThat(command.run("resume", "--simulate", UNKNOWN)).isEqualTo(1);
        assertThat(command.err()).contains("AWS does not know the operation of the token " + UNKNOWN);
    }

    @Test
    void stop_runningOperation_exits0() {
        command.speed = 1;
        command.deploy(A + "," + B, "us-east-1", "--detach");
        String token = command.out().lines().reduce((one, last) -> last).orElseThrow();

        assertThat(command.run("stop", "--simulate", token)).isZero();
        assertThat(command.out()).contains("is STOPPING.");

        command.speed = 5_000;
        assertThat(command.run("resume", "--simulate", token)).isEqualTo(1);
        assertThat(command.out()).contains("STOPPED: ");
    }

    @Test
    void stop_unknownOperation_exits1() {
        assertThat(command.run("stop", "--simulate", UNKNOWN)).isEqualTo(1);
    }

    @Test
    void delete_removesEveryInstanceInOneOperation_thenTheStackSet() {
        command.deploy(A + "," + B, "us-east-1");
        command.deploy(A, "eu-west-1", "--update-all");

        int code = command.run("delete", "--simulate", "--name", "iam", "--delete-stacks");
        assertThat(code).as(command.err()).isZero();
        assertThat(command.out())
                .containsOnlyOnce("Removing its instances (DELETE their stacks)")
                .contains("SUCCEEDED: 3 of 3 instances succeeded")
                .contains("Deleted stack set iam.");
        assertThat(command.run("status", "--simulate", "--name", "iam")).isEqualTo(1);
    }

    @Test
    void delete_failingAccount_exits1_andKeepsTheStackSet() {
        command.deploy(A, "us-east-1");

        assertThat(command.run("delete", "--simulate", "--name", "iam", "--delete-stacks", "--simulate-fail", A))
                .isEqualTo(1);
        assertThat(command.out()).contains("FAILED").doesNotContain("Deleted");
        assertThat(command.err()).contains("stays: 1 instances are left");
        assertThat(command.run("status", "--simulate", "--name", "iam")).isZero();
    }

    @Test
    void drift_thatIsNowhere_exits0() {
        command.deploy(A + "," + B, "us-east-1");

        assertThat(command.run("drift", "--simulate", "--name", "iam")).isZero();
        assertThat(command.out())
                .contains("SUCCEEDED: 2 of 2")
                .contains("IN_SYNC")
                .contains("0 drifted");
    }

    @Test
    void drift_thatIsThere_exits1_andShowsValuesOnlyIfAsked() {
        command.deploy(A + "," + B, "us-east-1");
        command.simulation
                .simulator()
                .faults()
                .account(B)
                .drifts("ReadOnlyGroup", "/Path", "/baseline/", "/elsewhere/");

        assertThat(command.run("drift", "--simulate", "--name", "iam", "--max-concurrent", "2"))
                .isEqualTo(1);
        assertThat(command.out())
                .contains(B + "/us-east-1")
                .containsPattern("MODIFIED ReadOnlyGroup \\(AWS::IAM::Group .*\\)")
                .contains("/Path NOT_EQUAL")
                .doesNotContain("/elsewhere/");
        String id = command.out().replaceFirst("(?s).*drift detection ([-a-z0-9]+).*", "$1");

        assertThat(command.run("drift", "--simulate", "--name", "iam", "--operation", id, "--show-values"))
                .isEqualTo(1);
        assertThat(command.out())
                .contains("expected '/baseline/', is '/elsewhere/'")
                .doesNotContain("SUCCEEDED");
    }

    @Test
    void drift_thatCannotBeLookedFor_exits1() {
        command.deploy(A, "us-east-1");

        assertThat(command.run("drift", "--simulate", "--name", "iam", "--simulate-fail", A))
                .isEqualTo(1);
        assertThat(command.out()).contains("Not looked at, drift unknown:").contains(A + "/us-east-1 FAILED");
    }

    @Test
    void import_takesStacksIn() throws IOException {
        command.deploy(A, "us-east-1");
        String stack = command.simulation
                .simulator()
                .existingStack(
                        B,
                        Region.EU_WEST_1,
                        "iam",
                        Files.readString(command.template()),
                        Map.of("Password", CommandRun.SECRET));

        assertThat(command.run("import", "--simulate", "--name", "iam", "--stacks", stack))
                .isZero();
        assertThat(command.out()).contains("SUCCEEDED: 1 of 1");
        assertThat(command.run("import", "--simulate", "--name", "iam", "--stacks-from", "s3://bucket/none.csv"))
                .isEqualTo(1);
    }

    @Test
    void quickstart_exits0() {
        assertThat(command.run("quickstart", folder.resolve("tour").toString())).isZero();
        assertThat(folder.resolve("tour/stackset-execution-role.yaml")).isNotEmptyFile();
    }

    @Test
    void quickstart_folderIsAFile_exits1_inASentence() {
        assertThat(command.run("quickstart", command.template().toString())).isEqualTo(1);
        assertThat(command.err()).contains("Cannot write to the folder").doesNotContain("\tat ");
    }

    @Test
    void interruption_saysWhereTheOperationGoesOn() {
        try (StackSets stackSets = StackSets.builder()
                .client(command.simulation.client(Region.US_EAST_1))
                .build()) {
            Show real = new Show(
                    screen(),
                    new Session(
                            stackSets,
                            new Clients.Real(Optional.empty(), Optional.empty()),
                            Optional.empty(),
                            List.of()));
            Show simulated = new Show(
                    screen(),
                    new Session(stackSets, new Clients.Simulated(command.simulation), Optional.empty(), List.of()));

            assertThat(real.interruption(UNKNOWN)).contains("goes on in AWS").contains("'stacksets resume " + UNKNOWN);
            assertThat(simulated.interruption(UNKNOWN))
                    .contains("simulator ends")
                    .contains(UNKNOWN);
        }
    }

    private static dev.stacksets.samples.console.Screen screen() {
        return Surroundings.ofProcess().screen();
    }
}
