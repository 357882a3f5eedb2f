package dev.stacksets.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.organizations.onboarding.Coverage;
import dev.stacksets.organizations.onboarding.OnboardingReport;
import dev.stacksets.organizations.preflight.PreflightFinding;
import dev.stacksets.organizations.preflight.PreflightReport;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names of accounts and units are free text of whoever may make one: shown, they do nothing else. */
class PrintableTextsTest {
    private static final String HOSTILE =
            "x\nBLOCKER forged\r\u001b[2K\u202eabc\u2066\u200b\u2028\u0085\u009b1m\uDB40\uDC41\uFEFF";
    private static final String ACCOUNT = "111111111111";
    private static final OrganizationalUnit ROOT = OrganizationalUnit.root("r-ab12", HOSTILE);
    private static final OrganizationalUnit UNIT = ROOT.child("ou-ab12-11111111", "unit " + HOSTILE);
    private static final OrganizationTree TREE = OrganizationTree.of(
            new Organization("o-abcdefghij", "999988887777", true),
            Instant.EPOCH,
            List.of(ROOT, UNIT),
            List.of(new Account(ACCOUNT, "account " + HOSTILE, AccountState.ACTIVE, Optional.empty(), UNIT)));

    private static void assertPrintable(String text) {
        assertThat(text).contains("\\u001b[2K", "\\u202e");
        assertThat(text.codePoints().filter(each -> each != '\n')).noneMatch(each -> switch (Character.getType(each)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        });
        assertThat(text.lines()).noneMatch(line -> line.startsWith("BLOCKER forged"));
    }

    @Test
    void renders_hostileNames_arePrintable() {
        assertPrintable(TREE.renderWithAccounts());
        assertPrintable(TREE.render());
        assertPrintable(AccountSelector.inUnit("ou-ab12-11111111")
                .excludingNamed(HOSTILE)
                .from(TREE, Map.of())
                .render());
        assertPrintable(
                new PreflightReport(List.of(PreflightFinding.warning("check", HOSTILE, HOSTILE, HOSTILE))).render());
        assertPrintable(new OnboardingReport(
                        HOSTILE,
                        List.of(),
                        List.of(new Coverage(
                                "baseline",
                                "baseline:1",
                                PermissionModel.SERVICE_MANAGED,
                                HOSTILE,
                                0,
                                List.of(),
                                List.of(),
                                List.of())),
                        List.of(HOSTILE))
                .render());
    }

    @Test
    void refusals_hostileAndLong_arePrintableAndShort() {
        String garbage = HOSTILE + "y".repeat(1_000_000);

        assertThatThrownBy(() -> TREE.requireUnit(garbage))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(refused -> assertPrintable(String.valueOf(refused.getMessage())))
                .message()
                .hasSizeLessThan(1_000);
        assertThatThrownBy(() -> AccountSelector.parse(garbage))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(refused -> assertPrintable(String.valueOf(refused.getMessage())))
                .message()
                .hasSizeLessThan(1_000);
    }
}
