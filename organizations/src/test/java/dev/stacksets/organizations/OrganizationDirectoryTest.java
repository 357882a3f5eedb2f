package dev.stacksets.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.error.AccessDeniedException;
import dev.stacksets.error.ServiceException;
import dev.stacksets.error.StackSetsException;
import dev.stacksets.organizations.select.RegionSelector;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.organizations.tree.DelegatedAdministrator;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.organizations.tree.RegionStatus;
import dev.stacksets.testing.StackSetsSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class OrganizationDirectoryTest {
    private static final String DELEGATE = "222222222222";
    private static final String SHOP = "333333333333";

    private final StackSetsSimulator aws = StackSetsSimulator.builder()
            .organizationsPagesBeginEmpty()
            .organization(o -> o.ou(
                            "Workloads",
                            workloads -> workloads
                                    .accounts(45)
                                    .ou(
                                            "Prod",
                                            prod -> prod.account(
                                                    SHOP,
                                                    shop -> shop.name("shop")
                                                            .tag("stage", "live")
                                                            .enabledRegion(Region.EU_SOUTH_1))))
                    .ou("Empty", empty -> {})
                    .account(DELEGATE, "platform")
                    .delegatedAdministrator(DELEGATE))
            .build();
    private final Simulated simulated = new Simulated(aws, Simulated.MANAGEMENT);
    private final OrganizationDirectory directory = simulated.directory;

    @AfterEach
    void close() {
        directory.close();
        simulated.close();
    }

    @Test
    void tree_isTheOneThatWasBuilt_alsoIfPagesAreEmpty() {
        OrganizationTree tree = tree();

        assertThat(tree.organization().id()).isEqualTo(aws.organization().id());
        assertThat(tree.organization().managementAccount()).isEqualTo(Simulated.MANAGEMENT);
        assertThat(tree.organization().allFeatures()).isTrue();
        assertThat(tree.root().id()).isEqualTo(aws.organization().root());
        assertThat(tree.units())
                .extracting(OrganizationalUnit::path)
                .containsExactly("Root", "Root/Workloads", "Root/Empty", "Root/Workloads/Prod");
        assertThat(tree.accounts()).hasSize(48);
        assertThat(tree.account(SHOP)).hasValueSatisfying(shop -> {
            assertThat(shop.name()).isEqualTo("shop");
            assertThat(shop.state()).isEqualTo(AccountState.ACTIVE);
            assertThat(shop.joined()).isPresent();
            assertThat(shop.unit().path()).isEqualTo("Root/Workloads/Prod");
        });
        assertThat(tree.unit("Root/Workloads").orElseThrow().id())
                .isEqualTo(aws.organization().unit("Workloads"));
        assertThat(tree.accountsUnder(tree.requireUnit("Root/Workloads").id())).hasSize(46);
        assertThat(tree.organizationPath("Root/Workloads/Prod"))
                .isEqualTo(String.join(
                                "/",
                                aws.organization().id(),
                                aws.organization().root(),
                                aws.organization().unit("Workloads"),
                                aws.organization().unit("Workloads/Prod"))
                        + "/");
        assertThat(tree.readAt()).isEqualTo(aws.time().now());
    }

    @Test
    void states_areReadFromTheState_andFromTheOlderStatusWhereThereIsNone() {
        aws.organization().suspend(SHOP);
        assertThat(state(SHOP)).isEqualTo(AccountState.SUSPENDED);

        aws.faults().on("organizations:ListAccountsForParent").rewrites("State", "");
        assertThat(state(SHOP)).isEqualTo(AccountState.SUSPENDED);
        assertThat(state(DELEGATE)).isEqualTo(AccountState.ACTIVE);
    }

    @Test
    void states_thisVersionDoesNotKnow_areUnknown() {
        aws.faults().on("organizations:ListAccountsForParent").rewrites("State", "HIBERNATING");

        assertThat(state(SHOP)).isEqualTo(AccountState.UNKNOWN);
    }

    @Test
    void accountsIn_areThoseBelowToo_withoutTheManagementAccount() {
        String root = aws.organization().root();
        String prod = aws.organization().unit("Workloads/Prod");

        Map<String, Set<String>> members = simulated.get(directory.accountsIn(Set.of(root, prod)));

        assertThat(members.get(prod)).containsExactly(SHOP);
        assertThat(members.get(root)).hasSize(47).contains(SHOP, DELEGATE).doesNotContain(Simulated.MANAGEMENT);
        assertThatThrownBy(() -> simulated.get(directory.accountsIn(Set.of(root, "ou-none-00000000"))))
                .hasCauseInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ou-none-00000000");
    }

    @Test
    void tree_isKeptForTheAgeSet_andReadAnewOnRequest() {
        OrganizationTree first = tree();
        aws.time().advance(Duration.ofMinutes(5));
        assertThat(tree()).isSameAs(first);

        aws.time().advance(Duration.ofMillis(1));
        OrganizationTree second = tree();
        assertThat(second).isNotSameAs(first);

        aws.organization().move(SHOP, aws.organization().unit("Empty"));
        assertThat(tree()).isSameAs(second);
        assertThat(simulated
                        .get(directory.refresh())
                        .account(SHOP)
                        .orElseThrow()
                        .unit()
                        .name())
                .isEqualTo("Empty");
        assertThat(tree().account(SHOP).orElseThrow().unit().name()).isEqualTo("Empty");
    }

    @Test
    void tree_askedForTwiceAtOnce_isReadOnce_andOutlivesWhoCancels() {
        aws.faults().on("organizations:ListRoots").delays(Duration.ofSeconds(1));

        CompletableFuture<OrganizationTree> one = directory.tree();
        CompletableFuture<OrganizationTree> other = directory.tree();
        one.cancel(true);

        assertThat(simulated.get(other).accounts()).hasSize(48);
        assertThat(aws.calls().count("DescribeOrganization")).isEqualTo(1);
    }

    @Test
    void failedReading_isNotKept() {
        aws.faults().on("organizations:ListRoots").call(1).deniesAccess();

        assertThatThrownBy(this::tree)
                .cause()
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("ListRoots");
        assertThat(tree().accounts()).hasSize(48);
    }

    @Test
    void tooManyRequests_areWaitedFor() {
        aws.faults().throttle(8, 4);

        assertThat(tree().accounts()).hasSize(48);
    }

    @Test
    void unitDeletedWhileBeingRead_isEmpty() {
        aws.faults()
                .on("organizations:ListAccountsForParent")
                .call(1)
                .fails(400, "ParentNotFoundException", "You specified parent that doesn't exist.");

        assertThat(tree().accounts()).extracting(Account::id).doesNotContain(DELEGATE);
    }

    @Test
    void rendered_drawsUnits_andAccountsOnRequest() {
        aws.organization().suspend(SHOP);
        String expected = """
                Organization %s, managed by 999988887777
                Root  %s  2 accounts, 48 with those below
                ├─ Workloads  %s  45 accounts, 46 with those below
                │  └─ Prod  %s  1 account
                └─ Empty  %s  0 accounts
                """;

        assertThat(tree().render())
                .isEqualTo(expected.formatted(
                        aws.organization().id(),
                        aws.organization().root(),
                        aws.organization().unit("Workloads"),
                        aws.organization().unit("Workloads/Prod"),
                        aws.organization().unit("Empty")));
        assertThat(tree().renderWithAccounts())
                .contains("├─ 999988887777  management  management account\n")
                .contains("│     └─ 333333333333  shop  SUSPENDED\n")
                .hasLineCount(1 + 4 + 48);
    }

    @Test
    void tags_areReadOnceForEach() {
        String prod = aws.organization().unit("Workloads/Prod");
        aws.organization().tag(prod, "owner", "web");

        assertThat(simulated.get(directory.tags(List.of(SHOP, prod))))
                .containsEntry(SHOP, Map.of("stage", "live"))
                .containsEntry(prod, Map.of("owner", "web"));
        int calls = aws.calls().count("ListTagsForResource");
        simulated.get(directory.tags(List.of(SHOP)));
        assertThat(aws.calls().count("ListTagsForResource")).isEqualTo(calls);

        simulated.get(directory.refresh());
        simulated.get(directory.tags(List.of(SHOP)));
        assertThat(aws.calls().count("ListTagsForResource")).isGreaterThan(calls);
    }

    @Test
    void administration_isRead() {
        assertThat(simulated.get(directory.delegatedAdministrators()))
                .extracting(DelegatedAdministrator::account)
                .containsExactly(DELEGATE);
        assertThat(simulated.get(directory.trustedServices()))
                .containsExactly("account.amazonaws.com", OrganizationDirectory.STACK_SETS_PRINCIPAL);
        assertThat(simulated.get(directory.caller()).account()).isEqualTo(Simulated.MANAGEMENT);
    }

    @Test
    void regions_ofMembersAndOfTheManagementAccount_areRead() {
        assertThat(simulated.get(directory.regions(SHOP)).status("eu-south-1")).isEqualTo(RegionStatus.ENABLED);
        assertThat(simulated.get(directory.regions(SHOP)).enabled())
                .contains("us-east-1", "eu-south-1")
                .doesNotContain("af-south-1");
        assertThat(simulated.get(directory.regions(Simulated.MANAGEMENT)).status("eu-south-1"))
                .isEqualTo(RegionStatus.DISABLED);
        assertThat(aws.calls().count("ListRegions")).isEqualTo(2);
    }

    @Test
    void regions_ofTheManagementAccount_needToKnowWhoCalls() {
        OrganizationDirectory without = OrganizationDirectory.builder(simulated.stackSets)
                .organizations(simulated.organizations())
                .account(simulated.account())
                .build();

        assertThat(simulated.get(without.regions(SHOP)).enabled()).contains("eu-south-1");
        assertThatThrownBy(() -> simulated.get(without.regions(Simulated.MANAGEMENT)))
                .cause()
                .isInstanceOf(StackSetsException.class)
                .hasMessageContaining("sts(StsAsyncClient)");
        assertThatThrownBy(() -> simulated.get(without.caller())).hasMessageContaining("sts(StsAsyncClient)");
    }

    @Test
    void regions_ofTheManagementAccount_areNeverMistakenForThoseOfADelegate() {
        try (Simulated delegate = new Simulated(aws, DELEGATE)) {
            assertThatThrownBy(() -> delegate.get(delegate.directory.regions(Simulated.MANAGEMENT)))
                    .cause()
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(delegate.get(delegate.directory.tree()).accounts()).hasSize(48);
        }
    }

    @Test
    void outsideOfAnOrganization_saysSo() {
        try (Simulated stranger = new Simulated(aws, "123123123123")) {
            assertThatThrownBy(() -> stranger.get(stranger.directory.tree()))
                    .cause()
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            refusal -> assertThat(refusal.errorCode()).isEqualTo("AWSOrganizationsNotInUseException"));
        }
    }

    @Test
    void badInput_isRefused() {
        assertThatThrownBy(
                        () -> OrganizationDirectory.builder(simulated.stackSets).maxAge(Duration.ofDays(2)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("PT48H");
        assertThatThrownBy(
                        () -> OrganizationDirectory.builder(simulated.stackSets).maxAge(Duration.ofSeconds(-1)))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> directory.select(RegionSelector.allEnabled(), List.of()))
                .isInstanceOf(InvalidInputException.class);
    }

    private OrganizationTree tree() {
        return simulated.get(directory.tree());
    }

    private AccountState state(String account) {
        return simulated.get(directory.refresh()).account(account).orElseThrow().state();
    }
}
