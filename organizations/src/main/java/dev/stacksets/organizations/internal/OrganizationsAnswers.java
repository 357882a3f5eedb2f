package dev.stacksets.organizations.internal;

import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.AccountState;
import dev.stacksets.organizations.tree.DelegatedAdministrator;
import dev.stacksets.organizations.tree.Organization;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.organizations.tree.RegionStatus;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;

/** SDK answers as our values: absent is empty, unknown is UNKNOWN. */
public final class OrganizationsAnswers {
    private OrganizationsAnswers() {}

    static Organization organization(software.amazon.awssdk.services.organizations.model.Organization organization) {
        return new Organization(
                organization.id(),
                organization.masterAccountId(),
                organization.featureSet() == OrganizationFeatureSet.ALL);
    }

    static Account account(
            software.amazon.awssdk.services.organizations.model.Account account, OrganizationalUnit unit) {
        return new Account(
                account.id(),
                account.name() == null ? "" : account.name(),
                state(account.stateAsString(), account.statusAsString()),
                Optional.ofNullable(account.joinedTimestamp()),
                unit);
    }

    /** AWS retires the older status, which has no word for closed accounts, in favour of the state. */
    static AccountState state(@Nullable String state, @Nullable String olderStatus) {
        String said = state == null || state.isEmpty() ? olderStatus : state;
        return named(AccountState.values(), said).orElse(AccountState.UNKNOWN);
    }

    public static RegionStatus regionStatus(@Nullable String status) {
        return named(RegionStatus.values(), status).orElse(RegionStatus.UNKNOWN);
    }

    public static DelegatedAdministrator administrator(
            software.amazon.awssdk.services.organizations.model.DelegatedAdministrator administrator) {
        return new DelegatedAdministrator(
                administrator.id(),
                administrator.name() == null ? "" : administrator.name(),
                Optional.ofNullable(administrator.delegationEnabledDate()));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
