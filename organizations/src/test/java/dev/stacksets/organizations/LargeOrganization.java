package dev.stacksets.organizations;

import dev.stacksets.testing.organization.AccountState;
import dev.stacksets.testing.organization.OrganizationBuilder;
import dev.stacksets.testing.organization.UnitBuilder;
import java.util.List;
import java.util.Random;
import software.amazon.awssdk.regions.Region;

/** 5,000 accounts in 300 units, 3 delegated administrators, 200 suspended accounts, 6 Regions that some have opted in to. */
public final class LargeOrganization {
    public static final int ACCOUNTS = 5_000;
    public static final int UNITS = 300;
    public static final int SUSPENDED = 200;
    public static final List<Region> OPT_IN = List.of(
            Region.AF_SOUTH_1,
            Region.AP_EAST_1,
            Region.EU_SOUTH_1,
            Region.EU_CENTRAL_2,
            Region.IL_CENTRAL_1,
            Region.ME_CENTRAL_1);

    private static final int TOP = 10;
    private static final int BELOW = 5;

    private final Random random = new Random(6);
    private int accounts;

    private LargeOrganization() {}

    public static void fill(OrganizationBuilder organization) {
        new LargeOrganization().build(organization);
    }

    /** 10 units, 5 in each, and in those 4 or 5 more: 10 + 50 + 240. */
    private void build(OrganizationBuilder organization) {
        organization.managementAccount(Simulated.MANAGEMENT);
        for (int top = 0; top < TOP; top++) {
            boolean fewer = top < TOP / 5;
            organization.ou("Division-" + top, division -> {
                accounts(division, 10);
                for (int below = 0; below < BELOW; below++) {
                    division.ou("Department-" + below, department -> {
                        accounts(department, 12);
                        for (int team = 0; team < (fewer ? BELOW - 1 : BELOW); team++) {
                            department.ou("Team-" + team, unit -> accounts(unit, 17));
                        }
                    });
                }
            });
        }
        while (accounts < ACCOUNTS - 1) {
            organization.account(id(), "root-" + accounts);
        }
        for (int i = 1; i <= 3; i++) {
            organization.delegatedAdministrator(String.format("%012d", 100_000_000_000L + i * 1_000L));
        }
    }

    /** Some units have more accounts than a page takes, some fewer. */
    private void accounts(UnitBuilder unit, int about) {
        int count = about / 2 + random.nextInt(about + 1);
        for (int i = 0; i < count && accounts < ACCOUNTS - 1; i++) {
            unit.account(id(), account -> {
                account.name("team-" + accounts);
                if (accounts % 20 == 0 && accounts / 20 <= SUSPENDED) {
                    account.state(AccountState.SUSPENDED);
                }
                if (accounts % 3 == 0) {
                    account.enabledRegion(OPT_IN.get(accounts / 3 % OPT_IN.size()));
                }
            });
        }
    }

    private String id() {
        accounts++;
        return String.format("%012d", 100_000_000_000L + accounts);
    }
}
