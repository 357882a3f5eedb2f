package dev.stacksets.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.StackSet;
import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.organizations.onboarding.Coverage;
import dev.stacksets.organizations.onboarding.OnboardingReport;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnboardingTest {
    private static final String ONE = "111111111111";
    private static final String TWO = "222222222222";
    private static final String NEW = "333333333333";
    private static final String TEMPLATE = "Resources: {Topic: {Type: AWS::SNS::Topic}}";

    private final Simulated simulated = new Simulated(o -> o.ou(
                    "Workloads",
                    workloads -> workloads.account(ONE, "one").ou("Prod", prod -> prod.account(TWO, "two")))
            .ou("Sandbox", sandbox -> {}));
    private final Onboarding onboarding = onboarding().build();

    private Onboarding.Builder onboarding() {
        return Onboarding.builder(simulated.stackSets, simulated.directory);
    }

    @AfterEach
    void close() {
        simulated.close();
    }

    private String unit(String path) {
        return simulated.aws.organization().unit(path);
    }

    private StackSet serviceManaged(String name, AutoDeployment autoDeployment) {
        return simulated.get(simulated.stackSets.create(
                name,
                s -> s.template(TemplateSource.inline(TEMPLATE))
                        .serviceManaged()
                        .autoDeployment(autoDeployment)));
    }

    private StackSet selfManaged(String name) {
        return simulated.get(simulated.stackSets.create(name, s -> s.template(TemplateSource.inline(TEMPLATE))));
    }

    private void deploy(StackSet stackSet, DeploymentSpec deployment) {
        simulated.get(stackSet.deploy(deployment).outcome());
    }

    private OnboardingReport onboard(String subject) {
        return simulated.get(onboarding.onboard(subject));
    }

    private void joins(String account, String unit) {
        simulated.aws.organization().createAccount(unit, account, "new");
        simulated.get(simulated.directory.refresh());
    }

    @Test
    void newAccount_lacksWhatItsUnitsAreTargetedBy_andTheOperationsCloseExactlyThat() {
        StackSet base = serviceManaged("base", AutoDeployment.disabled());
        deploy(
                base,
                DeploymentSpec.builder()
                        .organizationalUnits(unit("Workloads"))
                        .regions("us-east-1")
                        .build());
        deploy(
                base,
                DeploymentSpec.builder()
                        .organizationalUnits(unit("Workloads/Prod"))
                        .regions("eu-west-1")
                        .build());
        StackSet other = serviceManaged("other", AutoDeployment.disabled());
        deploy(
                other,
                DeploymentSpec.builder()
                        .organizationalUnits(unit("Sandbox"))
                        .regions("us-east-1")
                        .build());
        joins(NEW, unit("Workloads/Prod"));

        OnboardingReport report = onboard(NEW);

        assertThat(report.coverages()).extracting(Coverage::stackSet).containsExactly("base");
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.missing())
                    .containsExactly(new InstanceId(NEW, "eu-west-1"), new InstanceId(NEW, "us-east-1"));
            assertThat(gap.operations())
                    .extracting(DeploymentSpec::targets)
                    .containsExactlyInAnyOrder(
                            Targets.organizationalUnits(unit("Workloads")).intersection(NEW),
                            Targets.organizationalUnits(unit("Workloads/Prod")).intersection(NEW));
        });
        List<StackInstance> before = simulated.get(base.listInstances().toList());
        report.gaps().get(0).operations().forEach(operation -> deploy(base, operation));
        assertThat(onboard(NEW).gaps()).isEmpty();
        assertThat(simulated.get(base.listInstances().toList())).hasSize(before.size() + 2);
    }

    @Test
    void automaticDeployment_coversANewAccountByItself() {
        StackSet base = serviceManaged("base", AutoDeployment.deletingStacks());
        deploy(
                base,
                DeploymentSpec.builder()
                        .organizationalUnits(unit("Workloads"))
                        .regions("us-east-1")
                        .build());
        joins(NEW, unit("Workloads"));
        simulated.aws.time().runUntilIdle();

        OnboardingReport report = onboard(NEW);

        assertThat(report.gaps()).isEmpty();
        assertThat(report.coverages()).singleElement().satisfies(coverage -> {
            assertThat(coverage.present()).isEqualTo(1);
            assertThat(coverage.because()).isEqualTo("targets " + unit("Workloads"));
        });
    }

    @Test
    void selfManaged_isJudgedByWhatIsExpected() {
        StackSet iam = selfManaged("iam");
        selfManaged("forgotten");
        deploy(
                iam,
                DeploymentSpec.builder()
                        .accounts(ONE)
                        .regions("us-east-1", "eu-west-1")
                        .build());
        deploy(iam, DeploymentSpec.builder().accounts(TWO).regions("us-east-1").build());
        joins(NEW, unit("Workloads"));
        Onboarding expecting = onboarding()
                .expect("iam", AccountSelector.inUnit("Root/Workloads"), "us-east-1", "eu-west-1")
                .build();

        OnboardingReport report = simulated.get(expecting.onboard("Root/Workloads"));

        assertThat(report.accounts()).hasSize(3);
        assertThat(report.notJudged()).containsExactly("forgotten");
        assertThat(report.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.present()).isEqualTo(3);
            assertThat(gap.operations())
                    .as("a rectangle for each kind of lack")
                    .extracting(DeploymentSpec::targets)
                    .containsExactly(Targets.accounts(TWO), Targets.accounts(NEW));
            gap.operations().forEach(operation -> deploy(iam, operation));
        });
        assertThat(simulated.get(expecting.onboard("Root/Workloads")).gaps()).isEmpty();
        assertThat(simulated.get(expecting.onboard("Root/Sandbox")).coverages()).isEmpty();
    }

    @Test
    void instancesThatFailed_areTriedAgain_andInoperableOnesAreSaidToBeStuck() {
        StackSet iam = selfManaged("iam");
        simulated.aws.faults().account(ONE).fails("no permission");
        deploy(iam, DeploymentSpec.builder().accounts(ONE).regions("us-east-1").build());
        Onboarding expecting = onboarding()
                .expect("iam", AccountSelector.accounts(ONE, TWO), "us-east-1")
                .build();
        assertThat(simulated.get(expecting.onboard(ONE)).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.notCurrent()).hasSize(1);
            assertThat(gap.operations()).hasSize(1);
        });

        simulated.aws.faults().account(ONE).heals();
        deploy(iam, DeploymentSpec.builder().accounts(ONE).regions("us-east-1").build());
        simulated.aws.faults().account(ONE).fails("protected");
        simulated.get(
                iam.removeInstances(r -> r.accounts(ONE).regions("us-east-1").deleteStacks())
                        .outcome());

        OnboardingReport report = simulated.get(expecting.onboard(ONE));
        assertThat(report.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.operations()).isEmpty());
        assertThat(report.render()).isEqualTo("""
                111111111111: 1 accounts, 1 stack sets should cover them, 1 do not
                gap      iam (expected of account 111111111111,222222222222): 0 current, 0 missing, 1 not current
                         inoperable: 111111111111/us-east-1, to be removed with its stack retained before it can be deployed again
                """);
    }

    @Test
    void suspendedAccountsAndTheManagementAccount_needNothing() {
        StackSet base = serviceManaged("base", AutoDeployment.disabled());
        deploy(
                base,
                DeploymentSpec.builder()
                        .organizationalUnits(simulated.aws.organization().root())
                        .regions("us-east-1")
                        .build());
        joins(NEW, unit("Workloads"));
        simulated.aws.organization().suspend(NEW);
        simulated.get(simulated.directory.refresh());

        assertThat(onboard(NEW).accounts()).isEmpty();
        assertThat(onboard("Root").gaps()).isEmpty();
        assertThat(onboard(Simulated.MANAGEMENT).coverages()).isEmpty();
    }

    @Test
    void strangers_areRefused() {
        assertThatThrownBy(() -> onboard("123123123123"))
                .cause()
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("does not belong");
        assertThatThrownBy(() -> onboard("Root/Nowhere"))
                .cause()
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is Workloads, Sandbox");
        assertThatThrownBy(() -> onboarding().expect("iam", AccountSelector.all()))
                .isInstanceOf(InvalidInputException.class);
    }
}
