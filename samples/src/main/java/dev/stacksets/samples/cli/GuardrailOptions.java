package dev.stacksets.samples.cli;

import dev.stacksets.guard.Guardrails;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what no plan may do. */
final class GuardrailOptions {
    @Option(
            names = "--expected-account",
            paramLabel = "ACCOUNT",
            description = "The account whose credentials must be used.")
    private Optional<String> expectedAccount = Optional.empty();

    @Option(
            names = "--protected-accounts",
            paramLabel = "ACCOUNT",
            split = ",",
            description = "Accounts that must not be touched.")
    private List<String> protectedAccounts = List.of();

    @Option(
            names = "--protected-units",
            paramLabel = "OU",
            split = ",",
            description = "Units with no account in or below them that may be touched.")
    private List<String> protectedUnits = List.of();

    @Option(names = "--max-accounts", paramLabel = "N", description = "How many accounts may be touched.")
    private Optional<Integer> maxAccounts = Optional.empty();

    @Option(
            names = "--max-percent",
            paramLabel = "N",
            description = "How many percent of the accounts with instances may be changed or removed.")
    private Optional<Integer> maxPercent = Optional.empty();

    @Option(names = "--max-regions", paramLabel = "N", description = "How many Regions may be touched.")
    private Optional<Integer> maxRegions = Optional.empty();

    @Option(names = "--max-deletes", paramLabel = "N", description = "How many instances may be removed.")
    private Optional<Integer> maxDeletes = Optional.empty();

    Guardrails guardrails() {
        Guardrails.Builder guardrails =
                Guardrails.builder().protectedAccounts(protectedAccounts).protectedUnits(protectedUnits);
        expectedAccount.ifPresent(guardrails::expectedCaller);
        maxAccounts.ifPresent(guardrails::maxAccounts);
        maxPercent.ifPresent(guardrails::maxPercent);
        maxRegions.ifPresent(guardrails::maxRegions);
        maxDeletes.ifPresent(guardrails::maxDeletes);
        return guardrails.build();
    }
}
