package dev.stacksets.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.organizations.preflight.PreflightReport;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.select.RegionSelection;
import dev.stacksets.organizations.select.RegionSelector;
import dev.stacksets.organizations.select.Selection;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.testing.Call;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

/** What an organization of 5,000 accounts in 300 units costs to read. */
class LargeOrganizationTest {
    private static final int PAGE = 20;

    private final Simulated simulated = new Simulated(LargeOrganization::fill);

    @Test
    void tree_isReadInFarFewerCallsThanOneForEachAccount() {
        OrganizationTree tree = simulated.get(simulated.directory.tree());
        List<Call> calls = simulated.aws.calls().all();

        int naive = LargeOrganization.ACCOUNTS / PAGE + LargeOrganization.ACCOUNTS;
        System.out.printf(
                "organization: 5,000 accounts in 300 units read in %d calls; ListAccounts and a ListParents for each account"
                        + " take %d%n",
                calls.size(), naive);
        assertThat(tree.accounts()).hasSize(LargeOrganization.ACCOUNTS);
        assertThat(tree.units()).hasSize(LargeOrganization.UNITS + 1);
        assertThat(tree.accounts().stream().filter(account -> !account.state().isUsable()))
                .hasSize(LargeOrganization.SUSPENDED);
        assertThat(simulated.get(simulated.directory.delegatedAdministrators())).hasSize(3);
        assertThat(calls)
                .as("two lists for each unit and the root, 80 of them of two pages, and the root and the organization")
                .hasSize(2 * (LargeOrganization.UNITS + 1) + 80 + 2)
                .hasSizeLessThan(naive / 7);
        assertThat(tree.render()).hasLineCount(1 + 1 + LargeOrganization.UNITS);
    }

    @Test
    void tags_areReadForTheAccountsInQuestionOnly() {
        Selection selection = simulated.get(simulated.directory.select(
                AccountSelector.inUnit("Root/Division-3/Department-1").and(AccountSelector.tagged("stage"))));

        long inUnit = selection.explain().stream()
                .filter(verdict -> verdict.account().unit().path().startsWith("Root/Division-3/Department-1"))
                .count();
        assertThat(selection.ids()).isEmpty();
        assertThat((long) simulated.aws.calls().count("ListTagsForResource"))
                .isEqualTo(inUnit)
                .isLessThan(200);
    }

    @Test
    void preflight_ofAllThatCanBeDeployedTo_reportsNothing() {
        Selection selection = simulated.get(simulated.directory.select(
                AccountSelector.all().excludingManagement().excludingSuspended()));
        StackSetDefinition definition = StackSetDefinition.builder()
                .name("base")
                .template(TemplateSource.inline("Resources: {Topic: {Type: AWS::SNS::Topic}}"))
                .serviceManaged()
                .build();
        DeploymentSpec deployment = DeploymentSpec.builder()
                .targets(selection.serviceManaged().require())
                .regions("eu-west-1")
                .preferences(p -> p.maxConcurrentCount(50).failureToleranceCount(49))
                .build();

        PreflightReport report = simulated.get(Preflight.builder(simulated.stackSets, simulated.directory)
                .expectedAccount(Simulated.MANAGEMENT)
                .build()
                .check(definition, deployment));

        assertThat(report.isClear()).as(report.render()).isTrue();
        assertThat(selection.ids()).hasSize(LargeOrganization.ACCOUNTS - 1 - LargeOrganization.SUSPENDED);
    }

    @Test
    void regionsToOptInTo_areThoseThatEveryAccountHas() {
        List<String> accounts =
                simulated
                        .get(simulated.directory.select(AccountSelector.inUnit("Root/Division-3/Department-1")))
                        .ids()
                        .stream()
                        .toList();

        RegionSelection regions = simulated.get(simulated.directory.select(
                RegionSelector.these(LargeOrganization.OPT_IN.stream()
                                .map(Region::id)
                                .toList())
                        .whereEnabled(),
                accounts));

        assertThat(regions.regions()).isEmpty();
        assertThat(regions.leftOut()).hasSize(LargeOrganization.OPT_IN.size());
    }

    @Test
    void everythingButOneTeam_isTheRootWithoutIt() {
        Selection selection = simulated.get(simulated.directory.select(AccountSelector.all()
                .excludingManagement()
                .except(AccountSelector.inUnit("Root/Division-3/Department-1/Team-2"))));
        int left = LargeOrganization.ACCOUNTS - 1 - selection.ids().size();

        assertThat(selection.serviceManaged().require().units())
                .containsExactly(simulated.aws.organization().root());
        assertThat(selection.serviceManaged().explanation())
                .isEqualTo("Every account of 1 unit is selected but " + left + ".");
    }
}
