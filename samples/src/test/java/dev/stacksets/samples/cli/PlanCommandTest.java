package dev.stacksets.samples.cli;

import static dev.stacksets.samples.cli.CommandRun.A;
import static dev.stacksets.samples.cli.CommandRun.B;
import static dev.stacksets.samples.cli.CommandRun.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.plan.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    @TempDir
    Path folder;

    private CommandRun command;

    @BeforeEach
    void start() {
        command = new CommandRun(folder);
        command.template();
    }

    private Path fleet(String name, String accounts, String more) throws IOException {
        return Files.writeString(folder.resolve(name), """
                stackSet: iam
                template: iam-baseline.yaml
                parameters: {Password: {secret: PASSWORD}}
                capabilities: [CAPABILITY_NAMED_IAM]
                preferences: {maxConcurrentCount: 10, failureToleranceCount: 9}
                groups:
                  all:
                    accounts: [%s]
                    regions: [us-east-1]
                """.formatted(accounts) + more);
    }

    private String written(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private int plan(Path fleet) {
        return command.run(
                "plan",
                "--simulate",
                "-f",
                fleet.toString(),
                "--json",
                folder.resolve("plan.json").toString(),
                "--html",
                folder.resolve("plan.html").toString());
    }

    private int apply(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "apply",
                "--simulate",
                folder.resolve("plan.json").toString(),
                "--approve",
                Plan.parse(written("plan.json")).hash()));
        arguments.addAll(List.of(more));
        return command.run(arguments.toArray(String[]::new));
    }

    @Test
    void planned_approved_applied_andThenNothingIsLeft() throws IOException {
        Path fleet = fleet("fleet.yaml", A + ", " + B, "");

        assertThat(plan(fleet)).isZero();
        String hash = Plan.parse(written("plan.json")).hash();
        assertThat(command.out()).contains("Plan " + hash, "create: 2 instances", "all: 2 instances");
        assertThat(command.err()).contains("--approve " + hash);
        assertThat(written("plan.html")).contains("<html").doesNotContain(CommandRun.SECRET);
        assertThat(written("plan.json")).doesNotContain(CommandRun.SECRET);
        assertThat(command.simulation.simulator().calls().count("CreateStackSet"))
                .isZero();

        assertThat(apply("--secret", "PASSWORD")).isZero();
        assertThat(command.out()).contains("Step 2 of 2: create.", "2 of 2 steps are done.");
        assertThat(plan(fleet)).isZero();
        assertThat(command.out()).contains("Nothing to do.");
    }

    @Test
    void apply_withoutItsSecret_exits2() throws IOException {
        plan(fleet("fleet.yaml", A, ""));

        assertThat(apply()).isEqualTo(2);
        assertThat(command.err()).contains("Password");
    }

    @Test
    void apply_unapprovedOrStale_changesNothing() throws IOException {
        plan(fleet("fleet.yaml", A, ""));
        Path json = folder.resolve("plan.json");
        assertThat(command.run("apply", "--simulate", json.toString(), "--approve", "0", "--secret", "PASSWORD"))
                .isEqualTo(2);
        assertThat(command.simulation.simulator().calls().count("CreateStackSet"))
                .isZero();

        command.deploy(C, "us-east-1");
        assertThat(apply("--secret", "PASSWORD")).isEqualTo(1);
        assertThat(command.err()).contains("is not as it was when the plan was made", "Next: plan again");
        assertThat(command.run(
                        "apply", "--simulate", folder.resolve("none.json").toString(), "--approve", "0"))
                .isEqualTo(2);
        assertThat(command.err()).contains("Plan " + folder.resolve("none.json") + " does not exist.");
    }

    @Test
    void deletesAndGuardrails_areShownAndNeedConsent() throws IOException {
        Path before = fleet("before.yaml", A + ", " + B + ", " + C, "");
        fleet("fleet.yaml", A, "prune: delete\n");
        command.run(
                "plan",
                "--simulate",
                "--simulate-from",
                before.toString(),
                "-f",
                folder.resolve("fleet.yaml").toString(),
                "--json",
                folder.resolve("plan.json").toString(),
                "--max-deletes",
                "1");
        assertThat(command.out())
                .contains("Guardrails in the way", "MAX_DELETES: 2 instances", "DESTROY: 2 stacks are deleted");

        assertThat(apply("--max-deletes", "1")).isEqualTo(1);
        assertThat(command.err()).contains("2 guardrails", "Next: change what is wanted");
        String hash = Plan.parse(written("plan.json")).hash();
        assertThat(apply("--max-deletes", "1", "--allow-destroy", hash, "--break-guardrail", "MAX_DELETES=TICKET-7"))
                .isZero();
        assertThat(command.out()).contains("Step 1 of 1: remove.");
    }

    /** The organization is asked, also by guardrails. */
    @Test
    void units_andWhoCalls_areAskedOfTheOrganization() throws IOException {
        command.run("org", "tree", "--simulate");
        String prod = command.out().replaceFirst("(?s).*Prod  (ou-\\S+).*", "$1");
        Path fleet = Files.writeString(folder.resolve("units.yaml"), """
                stackSet: topics
                templateBody: '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}'
                permissionModel: SERVICE_MANAGED
                groups:
                  prod: {organizationalUnits: [%s], regions: [us-east-1]}
                """.formatted(prod));

        assertThat(command.run(
                        "plan",
                        "--simulate",
                        "-f",
                        fleet.toString(),
                        "--expected-account",
                        A,
                        "--protected-units",
                        prod))
                .isZero();

        assertThat(command.out())
                .contains("prod: 3 instances", "EXPECTED_CALLER: the credentials are those of account 999988887777")
                .contains("PROTECTED_UNITS: protected unit " + prod + " is touched");
        assertThat(command.run("apply", "--simulate", "none.json", "--approve", "0", "--expected-account", "12"))
                .isEqualTo(2);
    }

    @Test
    void selectors_areLookedUpInTheOrganization() throws IOException {
        Path fleet = fleet("fleet.yaml", A, "");
        String text = Files.readString(fleet);

        Files.writeString(fleet, text.replace("accounts: [" + A + "]", "select: in Root/Workloads/Prod"));
        assertThat(plan(fleet)).isZero();
        assertThat(command.out()).contains("create: 3 instances = 3 accounts x 1 Region");

        Files.writeString(fleet, text.replace("accounts: [" + A + "]", "select: in Root/Nowhere"));
        assertThat(plan(fleet)).isEqualTo(2);
        assertThat(command.err()).contains("There is no unit 'Root/Nowhere'");
        Files.writeString(fleet, text.replace("accounts: [" + A + "]", "select: inside Root"));
        assertThat(plan(fleet)).isEqualTo(2);
        assertThat(command.err()).contains("expected a condition");
    }

    @Test
    void mistakesInTheFile_exit2_withTheirPlace() throws IOException {
        assertThat(plan(fleet("fleet.yaml", "123", ""))).isEqualTo(2);
        assertThat(command.err()).contains("fleet.yaml, line 8, column 16: account '123' is not valid");

        command.environment.clear();
        assertThat(plan(fleet("fleet.yaml", A, ""))).isEqualTo(2);
        assertThat(command.err()).contains("A secret is not known").doesNotContain("PASSWORD");
        assertThat(command.run(
                        "plan",
                        "--simulate-from",
                        "x",
                        "-f",
                        folder.resolve("fleet.yaml").toString()))
                .isEqualTo(2);
        assertThat(command.err()).contains("add --simulate");
    }

    @Test
    void plan_ofWhatAwsWouldRefuse_showsEachFinding_andHasNoHash() throws IOException {
        Path fleet = Files.writeString(folder.resolve("badplan.yaml"), """
                stackSet: badplan
                templateBody: |
                  Parameters: {Must: {Type: String}}
                  Resources: {R: {Type: 'AWS::IAM::Role', Properties: {RoleName: x}}}
                parameters: {Unknown: a}
                groups:
                  g: {accounts: ['333333333333'], regions: [us-east-1]}
                """);

        assertThat(plan(fleet)).isEqualTo(2);

        assertThat(command.err().lines())
                .anyMatch(line -> line.startsWith("stacksets: Parameter 'Unknown' is given"))
                .anyMatch(line -> line.startsWith("stacksets: Parameter 'Must' has no value here"))
                .anyMatch(line -> line.startsWith("stacksets: The template needs CAPABILITY_NAMED_IAM"))
                .anyMatch(line -> line.startsWith("Next: correct what is wrong and plan again"));
        assertThat(command.out()).doesNotContain("Plan ");
        assertThat(folder.resolve("plan.json")).doesNotExist();
        assertThat(command.simulation.simulator().calls().count("CreateStackSet"))
                .isZero();
    }

    @Test
    void apply_ofWhatIsNoPlan_saysWhatItIs() throws IOException {
        Path binary = Files.write(folder.resolve("plan.json"), new byte[] {(byte) 0xff, 0});
        assertThat(command.run("apply", "--simulate", binary.toString(), "--approve", "0"))
                .isEqualTo(2);
        assertThat(command.err()).contains("Plan " + binary + " is not a text in UTF-8.");
        assertThat(command.run("apply", "--simulate", folder.toString(), "--approve", "0"))
                .isEqualTo(2);
        assertThat(command.err()).contains("Plan " + folder + " cannot be read: it is a folder.");
        Path large = folder.resolve("large.json");
        try (var channel = Files.newByteChannel(large, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(33_554_432).write(ByteBuffer.wrap(new byte[] {' '}));
        }
        assertThat(command.run("apply", "--simulate", large.toString(), "--approve", "0"))
                .isEqualTo(2);
        assertThat(command.err()).contains("it has 33554433 bytes, and at most 33554432 are read.");
    }

    @Test
    void template_outsideTheFolder_isRefused_unlessAllowed() throws IOException {
        Files.createDirectory(folder.resolve("inner"));
        Path fleet = fleet("inner/fleet.yaml", A, "");
        Files.writeString(fleet, Files.readString(fleet).replace("iam-baseline.yaml", "../iam-baseline.yaml"));

        assertThat(plan(fleet)).isEqualTo(2);
        assertThat(command.err())
                .contains("fleet.yaml, line 2, column 11: Template file '../iam-baseline.yaml' is outside the folder");
        assertThat(folder.resolve("plan.json")).doesNotExist();
        assertThat(command.run("plan", "--simulate", "-f", fleet.toString(), "--allow-outside-folder"))
                .isZero();
    }

    @Test
    void fleet_thatIsEmptyOrNone_isCalledSo() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.yaml"));

        assertThat(plan(empty)).isEqualTo(2);
        assertThat(command.err())
                .contains("empty.yaml: there is nothing in it.")
                .doesNotContain("template");
        assertThat(plan(folder)).isEqualTo(2);
        assertThat(command.err()).contains("Fleet file " + folder + " cannot be read: it is a folder.");
    }
}
