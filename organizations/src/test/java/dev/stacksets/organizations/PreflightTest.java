package dev.stacksets.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stacksets.StackSet;
import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.preflight.PreflightFinding.Level;
import dev.stacksets.organizations.preflight.PreflightReport;
import dev.stacksets.organizations.roles.SelfManagedRoles;
import dev.stacksets.target.Targets;
import dev.stacksets.testing.StackSetsSimulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.model.CallAs;
import software.amazon.awssdk.services.cloudformation.model.Capability;

/** A healthy organization, and one defect at a time. */
class PreflightTest {
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final String THREE = "333333333333";
    private static final String DELEGATE = "444444444444";
    private static final String TEMPLATE = "Resources: {Topic: {Type: AWS::SNS::Topic}}";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organization(o -> o.ou(
                            "Workloads",
                            workloads -> workloads
                                    .account(ONE, a -> a.name("one").enabledRegion(Region.EU_SOUTH_1))
                                    .ou(
                                            "Prod",
                                            prod -> prod.account(
                                                    TWO, a -> a.name("two").enabledRegion(Region.EU_SOUTH_1))))
                    .account(THREE, a -> a.name("three").enabledRegion(Region.EU_SOUTH_1))
                    .account(DELEGATE, "delegate")
                    .delegatedAdministrator(DELEGATE)
                    .managementAccount(Simulated.MANAGEMENT, m -> m.enabledRegion(Region.EU_SOUTH_1)))
            .build();
    private final List<Simulated> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Simulated::close);
    }

    private Simulated caller(String account, Consumer<StackSets.Builder> more) {
        Simulated simulated = new Simulated(aws, account, more);
        opened.add(simulated);
        return simulated;
    }

    private Preflight.Builder preflight(Simulated simulated) {
        return Preflight.builder(simulated.stackSets, simulated.directory)
                .iam(simulated.iam())
                .probeExecutionRoles(simulated.sts());
    }

    private static StackSetDefinition.Builder base() {
        return StackSetDefinition.builder().name("base").template(TemplateSource.inline(TEMPLATE));
    }

    private static DeploymentSpec.Builder everywhere() {
        return DeploymentSpec.builder().accounts(ONE, TWO, THREE).regions("us-east-1", "eu-west-1");
    }

    private String unit(String path) {
        return aws.organization().unit(path);
    }

    private PreflightReport check(StackSetDefinition.Builder definition, DeploymentSpec.Builder deployment) {
        return check(caller(Simulated.MANAGEMENT, stackSets -> {}), definition, deployment);
    }

    private PreflightReport check(
            Simulated simulated, StackSetDefinition.Builder definition, DeploymentSpec.Builder deployment) {
        return simulated.get(preflight(simulated).build().check(definition.build(), deployment.build()));
    }

    private PreflightFinding only(PreflightReport report) {
        List<PreflightFinding> problems = report.findings().stream()
                .filter(finding -> finding.level() != Level.OK)
                .toList();
        assertThat(problems).as(report.render()).hasSize(1);
        return problems.get(0);
    }

    @Test
    void healthySelfManaged_reportsNothing() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});
        int before = aws.calls().count("CreateStackSet");

        PreflightReport report = simulated.get(preflight(simulated)
                .expectedAccount(Simulated.MANAGEMENT)
                .build()
                .check(base().build(), Targets.accounts(ONE, TWO, THREE), Set.of("us-east-1", "eu-west-1")));

        assertThat(report.isClear()).as(report.render()).isTrue();
        assertThat(report.findings())
                .extracting(PreflightFinding::check)
                .containsExactly(
                        "caller",
                        "administration role",
                        "execution role",
                        "Regions",
                        "kind of targets",
                        "target accounts",
                        "template",
                        "names of global resources",
                        "stack set name",
                        "pace",
                        "quotas");
        assertThat(report.render()).startsWith("OK caller: Nothing found.\n").endsWith("0 not checked, 11 ok\n");
        assertThat(aws.calls().count("CreateStackSet")).isEqualTo(before);
        assertThat(aws.calls().count("ListRegions"))
                .as("Regions on by default need no look at the targets")
                .isEqualTo(1);
    }

    @Test
    void healthyServiceManaged_reportsNothing_forManagementAndForDelegates() {
        PreflightReport report =
                check(base().serviceManaged(), units(aws.organization().root()));
        assertThat(report.isClear()).as(report.render()).isTrue();
        assertThat(report.findings())
                .extracting(PreflightFinding::check)
                .contains("trusted access", "overlapping targets");

        Simulated delegate = caller(DELEGATE, stackSets -> stackSets.callAs(CallAs.DELEGATED_ADMIN));
        PreflightReport delegated = check(delegate, base().serviceManaged(), units(unit("Workloads")));
        assertThat(delegated.isClear()).as(delegated.render()).isTrue();
    }

    private static DeploymentSpec.Builder units(String... units) {
        return DeploymentSpec.builder().organizationalUnits(units).regions("us-east-1");
    }

    @Test
    void healthyOptInRegion_reportsNothing() {
        aws.roleTrusts(Simulated.MANAGEMENT, SelfManagedRoles.ADMINISTRATION_ROLE, """
                {"Statement": {"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal":
                  {"Service": ["cloudformation.amazonaws.com", "cloudformation.eu-south-1.amazonaws.com"]}}}""");

        PreflightReport report = check(base(), everywhere().regions("us-east-1", "eu-south-1"));

        assertThat(report.isClear()).as(report.render()).isTrue();
    }

    @Test
    void caller_unexpected_isABlocker() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});
        PreflightFinding finding = only(simulated.get(preflight(simulated)
                .expectedAccount(ONE)
                .build()
                .check(base().build(), everywhere().build())));

        assertThat(finding.level()).isEqualTo(Level.BLOCKER);
        assertThat(finding.what()).isEqualTo("Account " + ONE + " is expected to call, but 999988887777 does.");
        assertThat(finding.where()).contains("user/simulated");
    }

    @Test
    void trustedAccess_off_isABlocker() {
        StackSetsSimulator without = StackSetsSimulator.builder()
                .organization(
                        o -> o.ou("Workloads", unit -> unit.account(ONE, "one")).withoutTrustedAccess())
                .build();
        try (Simulated simulated = new Simulated(without, Simulated.MANAGEMENT)) {
            PreflightFinding finding = only(check(
                    simulated,
                    base().serviceManaged(),
                    units(without.organization().unit("Workloads"))));

            assertThat(finding.level()).isEqualTo(Level.BLOCKER);
            assertThat(finding.check()).isEqualTo("trusted access");
            assertThat(finding.fix()).contains("aws cloudformation activate-organizations-access");
        }
    }

    @Test
    void consolidatedBilling_isABlocker() {
        aws.faults().on("organizations:DescribeOrganization").rewrites("FeatureSet", "CONSOLIDATED_BILLING");

        assertThat(only(check(base().serviceManaged(), units(unit("Workloads"))))
                        .fix())
                .contains("enable-all-features");
    }

    @Test
    void delegation_missingOrNotSaid_isABlocker() {
        Simulated silent = caller(DELEGATE, stackSets -> {});
        assertThat(check(silent, base().serviceManaged(), units(unit("Workloads")))
                        .blockers())
                .singleElement()
                .satisfies(finding -> assertThat(finding.fix()).contains("callAs(CallAs.DELEGATED_ADMIN)"));

        Simulated management = caller(Simulated.MANAGEMENT, stackSets -> stackSets.callAs(CallAs.DELEGATED_ADMIN));
        assertThat(check(management, base().serviceManaged(), units(unit("Workloads")))
                        .blockers())
                .anySatisfy(
                        finding -> assertThat(finding.what()).contains("management account calls as DELEGATED_ADMIN"));

        aws.organization().endDelegation(DELEGATE);
        Simulated former = caller(DELEGATE, stackSets -> stackSets.callAs(CallAs.DELEGATED_ADMIN));
        PreflightReport report = check(former, base().serviceManaged(), units(unit("Workloads")));
        assertThat(report.blockers()).isEmpty();
        assertThat(report.notChecked())
                .as("who is no administrator may not ask who is")
                .extracting(PreflightFinding::check)
                .contains("delegated administrator", "trusted access");
    }

    @Test
    void delegation_ofAnotherService_isNotThatOfStackSets() {
        StackSetsSimulator other = StackSetsSimulator.builder()
                .organization(o -> o.ou("Workloads", unit -> unit.account(ONE, "one"))
                        .account(DELEGATE, "delegate")
                        .trustedAccess(OrganizationDirectory.STACK_SETS_PRINCIPAL, "config.amazonaws.com")
                        .delegatedAdministrator(DELEGATE, "config.amazonaws.com"))
                .build();
        try (Simulated simulated =
                new Simulated(other, DELEGATE, stackSets -> stackSets.callAs(CallAs.DELEGATED_ADMIN))) {
            assertThat(check(
                                    simulated,
                                    base().serviceManaged(),
                                    units(other.organization().unit("Workloads")))
                            .blockers())
                    .anySatisfy(finding -> assertThat(finding.fix())
                            .contains("register-delegated-administrator --account-id " + DELEGATE
                                    + " --service-principal member.org.stacksets"));
        }
    }

    @Test
    void administrationRole_missing_isABlocker() {
        aws.faults().everywhere().missesAdministrationRole();

        PreflightFinding finding = only(check(base(), everywhere()));

        assertThat(finding.level()).isEqualTo(Level.BLOCKER);
        assertThat(finding.what()).contains("no role 'AWSCloudFormationStackSetAdministrationRole'");
        assertThat(finding.fix()).contains("SelfManagedRoles");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Statement\": []} | cloudformation.amazonaws.com",
                "not json: [ | cloudformation.amazonaws.com",
                "{\"Statement\": [{\"Effect\": \"Deny\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\":"
                        + " \"cloudformation.amazonaws.com\"}}]} | cloudformation.amazonaws.com",
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:TagSession\", \"Principal\": {\"Service\":"
                        + " \"cloudformation.amazonaws.com\"}}]} | cloudformation.amazonaws.com",
                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\":"
                        + " \"cloudformation.amazonaws.com\"}}]} | cloudformation.eu-south-1.amazonaws.com"
            })
    void administrationRole_thatDoesNotTrustCloudFormation_isABlocker(String policy, String principal) {
        aws.roleTrusts(Simulated.MANAGEMENT, "Own", policy);

        PreflightReport report = check(
                base().administrationRoleArn("arn:aws:iam::999988887777:role/path/Own"),
                everywhere().regions("us-east-1", "eu-south-1"));

        assertThat(report.blockers())
                .as(report.render())
                .extracting(PreflightFinding::what)
                .contains("The role does not trust " + principal + " to take it.");
    }

    @Test
    void executionRole_missingInOneTarget_isABlocker_inAll_aWarning() {
        aws.faults().account(TWO).missesExecutionRole();
        PreflightFinding one = only(check(base(), everywhere()));
        assertThat(one.level()).isEqualTo(Level.BLOCKER);
        assertThat(one.what()).contains("cannot be taken in 1 of 3 accounts looked at");
        assertThat(one.where()).isEqualTo(TWO);

        aws.faults().everywhere().missesExecutionRole();
        PreflightFinding all = only(check(base().executionRoleName("Own"), everywhere()));
        assertThat(all.level()).isEqualTo(Level.WARNING);
        assertThat(all.what()).contains("Role 'Own' cannot be taken in any of 3 accounts");
    }

    @Test
    void executionRoles_areProbedOnlyOnRequest_andAsManyAsTheSample() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});
        simulated.get(Preflight.builder(simulated.stackSets, simulated.directory)
                .iam(simulated.iam())
                .build()
                .check(base().build(), everywhere().build()));
        assertThat(aws.calls().count("AssumeRole")).isZero();

        simulated.get(preflight(simulated)
                .sample(2)
                .build()
                .check(base().build(), everywhere().build()));
        assertThat(aws.calls().count("AssumeRole")).isEqualTo(2);
    }

    @Test
    void region_notEnabledInATarget_isABlocker() {
        aws.organization().disableRegion(TWO, Region.EU_SOUTH_1);

        assertThat(check(base().serviceManaged(), units(unit("Workloads")).regions("us-east-1", "eu-south-1"))
                        .blockers())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what())
                            .isEqualTo("Region eu-south-1 is not enabled in 1 of 2 targets looked at.");
                    assertThat(finding.where()).isEqualTo(TWO);
                    assertThat(finding.fix()).contains("--region-name eu-south-1 --account-id " + TWO);
                });
    }

    @Test
    void region_notEnabledInTheAdministratorAccount_isABlocker() {
        aws.organization().disableRegion(Simulated.MANAGEMENT, Region.EU_SOUTH_1);

        assertThat(only(check(base().serviceManaged(), units(unit("Workloads")).regions("eu-south-1")))
                        .what())
                .isEqualTo("Region eu-south-1 is not enabled in the administrator account.");
    }

    @Test
    void regionsOfTheManagementAccount_cannotBeReadByADelegate_whichIsSaid() {
        Simulated delegate = caller(DELEGATE, stackSets -> stackSets.callAs(CallAs.DELEGATED_ADMIN));

        PreflightFinding finding = only(check(
                delegate, base().serviceManaged(), units(unit("Workloads")).regions("eu-south-1")));

        assertThat(finding.level()).isEqualTo(Level.NOT_CHECKED);
        assertThat(finding.check()).isEqualTo("Regions");
    }

    @Test
    void suspendedAccounts_areAWarning() {
        aws.organization().suspend(THREE);

        PreflightReport report = check(base(), everywhere());

        assertThat(report.warnings())
                .extracting(PreflightFinding::what)
                .contains("1 of 3 targets are suspended or closed:" + " StackSets passes them over, or fails in them.");
        assertThat(report.warnings()).extracting(PreflightFinding::where).contains(THREE + " three (Root, SUSPENDED)");
    }

    @Test
    void targets_foreignIdleOrNone_areWarnings() {
        assertThat(only(check(base(), everywhere().accounts(ONE, "123123123123")))
                        .what())
                .isEqualTo("1 of 2 targets do not belong to the organization.");
        assertThat(only(check(
                                base().serviceManaged(),
                                DeploymentSpec.builder()
                                        .regions("us-east-1")
                                        .targets(Targets.organizationalUnits(unit("Workloads"))
                                                .intersection(ONE, THREE))))
                        .what())
                .contains("1 accounts of the filter are not in the units");
        assertThat(only(check(
                                base().serviceManaged(),
                                DeploymentSpec.builder()
                                        .regions("us-east-1")
                                        .targets(Targets.organizationalUnits(unit("Workloads"))
                                                .difference(ONE, TWO))))
                        .what())
                .contains("There is no account to deploy to");
    }

    @Test
    void units_thatDoNotExist_areABlocker() {
        PreflightReport report = check(base().serviceManaged(), units("ou-ab12-99999999"));

        assertThat(report.blockers()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("target accounts");
            assertThat(finding.where()).isEqualTo("ou-ab12-99999999");
        });
    }

    @Test
    void targets_ofTheOtherKind_areABlocker() {
        assertThat(only(check(base().serviceManaged(), everywhere())).fix()).contains("serviceManaged()");
        assertThat(only(check(base(), units(unit("Workloads")))).fix()).contains("selfManaged()");
    }

    @Test
    void overlappingUnits_areAWarning() {
        PreflightFinding finding =
                only(check(base().serviceManaged(), units(unit("Workloads"), unit("Workloads/Prod"))));

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.what()).contains("is inside " + unit("Workloads"));
        assertThat(finding.where()).isEqualTo("Root/Workloads/Prod");
    }

    @Test
    void instancesKnownByAnotherUnit_areAWarning() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});
        StackSet stackSet =
                simulated.get(simulated.stackSets.create(base().serviceManaged().build()));
        simulated.get(stackSet.deploy(units(unit("Workloads/Prod")).build()).outcome());

        PreflightFinding finding = only(check(simulated, base().serviceManaged(), units(unit("Workloads"))));

        assertThat(finding.what()).contains("1 instances of these accounts are there already, by other units");
        assertThat(finding.fix()).contains(unit("Workloads/Prod"));
    }

    @Test
    void template_wrong_isWhatTheCheckOfTheFacadeSays() {
        PreflightReport report = check(
                base().parameter("Level", "high")
                        .template(TemplateSource.inline("Resources: {Role: {Type: AWS::IAM::Role}}")),
                everywhere());

        assertThat(report.blockers())
                .extracting(PreflightFinding::check, PreflightFinding::where)
                .containsExactly(tuple("template", "parameters"), tuple("template", "capabilities"));
        assertThat(check(base().template(TemplateSource.inline("Resources: [")), everywhere())
                        .blockers())
                .extracting(PreflightFinding::check)
                .contains("template");
        assertThat(check(
                                base().serviceManaged()
                                        .template(TemplateSource.inline(
                                                "Resources: {Nested: {Type: AWS::CloudFormation::Stack}}")),
                                units(unit("Workloads")))
                        .blockers())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("nested stacks"));
    }

    @Test
    void template_withMacros_isABlockerUnderServiceManagedPermissions() {
        StackSetDefinition.Builder macro = base().capability(Capability.CAPABILITY_AUTO_EXPAND)
                .template(TemplateSource.inline("Transform: Mine\n" + TEMPLATE));

        assertThat(check(macro, everywhere()).blockers()).isEmpty();
        assertThat(check(macro.serviceManaged(), units(unit("Workloads"))).blockers())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("transforms or macros"));
    }

    @Test
    void template_tooLargeForARequest_isABlocker() {
        PreflightReport report =
                check(base().template(TemplateSource.inline(TEMPLATE + "\n#" + "x".repeat(60_000))), everywhere());

        assertThat(report.blockers()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("template");
            assertThat(finding.what()).contains("at most 51200");
            assertThat(finding.fix()).contains("templateStore");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "AWS::IAM::Role | RoleName | admin | BLOCKER | in every Region,",
                "AWS::IAM::Role | RoleName | !Sub 'admin-${AWS::AccountId}' | BLOCKER | in every Region,",
                "AWS::IAM::Role | RoleName | !Sub 'admin-${AWS::Region}' | OK |",
                "AWS::IAM::Role | RoleName | !Join ['-', [admin, !Ref AWS::Region]] | OK |",
                "AWS::IAM::Role | RoleName | !Sub '${AWS::StackName}' | OK |",
                "AWS::IAM::ManagedPolicy | ManagedPolicyName | !Ref Name | BLOCKER | in every Region,",
                "AWS::S3::Bucket | BucketName | logs | BLOCKER | in every Region and in every account",
                "AWS::S3::Bucket | BucketName | !Sub 'logs-${AWS::Region}' | BLOCKER | in every account",
                "AWS::S3::Bucket | BucketName | !Sub 'logs-${AWS::Region}-${AWS::AccountId}' | OK |",
                "AWS::SQS::Queue | QueueName | work | OK |"
            })
    void fixedNames_ofGlobalResources_areABlocker(
            String type, String property, String name, Level level, String where) {
        String template = """
                Parameters: {Name: {Type: String, Default: x}}
                Resources:
                  Thing:
                    Type: %s
                    Properties:
                      %s: %s
                """.formatted(type, property, name);

        PreflightReport report = check(
                base().template(TemplateSource.inline(template)).capability(Capability.CAPABILITY_NAMED_IAM),
                everywhere());

        assertThat(report.findings())
                .as(report.render())
                .filteredOn(finding -> finding.check().equals("names of global resources"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(level);
                    assertThat(finding.what()).contains(where == null ? "" : where);
                });
    }

    @Test
    void fixedNames_underACondition_areAWarning_andInOneRegionNothing() {
        String template = """
                Conditions:
                  Home: !Equals [!Ref AWS::Region, us-east-1]
                Resources:
                  Role:
                    Type: AWS::IAM::Role
                    Condition: Home
                    Properties: {RoleName: admin}
                """;
        StackSetDefinition.Builder definition =
                base().template(TemplateSource.inline(template)).capability(Capability.CAPABILITY_NAMED_IAM);

        assertThat(only(check(definition, everywhere())).level()).isEqualTo(Level.WARNING);
        PreflightReport oneRegion = check(definition, everywhere().regions(List.of("us-east-1")));
        assertThat(oneRegion.isClear()).as(oneRegion.render()).isTrue();
    }

    @Test
    void fixedNames_ofATemplateElsewhere_areNotChecked() {
        aws.template("https://templates.s3.amazonaws.com/role.yaml", "Resources: {Role: {Type: AWS::IAM::Role}}");

        PreflightFinding finding = only(check(
                base().template(TemplateSource.url("https://templates.s3.amazonaws.com/role.yaml"))
                        .capability(Capability.CAPABILITY_IAM),
                everywhere()));

        assertThat(finding.level()).isEqualTo(Level.NOT_CHECKED);
        assertThat(finding.check()).isEqualTo("names of global resources");
    }

    @Test
    void stackSetName_tooLongForItsStacks_isAWarning() {
        assertThat(check(base().name("a".repeat(82)), everywhere()).isClear()).isTrue();

        PreflightFinding finding = only(check(base().name("a".repeat(83)), everywhere()));

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.fix()).contains("at most 82");
    }

    @Test
    void pace_serialByAccident_isAWarning() {
        PreflightFinding strict = only(check(base(), everywhere().preferences(p -> p.maxConcurrentCount(3))));
        assertThat(strict.what()).contains("strict mode runs at most 1");

        List<String> many = accounts(11);
        assertThat(check(base(), everywhere().accounts(many)).warnings())
                .anySatisfy(finding -> assertThat(finding.what()).contains("go one after another"));
        assertThat(check(base(), everywhere().accounts(many).preferences(p -> p.maxConcurrentCount(1)))
                        .warnings())
                .as("one at a time on purpose")
                .noneMatch(finding -> finding.check().equals("pace"));
    }

    @Test
    void quotas_exceeded_areBlockers_andNearlyWarnings() {
        StackSetDefinition.Builder definition = base();
        List<String> many = accounts(10_001);
        DeploymentSpec.Builder large = everywhere()
                .accounts(many)
                .preferences(p -> p.maxConcurrentCount(1).failureToleranceCount(0));

        assertThat(check(definition, large.regions(List.of("us-east-1"))).blockers())
                .extracting(PreflightFinding::what)
                .contains(
                        "It comes to 10001 stack instances in one operation; AWS takes 10000 unless the quota was raised.");
        assertThat(check(definition, large.accounts(many.subList(0, 9_500)).regions(List.of("us-east-1")))
                        .warnings())
                .extracting(PreflightFinding::check)
                .contains("quotas");
        assertThat(check(
                                definition,
                                everywhere()
                                        .preferences(
                                                p -> p.maxConcurrentCount(101).failureToleranceCount(100)))
                        .warnings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("101 accounts at once"));
    }

    @Test
    void quotaOfStackSets_exceeded_isABlocker_unlessItIsThereAlready() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});
        var direct = aws.directClient();
        for (int i = 0; i < 1_000; i++) {
            String name = "set-" + i;
            direct.createStackSet(r -> r.stackSetName(name).templateBody(TEMPLATE));
        }

        assertThat(only(check(simulated, base(), everywhere())).what())
                .contains("1001 stack sets of the administrator account");
        assertThat(check(simulated, base().name("set-7"), everywhere()).isClear())
                .isTrue();
    }

    @Test
    void accountsInAFile_areNotChecked() {
        PreflightReport report = check(
                base().serviceManaged(),
                DeploymentSpec.builder()
                        .regions("us-east-1")
                        .targets(Targets.organizationalUnits(unit("Workloads"))
                                .intersection(Targets.accountsUrl("s3://bucket/accounts.csv?token=secret"))));

        assertThat(report.blockers()).isEmpty();
        assertThat(report.notChecked())
                .extracting(PreflightFinding::check)
                .containsExactlyInAnyOrder(
                        "target accounts", "overlapping targets", "names of global resources", "pace", "quotas");
        assertThat(report.render()).contains("s3://bucket/accounts.csv").doesNotContain("token=secret");
    }

    @ParameterizedTest
    @CsvSource({
        "sts:GetCallerIdentity, caller",
        "iam:GetRole, administration role",
        "account:ListRegions, Regions",
        "organizations:ListAccountsForParent, target accounts",
        "cloudformation:GetTemplateSummary, template",
        "cloudformation:DescribeStackSet, quotas",
        "cloudformation:ListStackSets, quotas"
    })
    void permissionMissing_isNotChecked_andNothingElseSuffers(String action, String check) {
        aws.faults().on(action).deniesAccess();

        PreflightReport report = check(base(), everywhere());

        assertThat(report.notChecked()).as(report.render()).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.what()).contains(action.substring(action.indexOf(':') + 1));
            assertThat(finding.fix()).isEqualTo("Let the caller read it.");
        });
        assertThat(report.blockers()).isEmpty();
        assertThat(aws.faults().unused()).isEmpty();
    }

    @Test
    void permissionMissingForEverything_isAReportAllTheSame() {
        aws.faults().on("*").deniesAccess();

        PreflightReport report = check(base(), everywhere());

        assertThat(report.isClear()).isFalse();
        assertThat(report.blockers()).isEmpty();
        assertThat(report.notChecked()).hasSizeGreaterThan(4);
        assertThat(report.findings()).hasSize(11);
    }

    @Test
    void outsideOfAnOrganization_selfManagedIsFine() {
        StackSetsSimulator alone = StackSetsSimulator.create();
        try (Simulated simulated = new Simulated(alone, Simulated.MANAGEMENT)) {
            PreflightReport report = check(simulated, base(), everywhere());

            assertThat(report.isClear()).as(report.render()).isTrue();
        }
    }

    @Test
    void withoutIam_theAdministrationRoleIsNotChecked() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});

        assertThat(only(simulated.get(Preflight.builder(simulated.stackSets, simulated.directory)
                                .build()
                                .check(base().build(), everywhere().build())))
                        .fix())
                .isEqualTo("Add iam(IamAsyncClient) to Preflight.builder(...).");
    }

    @Test
    void checkOfOnesOwn_isAskedToo_andMayThrow() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});
        PreflightReport report = simulated.get(preflight(simulated)
                .check(own(
                        "window",
                        context -> List.of(PreflightFinding.warning(
                                "window",
                                "Nobody deploys on a Friday.",
                                context.definition().name(),
                                "Wait."))))
                .check(own("broken", context -> {
                    throw new IllegalStateException("bug");
                }))
                .check(new PreflightCheck() {
                    @Override
                    public String name() {
                        return "undecided";
                    }

                    @Override
                    public boolean applies(PreflightContext context) {
                        throw new IllegalStateException();
                    }

                    @Override
                    public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
                        throw new AssertionError("never asked");
                    }
                })
                .build()
                .check(base().build(), everywhere().build()));

        assertThat(report.warnings())
                .singleElement()
                .hasToString("WARNING window: Nobody deploys on a Friday. [base] Wait.");
        assertThat(report.notChecked())
                .extracting(PreflightFinding::toString)
                .containsExactly("NOT CHECKED broken: bug", "NOT CHECKED undecided: java.lang.IllegalStateException");
        assertThat(report).hasToString("0 blockers, 1 warning, 2 not checked, 11 ok");
    }

    private static PreflightCheck own(String name, Function<PreflightContext, List<PreflightFinding>> look) {
        return new PreflightCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CompletableFuture<List<PreflightFinding>> look(PreflightContext context) {
                return CompletableFuture.completedFuture(look.apply(context));
            }
        };
    }

    @Test
    void badInput_isRefused() {
        Simulated simulated = caller(Simulated.MANAGEMENT, stackSets -> {});
        Preflight.Builder builder = Preflight.builder(simulated.stackSets, simulated.directory);

        assertThatThrownBy(() -> builder.expectedAccount("12")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.sample(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> builder.build().check(base().build(), Targets.accounts(ONE), Set.of()))
                .isInstanceOf(InvalidInputException.class);
    }

    private static List<String> accounts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("%012d", 500_000_000_000L + i))
                .toList();
    }
}
