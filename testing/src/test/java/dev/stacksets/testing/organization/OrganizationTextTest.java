package dev.stacksets.testing.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.testing.StackSetsSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationTextTest {

    private static final String YAML = """
            managementAccount: {id: 111111111111, name: payer, email: payer@example.com, tags: {tier: zero}}
            trustedAccess:
              - member.org.stacksets.cloudformation.amazonaws.com
              - config.amazonaws.com
            delegatedAdministrators:
              - 222222222222
              - {account: 222222222222, service: config.amazonaws.com}
            tags: {owner: platform}
            accounts:
              - 222222222222
            units:
              - name: Workloads
                tags: {stage: all}
                accounts:
                  - id: "033333333333"
                    name: shop
                    email: shop@example.com
                    tags: {team: web, cost: "17"}
                    state: SUSPENDED
                    regions: [eu-south-1, ap-east-1]
                  - count: 3
                  - name: nameless
                units:
                  - name: Prod
                    accounts: [100000000001]
            """;

    private static final String JSON = """
            {
            \t"managementAccount": {"id": "111111111111", "name": "payer", "email": "payer@example.com",
            \t\t"tags": {"tier": "zero"}},
            \t"trustedAccess": ["member.org.stacksets.cloudformation.amazonaws.com", "config.amazonaws.com"],
            \t"delegatedAdministrators": ["222222222222", {"account": "222222222222", "service": "config.amazonaws.com"}],
            \t"tags": {"owner": "platform"},
            \t"accounts": [222222222222],
            \t"units": [
            \t\t{"name": "Workloads", "tags": {"stage": "all"}, "accounts": [
            \t\t\t{"id": "033333333333", "name": "shop", "email": "shop@example.com", "tags": {"team": "web", "cost": "17"},
            \t\t\t\t"state": "SUSPENDED", "regions": ["eu-south-1", "ap-east-1"]},
            \t\t\t{"count": 3},
            \t\t\t{"name": "nameless"}],
            \t\t "units": [{"name": "Prod", "accounts": ["100000000001"]}]}
            \t]
            }
            """;

    @TempDir
    Path folder;

    private static StackSetsSimulator simulator(String text) {
        return StackSetsSimulator.builder().organization(o -> o.inline(text)).build();
    }

    private static void isTheOneDescribed(StackSetsSimulator aws) {
        Organization organization = aws.organization();
        String workloads = organization.unit("Workloads");
        assertThat(organization.managementAccount()).isEqualTo("111111111111");
        assertThat(organization.tags("111111111111")).containsEntry("tier", "zero");
        assertThat(organization.tags(organization.root())).containsEntry("owner", "platform");
        assertThat(organization.accounts(organization.root())).containsExactly("111111111111", "222222222222");
        assertThat(organization.tags(workloads)).containsEntry("stage", "all");
        assertThat(organization.accounts(workloads))
                .containsExactly("033333333333", "100000000002", "100000000003", "100000000004", "100000000005");
        assertThat(organization.accounts(organization.unit("Workloads/Prod"))).containsExactly("100000000001");
        assertThat(organization.tags("033333333333"))
                .containsEntry("team", "web")
                .containsEntry("cost", "17");
        assertThat(organization.state("033333333333")).isEqualTo(AccountState.SUSPENDED);
    }

    @Test
    void yaml_whole_isTheOrganization() {
        isTheOneDescribed(simulator(YAML));
    }

    @Test
    void json_whole_isTheSame() {
        isTheOneDescribed(simulator(JSON));
    }

    @Test
    void file_isReadAndSurvivesAReset() throws IOException {
        Path file = Files.writeString(folder.resolve("organization.yaml"), YAML);
        StackSetsSimulator aws =
                StackSetsSimulator.builder().organization(o -> o.file(file)).build();

        aws.organization().remove("222222222222");
        aws.reset();

        isTheOneDescribed(aws);
    }

    @Test
    void example_isRead() {
        Organization organization = StackSetsSimulator.builder()
                .organization(o -> o.file(Path.of("src/it/organization.yaml")))
                .build()
                .organization();

        assertThat(organization.accounts(organization.unit("Workloads"))).hasSize(45);
        assertThat(organization.tags("333333333333")).containsEntry("team", "web");
    }

    @Test
    void file_thatCannotBeRead_isRefusedByName() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(() -> new OrganizationBuilder().file(folder.resolve("nowhere.yaml")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere.yaml does not exist");
        assertThatThrownBy(() -> new OrganizationBuilder().file(binary)).hasMessageContaining("is not a text in UTF-8");
        assertThatThrownBy(() -> new OrganizationBuilder().file(folder)).hasMessageContaining("cannot be read");
        Path large = Files.writeString(folder.resolve("large"), "#" + "x".repeat(3_145_728));
        assertThatThrownBy(() -> new OrganizationBuilder().file(large))
                .hasMessageContaining("Organization file " + large + " cannot be read: it has 3145729 bytes");
    }

    @Test
    void file_withAMistake_isNamedInTheRefusal() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), "accounts: [12]", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new OrganizationBuilder().file(file))
                .hasMessage("mine.yaml, line 1, column 12: an account id has 12 digits: 12.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                      | there is nothing in it
            [1]                                                     | line 1, column 1: the organization must have keys and values
            text                                                    | the organization must have keys and values
            '{tags: {a: 1}, tags: {a: 2}}'                            | line 1, column 16: 'tags' is there twice
            'a: [1'                                                 | line 1, column 6: while parsing a flow sequence: expected ',' or ']'
            'a: 1\n---\nb: 2'                                       | line 2, column 1: expected a single document
            'accuonts: [1]'                                         | line 1, column 1: nobody asks for 'accuonts' here: the organization has managementAccount
            'units: {name: A}'                                      | line 1, column 8: units must be a list
            'units: [A]'                                            | line 1, column 9: a unit must have keys and values
            'units: [{tags: {a: b}}]'                               | line 1, column 9: a unit needs 'name'
            'units: [{name: A}, {name: A}]'                         | line 1, column 27: two units beside each other are named A
            'units: [{name: a/b}]'                                  | line 1, column 16: a unit has a name without slashes: a/b
            'units: [{name: {a: b}}]'                               | line 1, column 16: name must be a text
            'accounts: [111111111111, 111111111111]'                | line 1, column 26: account 111111111111 is in the organization already
            'accounts: [999988887777]'                              | account 999988887777 is in the organization already
            'accounts: [{id: 111111111111, email: nobody}]'         | line 1, column 38: no email address: nobody
            'accounts: [{email: a@b.cd}, {email: A@b.cd}]'          | line 1, column 37: two accounts have the email address A@b.cd
            'accounts: [{state: GONE}]'                             | line 1, column 20: state is one of [ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED], not GONE
            'accounts: [{regions: [us-east-1]}]'                    | line 1, column 23: no Region to opt in to: us-east-1
            'accounts: [{regions: eu-south-1}]'                     | line 1, column 22: regions must be a list
            'accounts: [{name: ""}]'                                | line 1, column 19: the name of an account is not empty
            'accounts: [{count: many}]'                             | line 1, column 20: count is a whole number, not many
            'accounts: [{count: -1}]'                               | line 1, column 20: zero accounts or more: -1
            'accounts: [{count: 2}, {count: 2000000000}]'           | line 1, column 32: an organization here has at most 100000 accounts
            'accounts: [{email: a@b}]'                              | line 1, column 20: no email address: a@b
            'a: &a [*a]'                                            | line 1, column 8: '*a' refers to itself
            'accounts: [{count: 2, name: a}]'                       | line 1, column 23: nobody asks for 'name' here: an account has count
            'accounts: [{tags: {a: [b]}}]'                          | line 1, column 23: the value of a must be a text
            'managementAccount: 12'                                 | line 1, column 20: an account id has 12 digits: 12
            'managementAccount: {name: a}'                          | line 1, column 20: the management account needs 'id'
            'managementAccount: {id: 111111111111, state: CLOSED}'  | line 1, column 39: nobody asks for 'state' here
            'delegatedAdministrators: [111111111111]'               | line 1, column 27: delegated administrator 111111111111 is not among the accounts
            'delegatedAdministrators: [{service: a}]'               | line 1, column 27: a delegated administrator needs 'account'
            'trustedAccess: all'                                    | line 1, column 16: trustedAccess must be a list
            """)
    void mistakes_areRefusedWithTheirPlace(String text, String sentence) {
        assertThatThrownBy(() -> new OrganizationBuilder().inline(text.replace("\\n", "\n")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("organization")
                .hasMessageContaining(sentence);
    }

    @Test
    void nesting_thatIsTooDeep_isRefused() {
        assertThatThrownBy(() -> new OrganizationBuilder().inline("[".repeat(100_000)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line 1, column 101: it is nested too deeply: at most 100 levels");
    }

    @Test
    void aliases_thatMultiply_areRefused() {
        StringBuilder text = new StringBuilder("a0: &a0 x\n");
        for (int level = 1; level <= 16; level++) {
            text.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(level, level, level - 1, level - 1, level - 1));
        }

        assertThatThrownBy(() -> new OrganizationBuilder().inline(text.toString()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("organization, line 12, column ")
                .hasMessageContaining("at most 250000 keys");
    }

    @Test
    void sixDelegatedAdministrators_areOneTooMany() {
        assertThatThrownBy(() -> new OrganizationBuilder().inline("""
                        accounts: [000000000001, 000000000002, 000000000003, 000000000004, 000000000005, 000000000006]
                        delegatedAdministrators:
                          - 000000000001
                          - 000000000002
                          - 000000000003
                          - 000000000004
                          - 000000000005
                          - 000000000006
                        """))
                .hasMessageContaining("line 8, column 5: StackSets has at most 5");
    }
}
