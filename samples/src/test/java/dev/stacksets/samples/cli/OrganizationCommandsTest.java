package dev.stacksets.samples.cli;

import static dev.stacksets.samples.cli.CommandRun.A;
import static dev.stacksets.samples.cli.CommandRun.B;
import static dev.stacksets.samples.cli.CommandRun.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.StackSets;
import dev.stacksets.definition.TemplateSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;

class OrganizationCommandsTest {
    private static final String MANAGEMENT = "999988887777";
    private static final String SUSPENDED = "888899990000";

    @TempDir
    Path folder;

    private CommandRun command;

    @BeforeEach
    void start() {
        command = new CommandRun(folder);
    }

    private Path topic() throws IOException {
        return Files.writeString(folder.resolve("topic.yaml"), "Resources: {Topic: {Type: AWS::SNS::Topic}}");
    }

    @Test
    void tree_drawsTheUnits_withAccountsOnRequest() {
        assertThat(command.run("org", "tree", "--simulate")).isZero();
        assertThat(command.out())
                .startsWith("Organization o-")
                .contains("managed by " + MANAGEMENT)
                .containsPattern("├─ Workloads  ou-\\S+  0 accounts, 5 with those below")
                .doesNotContain(A);

        assertThat(command.run("org", "tree", "--simulate", "--with-accounts")).isZero();
        assertThat(command.out()).contains(A + "  shop").contains(SUSPENDED + "  old-shop  SUSPENDED");
    }

    @Test
    void tree_ofAFile_isItsOwn() throws IOException {
        Path file = Files.writeString(
                folder.resolve("organization.yaml"),
                "{managementAccount: 111111111111, units: [{name: Here, accounts: [222222222222]}]}");

        assertThat(command.run("org", "tree", "--simulate", "--simulate-organization", file.toString()))
                .isZero();
        assertThat(command.out()).contains("managed by 111111111111").contains("└─ Here");
    }

    @Test
    void select_namesAccounts_andTheServiceManagedForm() {
        assertThat(command.run("org", "select", "in Root/Workloads/Prod and not named audit", "--simulate"))
                .isZero();
        assertThat(command.out())
                .startsWith("in Root/Workloads/Prod and not named audit: 2 of 21 accounts")
                .containsPattern(A + " +shop +Root/Workloads/Prod +ACTIVE")
                .contains("Service-managed: ")
                .contains(" without accounts " + C + ". ")
                .contains("Every account of 1 unit is selected but 1.");
    }

    @Test
    void select_explained_saysWhyForEveryAccount() {
        assertThat(command.run("org", "select", "tagged stage=live and not named audit", "--simulate", "--explain"))
                .isZero();
        assertThat(command.out())
                .containsPattern("in +" + A + ".*: tagged stage=live; not named audit")
                .containsPattern("out +" + C + ".*: named audit")
                .contains(MANAGEMENT)
                .contains(SUSPENDED);
    }

    @Test
    void select_ids_areWhatDeployTakes() {
        assertThat(command.run("org", "select", "tagged stage=live or account 121212121212", "--simulate", "--ids"))
                .isZero();
        assertThat(command.out().strip()).isEqualTo(A + "," + B + "," + C);
        assertThat(command.err()).contains("Account 121212121212 does not belong to the organization.");
    }

    @Test
    void select_theManagementAccount_hasNoServiceManagedForm() {
        assertThat(command.run("org", "select", "management", "--simulate")).isZero();
        assertThat(command.out()).contains("Service-managed: impossible. The management account");
    }

    @Test
    void select_whatCannotBeRead_isRefused() {
        assertThat(command.run("org", "select", "inside Prod", "--simulate")).isEqualTo(2);
        assertThat(command.err()).contains("inside").contains("Next: ");
        assertThat(command.run("org", "select", "in Root/Nowhere", "--simulate"))
                .isEqualTo(2);
        assertThat(command.err()).contains("Root/Nowhere");
    }

    @Test
    void onboard_newAccount_showsTheGap() throws IOException {
        String unit = command.simulation.simulator().organization().unit("Workloads/Prod");
        deployToUnit(unit);
        assertThat(command.run("org", "onboard", A, "--simulate")).isZero();

        command.simulation.simulator().organization().createAccount(unit, "121212121212", "newcomer");

        assertThat(command.run("org", "onboard", "121212121212", "--simulate")).isEqualTo(1);
        assertThat(command.out())
                .contains("gap      base")
                .contains("1 missing")
                .contains("deploy ");
    }

    /** Without automatic deployment: accounts that come later are a gap. */
    private void deployToUnit(String unit) {
        try (StackSets stackSets = StackSets.builder()
                .client(command.simulation.client(Region.US_EAST_1))
                .timeSource(command.simulation.time())
                .callbackExecutor(Runnable::run)
                .build()) {
            var deployed = stackSets
                    .create(
                            "base",
                            s -> s.template(TemplateSource.inline("Resources: {Topic: {Type: AWS::SNS::Topic}}"))
                                    .serviceManaged())
                    .join()
                    .deploy(d -> d.organizationalUnits(unit).regions("us-east-1"))
                    .outcome();
            command.simulation.time().runUntil(deployed::isDone);
        }
    }

    @Test
    void preflight_healthy_exits0() throws IOException {
        assertThat(command.run(
                        "preflight",
                        "--simulate",
                        "--name",
                        "base",
                        "--template",
                        topic().toString(),
                        "--select",
                        "in Root/Workloads/Prod",
                        "--regions",
                        "us-east-1,eu-west-1",
                        "--expected-account",
                        MANAGEMENT,
                        "--probe-execution-roles"))
                .as(command.out() + command.err())
                .isZero();
        assertThat(command.out()).contains("OK execution role").contains("0 blockers, 0 warnings, 0 not checked");
    }

