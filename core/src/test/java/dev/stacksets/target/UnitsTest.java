package dev.stacksets.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.operation.InstanceRemovalSpec;
import dev.stacksets.operation.InstanceUpdateSpec;
import dev.stacksets.operation.StackSetUpdateSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 5.2 of what AWS says of deployment targets: which form goes with which verb. */
class UnitsTest {
    private static final String UNIT = "ou-ab12-11111111";
    private static final String ACCOUNT = "111122223333";

    @Test
    void units_withoutAccounts_meanEveryAccountOfThem() {
        Targets.Units units = Targets.organizationalUnits(UNIT, "r-ab12", UNIT);

        assertThat(units.units()).containsExactly(UNIT, "r-ab12");
        assertThat(units.filter()).isEqualTo(AccountFilter.NONE);
        assertThat(units.accounts()).isEmpty();
    }

    @Test
    void filters_sayWhatTheAccountsDo() {
        assertThat(Targets.organizationalUnits(UNIT).intersection(ACCOUNT).filter())
                .isEqualTo(AccountFilter.INTERSECTION);
        assertThat(Targets.organizationalUnits(UNIT).difference(ACCOUNT).filter())
                .isEqualTo(AccountFilter.DIFFERENCE);
        assertThat(Targets.organizationalUnits(UNIT).union(ACCOUNT).filter()).isEqualTo(AccountFilter.UNION);
        assertThat(Targets.organizationalUnits(UNIT)
                        .difference(Targets.accountsUrl("s3://bucket/accounts.csv"))
                        .accounts())
                .contains(new AccountList.AccountsUrl("s3://bucket/accounts.csv"));
        assertThat(Targets.organizationalUnits(UNIT).intersection(ACCOUNT))
                .isEqualTo(Targets.organizationalUnits(UNIT).intersection(Targets.accounts(List.of(ACCOUNT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ou-AB12-11111111", "ou-ab12", ACCOUNT, "r-", "root"})
    void unit_withBadId_isRefusedSayingWhatOneLooksLike(String unit) {
        assertThatThrownBy(() -> Targets.organizationalUnits(unit))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ou-ab12-11111111");
    }

    @Test
    void organizationId_isRefusedPointingAtTheRoot() {
        assertThatThrownBy(() -> Targets.organizationalUnits("o-abcdefghij"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("name its root, which begins with r-");
    }

    @Test
    void units_combinedAgainstTheRules_areRefused() {
        assertThatThrownBy(() -> Targets.organizationalUnits(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new Targets.Units(
                        java.util.Set.of(UNIT), AccountFilter.NONE, java.util.Optional.of(Targets.accounts(ACCOUNT))))
                .hasMessageContaining("intersection, difference or union");
        assertThatThrownBy(() -> Targets.accountsUrl("ftp://host/accounts.csv")).hasMessageContaining("s3://");
        assertThat(Targets.accountsUrl("https://bucket/a.csv?X-Amz-Signature=abc")
                        .toString())
                .doesNotContain("Signature");
    }

    @Test
    void deployment_takesUnitsOnlyAndNoUnion() {
        refused(
                () -> DeploymentSpec.builder()
                        .targets(Targets.organizationalUnits(UNIT).union(ACCOUNT))
                        .regions("us-east-1")
                        .build(),
                "no union");
        refused(
                () -> DeploymentSpec.builder()
                        .targets(Targets.deployedAccounts(Targets.accounts(ACCOUNT)))
                        .regions("us-east-1")
                        .build(),
                "deployed to units");
        refused(
                () -> DeploymentSpec.builder()
                        .targets(Targets.accountsUrl("s3://bucket/accounts.csv"))
                        .regions("us-east-1")
                        .build(),
                "goes with organizational units");
        assertThat(DeploymentSpec.builder()
                        .organizationalUnits(UNIT)
                        .regions("us-east-1")
                        .build()
                        .targets())
                .isEqualTo(Targets.organizationalUnits(UNIT));
    }

    @Test
    void updates_takeEveryForm() {
        assertThat(InstanceUpdateSpec.builder()
                        .targets(Targets.organizationalUnits(UNIT).union(ACCOUNT))
                        .regions("us-east-1")
                        .build()
                        .targets())
                .isInstanceOf(Targets.Units.class);
        assertThat(InstanceUpdateSpec.builder()
                        .targets(Targets.deployedAccounts(Targets.accounts(ACCOUNT)))
                        .regions("us-east-1")
                        .build()
                        .targets())
                .isInstanceOf(Targets.Units.class);
        assertThat(StackSetUpdateSpec.builder()
                        .targets(Targets.accountsUrl("s3://bucket/accounts.csv"))
                        .regions("us-east-1")
                        .build()
                        .targets())
                .isPresent();
    }

    @Test
    void removal_needsUnits() {
        refused(
                () -> InstanceRemovalSpec.builder()
                        .targets(Targets.deployedAccounts(Targets.accounts(ACCOUNT)))
                        .regions("us-east-1")
                        .deleteStacks()
                        .build(),
                "removed from units");
        refused(
                () -> InstanceRemovalSpec.builder()
                        .targets(Targets.accountsUrl("s3://bucket/accounts.csv"))
                        .regions("us-east-1")
                        .deleteStacks()
                        .build(),
                "goes with organizational units");
    }

    @Test
    void moreThanFiftyUnits_areNoSingleOperation() {
        List<String> many = IntStream.range(0, 51)
                .mapToObj(i -> String.format("ou-ab12-%08d", i))
                .toList();

        refused(
                () -> DeploymentSpec.builder()
                        .targets(Targets.organizationalUnits(many))
                        .regions("us-east-1")
                        .build(),
                "at most 50");
        refused(
                () -> StackSetUpdateSpec.builder()
                        .targets(Targets.organizationalUnits(many))
                        .regions("us-east-1")
                        .build(),
                "at most 50");
    }

    private static void refused(Runnable attempt, String part) {
        assertThatThrownBy(attempt::run)
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(part);
    }

    @Test
    void targets_asText_readAsTheyAreMeant() {
        Targets.Units units = Targets.organizationalUnits("ou-ab12-11111111", "r-ab12");

        assertThat(units).hasToString("units ou-ab12-11111111, r-ab12");
        assertThat(units.intersection("111122223333", "444455556666"))
                .hasToString("accounts 111122223333, 444455556666 of units ou-ab12-11111111, r-ab12");
        assertThat(units.difference("111122223333"))
                .hasToString("units ou-ab12-11111111, r-ab12 without accounts 111122223333");
        assertThat(units.union("111122223333")).hasToString("units ou-ab12-11111111, r-ab12 and accounts 111122223333");
        assertThat(Targets.deployedAccounts(Targets.accounts("111122223333"))).hasToString("accounts 111122223333");
    }
}
