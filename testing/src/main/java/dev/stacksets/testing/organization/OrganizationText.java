package dev.stacksets.testing.organization;

import dev.stacksets.definition.TextFile;
import dev.stacksets.testing.internal.yaml.YamlSection;
import dev.stacksets.testing.internal.yaml.YamlText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.regions.Region;

/** Reads an organization from YAML or JSON. What a builder refuses gets the place it was written at. */
final class OrganizationText {

    private static final int MOST_BYTES = 3_145_728;

    private final OrganizationBuilder into;

    private OrganizationText(OrganizationBuilder into) {
        this.into = into;
    }

    static void read(Path file, OrganizationBuilder into) {
        String text = TextFile.read("organization", "Organization file", file, MOST_BYTES);
        read(String.valueOf(file.getFileName()), text, into);
    }

    static void read(String origin, String text, OrganizationBuilder into) {
        new OrganizationText(into).organization(YamlSection.parse("organization", origin, text));
    }

    private void organization(YamlSection section) {
        section.allow("managementAccount", "trustedAccess", "delegatedAdministrators", "tags", "accounts", "units");
        section.item("managementAccount").ifPresent(this::management);
        section.texts("trustedAccess")
                .ifPresent(services -> into.trustedAccess(
                        services.stream().map(YamlText::value).toArray(String[]::new)));
        content(section, into.root());
        section.items("delegatedAdministrators").forEach(this::delegation);
    }

    private void management(YamlSection.Item item) {
        if (item.text().isPresent()) {
            YamlText id = item.text().get();
            id.at(() -> into.managementAccount(id.value()));
            return;
        }
        YamlSection section = item.section("the management account");
        section.allow("id", "name", "email", "tags", "regions");
        YamlText id = section.required("id");
        id.at(() -> into.managementAccount(id.value(), account -> attributes(section, account)));
    }

    private void delegation(YamlSection.Item item) {
        if (item.text().isPresent()) {
            YamlText account = item.text().get();
            requireMember(account);
            account.at(() -> into.delegatedAdministrator(account.value()));
            return;
        }
        YamlSection section = item.section("a delegated administrator");
        section.allow("account", "service");
        YamlText account = section.required("account");
        requireMember(account);
        Optional<YamlText> service = section.text("service");
        account.at(() -> service.map(YamlText::value)
                .ifPresentOrElse(
                        principal -> into.delegatedAdministrator(account.value(), principal),
                        () -> into.delegatedAdministrator(account.value())));
    }

    private void requireMember(YamlText account) {
        if (!into.has(account.value())) {
            throw account.refusal("delegated administrator " + account.value() + " is not among the accounts");
        }
    }

    private void content(YamlSection section, UnitBuilder unit) {
        section.map("tags").forEach((key, value) -> unit.tag(key, value.value()));
        section.items("accounts").forEach(item -> account(item, unit));
        section.items("units").forEach(item -> unit(item.section("a unit"), unit));
    }

    private void unit(YamlSection section, UnitBuilder above) {
        section.allow("name", "tags", "accounts", "units");
        YamlText name = section.required("name");
        name.at(() -> above.ou(name.value(), unit -> content(section, unit)));
    }

    private void account(YamlSection.Item item, UnitBuilder unit) {
        if (item.text().isPresent()) {
            YamlText id = item.text().get();
            id.at(() -> unit.account(id.value(), account -> {}));
            return;
        }
        YamlSection section = item.section("an account");
        if (section.text("count").isPresent()) {
            section.allow("count");
            YamlText count = section.required("count");
            count.at(() -> unit.accounts(number(count)));
            return;
        }
        section.allow("id", "name", "email", "tags", "state", "regions");
        Optional<YamlText> id = section.text("id");
        Consumer<AccountBuilder> content = account -> {
            attributes(section, account);
            section.text("state").ifPresent(state -> account.state(state(state)));
        };
        id.ifPresentOrElse(given -> given.at(() -> unit.account(given.value(), content)), () -> unit.account(content));
    }

    private static void attributes(YamlSection section, AccountBuilder account) {
        section.text("name").ifPresent(name -> name.at(() -> account.name(name.value())));
        section.text("email").ifPresent(email -> email.at(() -> account.email(email.value())));
        section.map("tags").forEach((key, value) -> account.tag(key, value.value()));
        section.texts("regions")
                .ifPresent(regions ->
                        regions.forEach(region -> region.at(() -> account.enabledRegion(Region.of(region.value())))));
    }

    private static int number(YamlText count) {
        try {
            return Integer.parseInt(count.value());
        } catch (NumberFormatException e) {
            throw count.refusal("count is a whole number, not " + count.value());
        }
    }

    private static AccountState state(YamlText text) {
        return Arrays.stream(AccountState.values())
                .filter(state -> state.name().equals(text.value()))
                .findFirst()
                .orElseThrow(() -> text.refusal(
                        "state is one of " + Arrays.toString(AccountState.values()) + ", not " + text.value()));
    }
}
