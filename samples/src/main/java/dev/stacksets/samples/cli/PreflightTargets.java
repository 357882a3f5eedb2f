package dev.stacksets.samples.cli;

import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.organizations.OrganizationDirectory;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.select.Selection;
import dev.stacksets.target.Targets;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Accounts, units or a selector: one of them. */
final class PreflightTargets {
    @Option(names = "--accounts", paramLabel = "ACCOUNT", split = ",", description = "The target accounts.")
    private List<String> accounts = List.of();

    @Option(
            names = "--units",
            paramLabel = "UNIT",
            split = ",",
            description = "The target units, ou-... or r-..., of a service-managed stack set.")
    private List<String> units = List.of();

    @Option(
            names = "--select",
            paramLabel = "SELECTOR",
            description = "The target accounts as 'org select' finds them.")
    private Optional<String> selector = Optional.empty();

    /** Refuses what could not be. */
    void check() {
        selector.ifPresent(AccountSelector::parse);
        named();
    }

    private Optional<Targets> named() {
        if (!accounts.isEmpty()) {
            return Optional.of(Targets.accounts(accounts));
        }
        return units.isEmpty() ? Optional.empty() : Optional.of(Targets.organizationalUnits(units));
    }

    /** What is named, or what is selected in the form that the permission model asks for. */
    Targets targets(OrganizationDirectory directory, boolean serviceManaged) {
        return named().orElseGet(() -> selected(directory, selector.orElseThrow(), serviceManaged));
    }

    /** Who is selected, in the form that the permission model asks for. */
    static Targets selected(OrganizationDirectory directory, String selector, boolean serviceManaged) {
        Selection selection = directory.select(AccountSelector.parse(selector)).join();
        if (selection.ids().isEmpty()) {
            throw new InvalidInputException("select", "No account is selected by: " + selection);
        }
        return serviceManaged ? selection.serviceManaged().require() : selection.selfManaged();
    }
}
