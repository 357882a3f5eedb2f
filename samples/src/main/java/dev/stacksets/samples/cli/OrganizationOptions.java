package dev.stacksets.samples.cli;

import dev.stacksets.testing.organization.OrganizationBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that give a served simulator an organization. */
final class OrganizationOptions {
    private static final int MOST = 10_000;

    @Option(
            names = "--organization",
            paramLabel = "FILE",
            description = "The organization, in YAML or JSON: management account, units, accounts, delegation, trusted"
                    + " access. Whoever has no account id as access key is the management account.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--accounts",
            paramLabel = "N",
            description = "An organization made up: N member accounts in the units Workloads/Prod, Workloads/Test,"
                    + " Infrastructure and Sandbox.")
    private Optional<Integer> accounts = Optional.empty();

    void check() {
        if (file.isPresent() && accounts.isPresent()) {
            throw new UsageException("--organization and --accounts both make one: leave one of them out.");
        }
        accounts.filter(count -> count < 0 || count > MOST).ifPresent(count -> {
            throw new UsageException("--accounts is 0 to " + MOST + ", not " + count + ".");
        });
    }

    /** Fills an organization, if one is asked for; the account manages one that is made up. */
    Optional<Consumer<OrganizationBuilder>> content(String administratorAccount) {
        return file.<Consumer<OrganizationBuilder>>map(path -> organization -> organization.file(path))
                .or(() -> accounts.map(count -> organization -> makeUp(organization, administratorAccount, count)));
    }

    private static void makeUp(OrganizationBuilder organization, String managementAccount, int count) {
        List<Integer> shares = List.of((count + 3) / 4, (count + 2) / 4, (count + 1) / 4, count / 4);
        organization
                .managementAccount(managementAccount)
                .ou(
                        "Workloads",
                        workloads -> workloads
                                .ou("Prod", prod -> prod.accounts(shares.get(0)))
                                .ou("Test", test -> test.accounts(shares.get(1))))
                .ou("Infrastructure", infrastructure -> infrastructure.accounts(shares.get(2)))
                .ou("Sandbox", sandbox -> sandbox.accounts(shares.get(3)));
    }
}
