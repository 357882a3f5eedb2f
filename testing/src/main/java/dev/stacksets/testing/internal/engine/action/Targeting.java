package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Scope;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.AccountFilterType;
import software.amazon.awssdk.services.cloudformation.model.DeploymentTargets;

/**
 * What a request names, under either permission model. Units are resolved anew whenever asked: an operation that waited
 * works on the accounts that are there when it begins.
 */
public final class Targeting {

    /** What the targets are for; the rules differ. */
    public enum Verb {
        CREATE,
        UPDATE,
        DELETE
    }

    private static final int MAX_UNITS = 50;
    private static final int LONGEST_DOCUMENT = 10 * 1024 * 1024;
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final EngineContext context;
    private final StackSetState stackSet;
    private final Verb verb;
    private final Set<String> units;
    private final Set<String> accounts;
    private final Set<String> regions;
    private final @Nullable AccountFilterType filter;
    private final @Nullable DeploymentTargets given;

    private Targeting(
            EngineContext context,
            StackSetState stackSet,
            Verb verb,
            Collection<String> accounts,
            Collection<String> regions,
            @Nullable DeploymentTargets given) {
        this.context = context;
        this.stackSet = stackSet;
        this.verb = verb;
        this.accounts = new LinkedHashSet<>(accounts);
        this.regions = new LinkedHashSet<>(regions);
        this.given = given;
        this.units = given == null ? Set.of() : new LinkedHashSet<>(given.organizationalUnitIds());
        this.filter = given == null ? null : given.accountFilterType();
    }

    public static Targeting of(
            EngineContext context,
            StackSetState stackSet,
            Verb verb,
            List<String> accounts,
            @Nullable DeploymentTargets targets,
            List<String> regions) {
        if (!stackSet.definition().isServiceManaged()) {
            if (targets != null) {
                throw Errors.validation(
                        "StackSets with SELF_MANAGED permission model can only have accounts as target");
            }
            Pairs.validated(accounts, regions);
            return new Targeting(context, stackSet, verb, accounts, regions, null);
        }
        if (targets == null || !accounts.isEmpty()) {
            throw Errors.validation(
                    "StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target");
        }
        Targeting targeting = new Targeting(context, stackSet, verb, listed(context, targets), regions, targets);
        targeting.validate();
        return targeting;
    }

    private static Set<String> listed(EngineContext context, DeploymentTargets targets) {
        Set<String> accounts = new LinkedHashSet<>(targets.accounts());
        if (targets.accountsUrl() != null) {
            new Checks()
                    .url("deploymentTargets.accountsUrl", targets.accountsUrl())
                    .refuseIfBroken();
            String listed = context.text(targets.accountsUrl());
            if (listed.length() > LONGEST_DOCUMENT) {
                throw Errors.validation(
                        "The object at AccountsUrl may not exceed " + LONGEST_DOCUMENT + " bytes in size.");
            }
            SEPARATOR.splitAsStream(listed.strip()).forEach(accounts::add);
        }
        return accounts;
    }

    private void validate() {
        new Checks()
                .accounts(accounts)
                .regions("regions", regions)
                .units("deploymentTargets.organizationalUnitIds", units)
                .oneOf("deploymentTargets.accountFilterType", filterName(), AccountFilterType.knownValues())
                .refuseIfBroken();
        if (regions.isEmpty()) {
            throw Errors.validation("1 validation error detected: Value null at 'regions' failed to satisfy constraint:"
                    + " Member must not be null");
        }
        if (units.size() > MAX_UNITS) {
            throw Errors.validation("At most " + MAX_UNITS + " OrganizationalUnitIds can be specified");
        }
        if (units.isEmpty() && (verb != Verb.UPDATE || accounts.isEmpty())) {
            throw Errors.validation("OrganizationalUnitIds are required");
        }
        validateFilter();
        units.forEach(this::requireUnit);
    }

    private @Nullable String filterName() {
        return given == null ? null : given.accountFilterTypeAsString();
    }

    private void validateFilter() {
        boolean filters = filter != null && filter != AccountFilterType.NONE;
        if (filters && accounts.isEmpty()) {
            throw Errors.validation("Accounts are required for AccountFilterType " + filter);
        }
        if (filter == AccountFilterType.NONE && !accounts.isEmpty()) {
            throw Errors.validation("Accounts cannot be specified with AccountFilterType NONE");
        }
        if (verb == Verb.CREATE && filter == AccountFilterType.UNION) {
            throw Errors.validation("AccountFilterType UNION is not supported for CreateStackInstances");
        }
        if (verb == Verb.CREATE && filter == null && !accounts.isEmpty()) {
            throw Errors.validation(
                    "AccountFilterType is required when both OrganizationalUnitIds and Accounts are specified");
        }
    }

    private void requireUnit(String unit) {
        if (verb != Verb.CREATE && !stackSet.targets().units().contains(unit)) {
            throw Errors.validation("Organizational unit " + unit + " not found in StackSet");
        }
        if (verb != Verb.DELETE && tree().unit(unit).isEmpty()) {
            throw Errors.validation("Organizational unit " + unit + " not found");
        }
    }

    private OrganizationTree tree() {
        return context.organization().orElseThrow(() -> new IllegalStateException("service-managed without one"));
    }

    /** The pairs as of now. */
    public Pairs pairs() {
        if (given == null) {
            return new Pairs(accounts, regions, Map.of(), true);
        }
        Map<String, String> resolved = resolve();
        return new Pairs(resolved.keySet(), regions, resolved, units.isEmpty());
    }

    private Map<String, String> resolve() {
        Map<String, String> unitByAccount = new LinkedHashMap<>();
        for (String unit : units) {
            tree().targetsUnder(unit).forEach(account -> unitByAccount.putIfAbsent(account, unit));
            if (verb == Verb.DELETE) {
                stackSet.instances().accountsOf(unit).forEach(account -> unitByAccount.putIfAbsent(account, unit));
            }
        }
        if (filter == AccountFilterType.INTERSECTION) {
            unitByAccount.keySet().retainAll(accounts);
        } else if (filter == AccountFilterType.DIFFERENCE) {
            unitByAccount.keySet().removeAll(accounts);
        } else {
            accounts.forEach(account -> unitByAccount.putIfAbsent(account, ""));
        }
        unitByAccount.remove(tree().managementAccount());
        return unitByAccount;
    }

    public Set<String> regions() {
        return regions;
    }

    /** What it touches, as of whenever it is asked: units may gain accounts while an operation waits. */
    public Supplier<Scope> scope() {
        if (given == null) {
            Scope named = pairs().scope();
            return () -> named;
        }
        return () -> pairs().scope().naming(Optional.of(given));
    }

    /** A create makes its units targets of the set, filtered or not: automatic deployment ignores filters. */
    void remember() {
        stackSet.targets().add(units, regions);
    }

    /** A unit that a delete names, filtered or not, and that has no instance left in a Region, is no target there any more. */
    void forgetEmptied() {
        for (String unit : units) {
            regions.stream()
                    .filter(region -> stackSet.instances().count(unit, region) == 0)
                    .forEach(region -> stackSet.targets().remove(unit, region));
        }
    }
}