    @Test
    void preflight_ofAServiceManagedSelection_looksAtTrustedAccess() throws IOException {
        assertThat(command.run(
                        "preflight",
                        "--simulate",
                        "--service-managed",
                        "--name",
                        "base",
                        "--template",
                        topic().toString(),
                        "--select",
                        "in Root/Workloads and not suspended",
                        "--regions",
                        "us-east-1"))
                .as(command.out() + command.err())
                .isZero();
        assertThat(command.out()).contains("OK trusted access").contains("0 blockers, 0 warnings, 0 not checked");
    }

    @Test
    void preflight_defects_exits1_andSaysHowToMendThem() throws IOException {
        command.simulation.simulator().faults().account(B).missesExecutionRole();

        assertThat(command.run(
                        "preflight",
                        "--simulate",
                        "--name",
                        "base",
                        "--template",
                        topic().toString(),
                        "--accounts",
                        A + "," + B + "," + SUSPENDED,
                        "--regions",
                        "us-east-1,eu-south-1",
                        "--expected-account",
                        A,
                        "--probe-execution-roles",
                        "--sample",
                        "50"))
                .isEqualTo(1);
        assertThat(command.out())
                .contains("BLOCKER caller: Account " + A + " is expected to call, but " + MANAGEMENT + " does.")
                .contains("BLOCKER execution role")
                .contains("BLOCKER Regions: Region eu-south-1 is not enabled")
                .contains("aws account enable-region --region-name eu-south-1")
                .contains("WARNING target accounts");
    }

    @Test
    void preflight_asADelegate_whoIsTheManagementAccount_isABlocker() throws IOException {
        assertThat(command.run(
                        "preflight",
                        "--simulate",
                        "--delegated-administrator",
                        "--service-managed",
                        "--name",
                        "base",
                        "--template",
                        topic().toString(),
                        "--units",
                        command.simulation.simulator().organization().unit("Sandbox"),
                        "--regions",
                        "us-east-1"))
                .isEqualTo(1);
        assertThat(command.out()).contains("BLOCKER delegated administrator");
    }

    @Test
    void preflight_withoutOrWithSeveralKindsOfTargets_isRefused() throws IOException {
        String[] base = {
            "preflight", "--simulate", "--name", "base", "--template", topic().toString(), "--regions", "us-east-1"
        };
        assertThat(command.run(base)).isEqualTo(2);
        assertThat(command.run(with(base, "--accounts", A, "--select", "all"))).isEqualTo(2);
        assertThat(command.run(with(base, "--select", "in Root/Closed and not suspended")))
                .isEqualTo(2);
        assertThat(command.err()).contains("No account is selected");
        assertThat(command.run(with(base, "--accounts", A, "--sample", "0"))).isEqualTo(2);
    }

    private static String[] with(String[] base, String... more) {
        List<String> all = new ArrayList<>(List.of(base));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void roles_areTemplates_andNeedNobody() {
        String[] base = {"roles", "administration", "--administrator-account", MANAGEMENT, "--targets", A + "," + B};
        assertThat(command.run(with(
                        base,
                        "--opt-in-regions",
                        "eu-south-1",
                        "--stack-sets",
                        "iam-*",
                        "--administration-role-name",
                        "Admin",
                        "--execution-role-name",
                        "Work",
                        "--organization-id",
                        "o-abcdefghij",
                        "--organization-paths",
                        "o-abcdefghij/r-ab12/")))
                .isZero();
        assertThat(command.out())
                .startsWith("AWSTemplateFormatVersion")
                .contains("cloudformation.eu-south-1.amazonaws.com")
                .contains(A + ":role/Work")
                .contains("stackset/iam-*")
                .contains("aws:ResourceOrgID");

        base[1] = "execution";
        assertThat(command.run(base)).isZero();
        assertThat(command.out()).contains("AWSCloudFormationStackSetExecutionRole");
        assertThat(command.err()).contains("on no resource: add --template");
        assertThat(command.simulation.simulator().calls().all()).isEmpty();
    }

    @Test
    void roles_ofATemplate_mayWhatItsResourcesNeed_andSayWhatIsNotKnown() throws IOException {
        command.simulation
                .simulator()
                .resourceType(
                        "AWS::SNS::Topic",
                        "{\"handlers\": {\"create\": {\"permissions\": [\"sns:CreateTopic\", \"iam:PassRole\"]}}}");
        Path template = Files.writeString(
                folder.resolve("two.yaml"),
                "Resources: {Topic: {Type: AWS::SNS::Topic}, Queue: {Type: AWS::SQS::Queue}}");

        assertThat(command.run(
                        "roles",
                        "execution",
                        "--simulate",
                        "--administrator-account",
                        MANAGEMENT,
                        "--targets",
                        A,
                        "--template",
                        template.toString()))
                .isZero();
        assertThat(command.out()).contains("sns:CreateTopic").contains("#   AWS::SQS::Queue");
        assertThat(command.err())
                .contains("Not derived: AWS::SQS::Queue")
                .contains("To be narrowed down, since they change who may do what: iam:PassRole.");
    }

    @Test
    void roles_badAccount_isRefused() {
        assertThat(command.run("roles", "execution", "--administrator-account", "12", "--targets", A))
                .isEqualTo(2);
        assertThat(command.run("roles", "both", "--administrator-account", MANAGEMENT, "--targets", A))
                .isEqualTo(2);
    }

    @Test
    void organizationWithoutSimulator_isRefused() {
        assertThat(command.run("org", "tree", "--simulate-organization", "any.yaml"))
                .isEqualTo(2);
        assertThat(command.err()).contains("add --simulate.");
        assertThat(command.run("org")).isEqualTo(2);
    }
}
