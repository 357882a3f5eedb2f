package dev.stacksets.organizations.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.target.Targets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSelectorTest {
    private static final String SHOP = "111111111111";
    private static final String AUDIT = "222222222222";
    private static final String OLD = "333333333333";
    private static final String MANAGEMENT = "999988887777";
    private static final Instant JOINED = Instant.parse("2026-01-01T12:00:00Z");
    private static final OrganizationalUnit ROOT = OrganizationalUnit.root("r-ab12", "Root");
    private static final OrganizationalUnit WORKLOADS = ROOT.child("ou-ab12-11111111", "Workloads");
    private static final OrganizationalUnit PROD = WORKLOADS.child("ou-ab12-22222222", "Prod");
    private static final OrganizationalUnit SANDBOX = ROOT.child("ou-ab12-33333333", "Sand box");
    private static final OrganizationTree TREE = OrganizationTree.of(
            new Organization("o-abcdefghij", MANAGEMENT, true),
            JOINED,
            List.of(ROOT, WORKLOADS, PROD, SANDBOX),
            List.of(
                    account(MANAGEMENT, "management", AccountState.ACTIVE, ROOT),
                    account(SHOP, "shop", AccountState.ACTIVE, PROD),
                    account(AUDIT, "audit-1", AccountState.ACTIVE, PROD),
                    account(OLD, "old", AccountState.SUSPENDED, WORKLOADS)));

    private static Account account(String id, String name, AccountState state, OrganizationalUnit unit) {
        return new Account(id, name, state, Optional.of(JOINED), unit);
    }

    private static Selection select(AccountSelector selector) {
        return selector.from(TREE, Map.of(SHOP, Map.of("stage", "live"), AUDIT, Map.of()));
    }

    @Test
    void conditions_composed_selectWhatTheySay() {
        AccountSelector selector = AccountSelector.inUnit("Root/Workloads")
                .and(AccountSelector.joinedBefore(JOINED.plusSeconds(1)))
                .excludingNamed("audit*")
                .excludingSuspended();

        assertThat(select(selector).ids()).containsExactly(SHOP);
        assertThat(selector)
                .hasToString("in Root/Workloads and joined before 2026-01-01T12:00:01Z and not named audit*"
                        + " and not suspended");
    }

    @Test
    void selectors_areNeverChanged() {
        AccountSelector production = AccountSelector.inUnit(PROD.id());
        production.excludingNamed("*");

        assertThat(select(production).ids()).containsExactly(SHOP, AUDIT);
    }

    @Test
    void explanation_saysForEachAccountWhatDecided() {
        Selection selection = select(
                AccountSelector.parse("in Root/Workloads/Prod and not named audit* or management and suspended"));

        assertThat(selection.render().replaceAll(" \\(Root[^)]*\\)", "")).isEqualTo("""
                (in Root/Workloads/Prod and not named audit*) or (management and suspended): 1 of 4 accounts
                in   111111111111 shop: in Root/Workloads/Prod; not named audit*
                out  999988887777 management: not in Root/Workloads/Prod; not suspended
                out  222222222222 audit-1: named audit*; not management; not suspended
                out  333333333333 old: not in Root/Workloads/Prod; not management
                """);
    }

    @Test
    void strangers_areNamedAndNotSelected() {
        Selection selection = select(AccountSelector.accounts(SHOP, "000000000000"));

        assertThat(selection.ids()).containsExactly(SHOP);
        assertThat(selection.strangers()).containsExactly("000000000000");
        assertThat(selection.render()).contains("out  000000000000: not in the organization");
    }

    @Test
    void tags_areNeededOnlyWhereNothingElseDecides() {
        AccountSelector live = AccountSelector.tagged("stage", "live");

        assertThat(AccountSelector.inUnit("Root/Workloads/Prod").and(live).tagsNeeded(TREE))
                .containsExactly(SHOP, AUDIT);
        assertThat(live.or(AccountSelector.inUnit("Root/Workloads/Prod")).tagsNeeded(TREE))
                .containsExactly(OLD, MANAGEMENT);
        assertThat(AccountSelector.all().or(live).tagsNeeded(TREE)).isEmpty();
        assertThat(select(AccountSelector.directlyIn("Root/Workloads/Prod").and(live.not()))
                        .ids())
                .containsExactly(AUDIT);
        assertThatThrownBy(() -> live.from(TREE, Map.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("tags of account " + MANAGEMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Root/Workloads/Prd | There is no unit 'Root/Workloads/Prd'. In Root/Workloads there is Prod.",
                "Root/Workloads/Prod/EU | In Root/Workloads/Prod there is none.",
                "Workloads | There is no unit 'Workloads'. A path begins at the root, which is Root.",
                "ou-none-00000000 | There is no unit 'ou-none-00000000'."
            })
    void unitThatDoesNotExist_isRefusedSayingWhatThereIs(String unit, String message) {
        assertThatThrownBy(() -> select(AccountSelector.inUnit(unit)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> select(AccountSelector.all().or(AccountSelector.directlyIn(unit))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void pathOfSeveralUnits_isRefusedNamingThem() {
        OrganizationalUnit slash = ROOT.child("ou-ab12-44444444", "Workloads/Prod");
        OrganizationTree ambiguous =
                OrganizationTree.of(TREE.organization(), JOINED, List.of(ROOT, WORKLOADS, PROD, slash), List.of());

        assertThatThrownBy(() -> AccountSelector.inUnit("Root/Workloads/Prod").tagsNeeded(ambiguous))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(PROD.id() + ", " + slash.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "in Root/Workloads",
                "directly in 'Root/Sand box'",
                "tagged stage or tagged 'cost center'='a=b' or tagged team=''",
                "not (named 'it''s' or account 111111111111,222222222222)",
                "not not management",
                "state ACTIVE,SUSPENDED and joined after 2026-01-01T00:00:00Z",
                "all and (in a or in b) and not (in c and in d)",
                "named and and named or"
            })
    void text_isReadAndWrittenAlike(String text) {
        assertThat(AccountSelector.parse(text)).hasToString(text);
    }

    @Test
    void text_inEitherQuotationMarks_isTheSame() {
        assertThat(AccountSelector.parse("not named \"audit*\""))
                .isEqualTo(AccountSelector.parse("not named 'audit*'"));
        assertThat(AccountSelector.parse("named \"say \"\"it's\"\"\""))
                .isEqualTo(AccountSelector.named("say \"it's\""))
                .hasToString("named 'say \"it''s\"'");
        assertThatThrownBy(() -> AccountSelector.parse("named \"audit"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("character 7: there is a quotation mark without a second one");
    }

    @Test
    void text_absurdlyLongOrDeep_isReadOrRefused() {
        String name = "x".repeat(100_000);
        assertThat(AccountSelector.parse("named '" + name + "'")).isEqualTo(AccountSelector.named(name));
        assertThatThrownBy(() -> AccountSelector.parse("not ".repeat(30_000) + "all"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expected at most 100 of 'not' and '(' in each other");
        assertThatThrownBy(() -> AccountSelector.parse("all" + " ".repeat(131_072)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("it has 131075 characters, and at most 131072 are read");
        assertThat(AccountSelector.parse("all" + " ".repeat(131_000))).hasToString("all");
    }

    @Test
    void text_bindsNotBeforeAndBeforeOr() {
        assertThat(AccountSelector.parse("not in a and in b or in c"))
                .isEqualTo(AccountSelector.inUnit("a")
                        .not()
                        .and(AccountSelector.inUnit("b"))
                        .or(AccountSelector.inUnit("c")));
        assertThat(AccountSelector.parse("joined before 2026-02-01 and suspended"))
                .isEqualTo(AccountSelector.joinedBefore(Instant.parse("2026-02-01T00:00:00Z"))
                        .and(AccountSelector.suspended()))
                .hasSameHashCodeAs(AccountSelector.parse("joined before 2026-02-01 and suspended"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | character 1: expected a condition",
                "in | character 3: expected a unit at the end",
                "in a in b | character 6: expected 'and', 'or' or the end, but there is 'in'",
                "(in a | expected ')' at the end",
                "prod | character 1: expected a condition (in, directly in, tagged",
                "named 'audit | character 7: there is a quotation mark without a second one",
                "account 1234 | account '1234' is not valid",
                "joined before soon | character 15: 'soon' is not a day such as 2026-01-31",
                "joined since 2026-01-01 | expected 'after', but there is 'since'",
                "state ASLEEP | character 7: 'ASLEEP' is not one of [PENDING_ACTIVATION, ACTIVE",
                "tagged = x | expected the key of a tag, but there is '='"
            })
    void text_thatCannotBeRead_isRefusedSayingWhere(String text, String message) {
        assertThatThrownBy(() -> AccountSelector.parse(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void badValues_areRefused() {
        assertThatThrownBy(() -> AccountSelector.accounts("12")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(AccountSelector::inState).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void targets_ofASelection_areItsAccounts() {
        Selection selection = select(AccountSelector.inUnit("Root/Workloads/Prod"));

        assertThat(selection.selfManaged()).isEqualTo(Targets.accounts(SHOP, AUDIT));
        assertThat(selection.serviceManaged().require()).isEqualTo(Targets.organizationalUnits(PROD.id()));
        assertThatThrownBy(() -> select(AccountSelector.all().not()).selfManaged())
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void serviceManagedForm_thatCannotBe_saysWhy() {
        assertThatThrownBy(() -> select(AccountSelector.all()).serviceManaged().require())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("management account " + MANAGEMENT)
                .hasMessageContaining("excludingManagement()");
        assertThat(select(AccountSelector.named("nobody")).serviceManaged().explanation())
                .isEqualTo("No account is selected.");
    }

    @Test
    void serviceManagedForm_ofScatteredAccounts_namesAtMostFiftyUnits() {
        List<OrganizationalUnit> units = new ArrayList<>(List.of(ROOT));
        List<Account> accounts = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> {
            OrganizationalUnit unit = ROOT.child(String.format("ou-ab12-%08d", i), "unit-" + i);
            units.add(unit);
            for (int j = 0; j < 3; j++) {
                accounts.add(account(
                        String.format("%012d", i * 10 + j), i == 59 ? "left-out" : "meant", AccountState.ACTIVE, unit));
            }
        });
        OrganizationTree wide = OrganizationTree.of(TREE.organization(), JOINED, units, accounts);

        ServiceManagedForm form =
                AccountSelector.named("meant").from(wide, Map.of()).serviceManaged();

        assertThat(form.require())
                .as("59 units are too many, the root but three accounts is one")
                .isEqualTo(Targets.organizationalUnits(ROOT.id())
                        .difference("000000000590", "000000000591", "000000000592"));
        assertThat(form.explanation()).isEqualTo("Every account of 1 unit is selected but 3.");
    }

    @Test
    void serviceManagedForm_ofEquallyCheapOnes_isTheCloserFit() {
        OrganizationTree nested = OrganizationTree.of(
                TREE.organization(),
                JOINED,
                List.of(ROOT, WORKLOADS, PROD),
                List.of(account(SHOP, "shop", AccountState.ACTIVE, PROD)));

        assertThat(AccountSelector.all().from(nested, Map.of()).serviceManaged().require())
                .isEqualTo(Targets.organizationalUnits(PROD.id()));
    }
}
