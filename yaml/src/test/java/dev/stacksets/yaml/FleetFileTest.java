package dev.stacksets.yaml;

import static dev.stacksets.yaml.StackSetTemplateTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.FailureKind;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.Overlap;
import dev.stacksets.plan.UnknownValues;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ConcurrencyMode;
import software.amazon.awssdk.services.cloudformation.model.RegionConcurrencyType;

class FleetFileTest {
    private static final String BODY = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n";
    private static final Secret PASSWORD = Secret.of("hunter2hunter2");

    private static final String SELF_MANAGED = """
            stackSet: baseline
            description: What every account has
            template: baseline.yaml
            parameters:
              Level: low
              Days: 30
              Password: {secret: DB_PASSWORD}
            capabilities: [CAPABILITY_NAMED_IAM]
            tags: {Owner: platform}
            administrationRoleArn: arn:aws:iam::111122223333:role/Admin
            executionRoleName: Exec
            managedExecution: true
            preferences:
              maxConcurrentPercentage: 25
              failureTolerancePercentage: 10
              regionOrder: [eu-west-1]
              regionConcurrency: SEQUENTIAL
              concurrencyMode: SOFT_FAILURE_TOLERANCE
            retry: {rounds: 2, pauseSeconds: 60, kinds: [ROLE_OR_PERMISSION], preferences: {maxConcurrentCount: 1}}
            prune: retain
            overlap: last-wins
            unknownValues: send
            groups:
              prod:
                accounts: [012345678901, '444455556666']
                regions: [us-east-1, eu-west-1]
                overrides: {Level: high, Days: {keep: true}, Password: {secret: PROD_PASSWORD}}
              test:
                accounts: ['777788889999']
                regions: [us-east-1]
                overrides: none
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void template() throws IOException {
        Files.writeString(folder.resolve("baseline.yaml"), BODY);
    }

    @Test
    void everyKey_isRead() throws IOException {
        Path file = folder.resolve("fleet.yaml");
        Files.writeString(file, SELF_MANAGED);
        FleetFile fleet = FleetFile.read(file);
        assertThat(fleet.neededSecrets()).containsExactly("DB_PASSWORD", "PROD_PASSWORD");

        DesiredStackSet read = fleet.desired(Map.of("DB_PASSWORD", PASSWORD, "PROD_PASSWORD", PASSWORD));

        assertThat(read)
                .isEqualTo(DesiredStackSet.builder()
                        .definition(
                                "baseline",
                                d -> d.description("What every account has")
                                        .template(new TemplateSource.Inline(BODY, "template file baseline.yaml"))
                                        .parameter("Level", "low")
                                        .parameter("Days", "30")
                                        .parameter("Password", PASSWORD)
                                        .capabilities(Capability.CAPABILITY_NAMED_IAM)
                                        .tag("Owner", "platform")
                                        .administrationRoleArn("arn:aws:iam::111122223333:role/Admin")
                                        .executionRoleName("Exec")
                                        .managedExecution(true))
                        .preferences(p -> p.maxConcurrentPercentage(25)
                                .failureTolerancePercentage(10)
                                .regionOrder("eu-west-1")
                                .regionConcurrency(RegionConcurrencyType.SEQUENTIAL)
                                .concurrencyMode(ConcurrencyMode.SOFT_FAILURE_TOLERANCE))
                        .retry(r -> r.rounds(2)
                                .pause(Duration.ofMinutes(1))
                                .kind(FailureKind.ROLE_OR_PERMISSION)
                                .preferences(p -> p.maxConcurrentCount(1)))
                        .pruneRetainingStacks()
                        .overlap(Overlap.LAST_WINS)
                        .unknownValues(UnknownValues.SEND)
                        .group(
                                "prod",
                                g -> g.accounts("012345678901", "444455556666")
                                        .regions("us-east-1", "eu-west-1")
                                        .overrides(o -> o.set("Level", "high")
                                                .keep("Days")
                                                .set("Password", PASSWORD)))
                        .group(
                                "test",
                                g -> g.accounts("777788889999")
                                        .regions("us-east-1")
                                        .overrides(ParameterOverrides.none()))
                        .build());
    }

    @Test
    void units_inJson_areRead() {
        DesiredStackSet read = FleetFile.parse("""
                {"stackSet": "baseline", "templateUrl": "https://bucket.s3.us-east-1.amazonaws.com/t.yaml",
                 "permissionModel": "SERVICE_MANAGED", "autoDeployment": {"enabled": true, "retainStacks": true},
                 "groups": {
                   "all": {"organizationalUnits": ["ou-ab12-11111111"], "regions": ["us-east-1"]},
                   "some": {"organizationalUnits": ["ou-ab12-22222222"], "onlyAccounts": ["111122223333"],
                            "regions": ["us-east-1"]},
                   "most": {"organizationalUnits": ["ou-ab12-33333333"], "exceptAccounts": ["111122223333"],
                            "regions": ["us-east-1"], "overrides": "unchanged"}}}
                """, folder).desired();

        assertThat(read.definition().permissionModel()).isEqualTo(PermissionModel.SERVICE_MANAGED);
        assertThat(read.definition().autoDeployment()).contains(AutoDeployment.retainingStacks());
        assertThat(read.groups().get(0).targets()).isEqualTo(Targets.organizationalUnits("ou-ab12-11111111"));
        assertThat(read.groups().get(1).targets())
                .isEqualTo(Targets.organizationalUnits("ou-ab12-22222222").intersection("111122223333"));
        assertThat(read.groups().get(2).targets())
                .isEqualTo(
                        Targets.organizationalUnits("ou-ab12-33333333").difference(Targets.accounts("111122223333")));
    }

    /** The part of the file that is changed, what into, and what is said about it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stackSet: baseline | stackSet: 1st | line 1, column 11: name '1st' is not valid",
                "stackSet: baseline | colour: red | line 1, column 9: 'colour' is not understood here",
                "stackSet: baseline | tags: {} | 'tags' is there twice",
                "template: baseline.yaml | template: nowhere.yaml | line 3, column 11: Template file",
                "template: baseline.yaml | templateUrl: http://x | line 3, column 14: template 'http://x'",
                "template: baseline.yaml | overlap: refused | 'overlap' is there twice",
                "Days: 30 | Days: [30] | line 6, column 9: Days must be a text",
                "{secret: DB_PASSWORD} | {secret: OTHER} | line 7, column 22: the secret that is named here is not given",
                "{secret: DB_PASSWORD} | {keep: true} | line 7, column 20: 'keep' is not understood here",
                "CAPABILITY_NAMED_IAM | CAPABILITY_ALL | line 8, column 16: 'CAPABILITY_ALL' is none of CAPABILITY_AUTO_EXPAND",
                "managedExecution: true | managedExecution: maybe | managedExecution must be true or false",
                "maxConcurrentPercentage: 25 | maxConcurrentPercentage: 250 | line 14, column 28: maxConcurrentPercentage",
                "maxConcurrentPercentage: 25 | maxConcurrentPercentage: most | line 14, column 28: maxConcurrentPercentage must be a whole number",
                "regionOrder: [eu-west-1] | regionOrder: [ap-south-1] | line 14, column 3: regionOrder",
                "SEQUENTIAL | SOMEHOW | line 17, column 22: 'SOMEHOW' is none of PARALLEL, SEQUENTIAL",
                "rounds: 2 | rounds: 0 | line 19, column 17: rounds",
                "prune: retain | prune: yes | line 20, column 8: 'yes' is none of delete, retain",
                "012345678901 | 12345678901 | line 25, column 16: account '12345678901' is not valid",
                "[us-east-1, eu-west-1] | [] | line 26, column 14: ",
                "regions: [us-east-1, eu-west-1] | organizationalUnits: [ou-ab12-11111111] | line 25, column 5: a group has one of accounts, select and organizationalUnits",
                "regions: [us-east-1, eu-west-1] | select: all | line 25, column 5: a group has one of accounts",
                "regions: [us-east-1, eu-west-1] | onlyAccounts: ['111122223333'] | belongs to organizationalUnits",
                "overrides: none | overrides: some | line 31, column 16: 'some' is none of none, unchanged",
            })
    void mistakes_areNamedWithTheirPlace(String part, String changed, String said) {
        assertThat(SELF_MANAGED).contains(part);
        refused(
                () -> FleetFile.parse(SELF_MANAGED.replace(part, changed), folder)
                        .desired(Map.of("DB_PASSWORD", PASSWORD, "PROD_PASSWORD", PASSWORD)),
                "fleet file",
                said);
    }

    @Test
    void selectors_areNamed_andWhatTheyMeanIsTheTargets() {
        String live = "tagged stage=live and not suspended";
        FleetFile fleet = FleetFile.parse("""
                stackSet: baseline
                template: baseline.yaml
                permissionModel: SERVICE_MANAGED
                groups:
                  live: {select: %s, regions: [us-east-1], overrides: {Level: high}}
                  sandbox: {select: in Root/Sandbox, regions: [us-east-1], overrides: none}
                  also: {select: %s, regions: [eu-west-1]}
                """.formatted(live, live), folder);
        assertThat(fleet.neededSelections()).containsExactly(live, "in Root/Sandbox");
        assertThat(fleet.neededSecrets()).isEmpty();
        assertThat(fleet.definition(Map.of()).permissionModel()).isEqualTo(PermissionModel.SERVICE_MANAGED);

        Targets.Units units = Targets.organizationalUnits("ou-ab12-11111111");
        DesiredStackSet read = fleet.desired(
                Map.of(), Map.of(live, units, "in Root/Sandbox", Targets.organizationalUnits("ou-ab12-22222222")));

        assertThat(read.groups()).extracting(group -> group.targets()).contains(units);
        assertThat(read.groups()).hasSize(3);
        refused(fleet::desired, "fleet file", "line 5, column 18: selector \"" + live + "\" has not been looked up");
    }

    @Test
    void noGroups_orNoFile_isRefused() {
        refused(
                () -> FleetFile.parse("stackSet: a\ntemplateBody: '{}'\n", folder)
                        .desired(),
                "line 1, column 1: the fleet needs 'groups'");
        refused(() -> FleetFile.parse("", folder), "fleet file: there is nothing in it");
        refused(() -> FleetFile.read(folder.resolve("none.yaml")), "does not exist");
    }

    @Test
    void toString_saysNothingOfTheContent() {
        assertThat(FleetFile.parse(SELF_MANAGED, folder))
                .hasToString("fleet file (the fleet at fleet file, line 1, column 1)");
    }

    private static String bomb(int levels, int aliases) {
        StringBuilder text = new StringBuilder("a0: &a0 x\n");
        for (int level = 1; level <= levels; level++) {
            text.append("a%d: &a%d [%s]\n"
                    .formatted(level, level, String.join(", ", Collections.nCopies(aliases, "*a" + (level - 1)))));
        }
        return text.toString();
    }

    /** Small as a text, 3 to the 16th as a value. */
    @Test
    void aliases_thatMultiply_areRefusedWithTheirPlace() {
        refused(() -> FleetFile.parse(bomb(16, 3), folder), "fleet file, line 12, column ", "at most 250000 keys");
        refused(() -> FleetFile.parse("a: &a [*a]", folder), "fleet file, line 1, column 8: '*a' refers to itself");
        refused(() -> FleetFile.parse("a: [*b]", folder), "fleet file, line 1, column 5: found undefined alias b");
    }

    @Test
    void aliases_ofAListOfAccounts_areRead() {
        DesiredStackSet read = FleetFile.parse("""
                stackSet: a
                template: baseline.yaml
                groups:
                  one: {accounts: &all ['111122223333', '444455556666'], regions: &here [us-east-1]}
                  two: {accounts: *all, regions: [eu-west-1]}
                """, folder).desired();

        assertThat(read.groups().get(1).targets()).isEqualTo(Targets.accounts("111122223333", "444455556666"));
    }

    @Test
    void file_thatIsTooDeepOrHasTooMuch_isRefusedWithItsPlace() {
        refused(
                () -> FleetFile.parse("[".repeat(101) + "]".repeat(101), folder),
                "fleet file, line 1, column 101: it is nested too deeply: at most 100 levels");
        refused(
                () -> FleetFile.parse("[" + "a,".repeat(250_000) + "]", folder),
                "fleet file, line 1, column 500000: it has too much in it");
        refused(() -> FleetFile.parse("#" + "x".repeat(3_145_728), folder), "fleet file: it has 3145729 characters");
    }

    @Test
    void file_thatIsEmptyLargeOrNone_isCalledAFleetFile() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.yaml"));
        refused(() -> FleetFile.read(empty), "empty.yaml: there is nothing in it.");
        Path large = Files.writeString(folder.resolve("large.yaml"), "x".repeat(1_048_577));
        refused(() -> FleetFile.read(large), "Fleet file " + large, "at most 1048576 are read");
        refused(() -> FleetFile.read(folder), "Fleet file " + folder + " cannot be read: it is a folder.");
    }

    private FleetFile naming(String template, Path from) {
        return FleetFile.parse(
                "stackSet: a\ntemplate: \"" + template
                        + "\"\ngroups: {all: {accounts: ['111122223333'], regions: [us-east-1]}}\n",
                from);
    }

    @Test
    void template_outsideTheFolder_isRefusedWithItsPlace_unlessAllowed() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("fleets/prod"));
        Files.createSymbolicLink(inner.resolve("link.yaml"), folder.resolve("baseline.yaml"));
        Files.createSymbolicLink(inner.resolve("up"), folder);
        String absolute = folder.resolve("baseline.yaml").toAbsolutePath().toString();

        for (String path : List.of("../../baseline.yaml", "link.yaml", "up/baseline.yaml", absolute)) {
            refused(
                    () -> naming(path, inner).desired(),
                    "fleet file, line 2, column 11: Template file '" + path
                            + "' is outside the folder of the fleet file",
                    "FleetFile.allowOutsideFolder(), --allow-outside-folder");
            assertThat(naming(path, inner)
                            .allowOutsideFolder()
                            .desired()
                            .definition()
                            .template())
                    .isEqualTo(new TemplateSource.Inline(BODY, "template file " + path));
        }
        // Whether it is there is not said, either.
        refused(() -> naming("../none.yaml", inner).desired(), "is outside the folder");
    }

    @Test
    void template_insideTheFolder_isRead_howeverItIsWritten() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("templates"));
        Files.copy(folder.resolve("baseline.yaml"), inner.resolve("own.yaml"));
        Path link = Files.createSymbolicLink(folder.resolve("linked"), inner);

        assertThat(naming("templates/../baseline.yaml", folder).desired().groups())
                .hasSize(1);
        assertThat(naming("linked/own.yaml", folder).desired().groups()).hasSize(1);
        assertThat(naming("own.yaml", link).desired().groups()).hasSize(1);
    }

    @Test
    void template_thatNoFileCanBe_isRefused() {
        refused(() -> naming("a\\0b", folder).desired(), "line 2, column 11", "has a name that no file can have");
        refused(() -> naming("/proc/self/environ", folder).desired(), "is outside the folder");
        refused(() -> naming("../../../../../../../../etc/passwd", folder).desired(), "is outside the folder");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void template_thatIsMadeUpWhileItIsRead_isRefused_alsoIfAllowed() {
        refused(
                () -> naming("/proc/self/environ", folder).allowOutsideFolder().desired(),
                "line 2, column 11: Template file /proc/self/environ cannot be read: it has another size");
        refused(
                () -> naming("/dev/zero", folder).allowOutsideFolder().desired(),
                "line 2, column 11: Template file /dev/zero cannot be read: it is no regular file");
    }
}
