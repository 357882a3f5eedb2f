package dev.stacksets.organizations;

import dev.stacksets.StackSets;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.organizations.internal.Gap;
import dev.stacksets.organizations.onboarding.Coverage;
import dev.stacksets.organizations.onboarding.OnboardingReport;
import dev.stacksets.organizations.select.AccountSelector;
import dev.stacksets.organizations.select.Selection;
import dev.stacksets.organizations.tree.Account;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.organizations.tree.OrganizationalUnit;
import dev.stacksets.target.AutoDeploymentTarget;
import dev.stacksets.target.InstanceFilter;
import dev.stacksets.target.InstanceId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Which stack sets an account or a unit should have, which it has, and what closes the gap. Changes nothing. Thread-safe.
 *
 * <pre>{@code
 * Onboarding onboarding = Onboarding.builder(stackSets, directory)
 *         .expect("iam-baseline", AccountSelector.inUnit("Root/Workloads"), "us-east-1")
 *         .build();
 * OnboardingReport report = onboarding.onboard("111122223333").join();
 * report.gaps().forEach(gap -> gap.operations()
 *         .forEach(operation -> stackSets.stackSet(gap.stackSetId()).deploy(operation)));
 * }</pre>
 *
 * <p>A service-managed stack set should cover the accounts of the units it targets, in their Regions; that it was
 * deployed to some accounts of a unit only AWS does not tell. Whom a self-managed one is for is told by
 * {@link Builder#expect}; one that nothing is expected of is not judged.
 */
public final class Onboarding {
    private final StackSets stackSets;
    private final OrganizationDirectory directory;
    private final Map<String, Expectation> expectations;

    /** Whom a stack set is for. */
    private record Expectation(AccountSelector accounts, Set<String> regions) {}

    /** What the question is about. */
    private record Subject(String name, OrganizationTree tree, List<Account> accounts) {}

    private Onboarding(Builder builder) {
        stackSets = builder.stackSets;
        directory = builder.directory;
        expectations = Map.copyOf(builder.expectations);
    }

    /**
     * Starts with what AWS knows: the units of service-managed stack sets.
     *
     * @param stackSets of the administrator account
     * @param directory of the same account
     * @return the builder
     */
    public static Builder builder(StackSets stackSets, OrganizationDirectory directory) {
        return new Builder(stackSets, directory);
    }

    /**
     * Looks at an account or a unit. API actions {@code ListStackSets}, and for each stack set that may be concerned
     * {@code ListStackSetAutoDeploymentTargets} and {@code ListStackInstances}.
     *
     * @param accountOrUnit 12 digits, the id of a unit, or its path such as {@code Root/Workloads/Prod}
     * @return what should cover it and does not; fails with an {@link InvalidInputException} if the organization has no such
     *     account or unit
     */
    public CompletableFuture<OnboardingReport> onboard(String accountOrUnit) {
        return directory.organizationsCalls().handOver(directory.tree().thenCompose(tree -> {
            Subject subject = subject(accountOrUnit, tree);
            return stackSets
                    .listStackSets()
                    .toList()
                    .thenCompose(all -> directory
                            .organizationsCalls()
                            .each(all, stackSet -> coverage(stackSet, subject))
                            .thenApply(coverages -> report(subject, all, coverages)));
        }));
    }

    private static Subject subject(String accountOrUnit, OrganizationTree tree) {
        List<Account> accounts = accountOrUnit.matches("[0-9]{12}")
                ? List.of(tree.account(accountOrUnit)
                        .orElseThrow(() -> new InvalidInputException(
                                "account", "Account " + accountOrUnit + " does not belong to the organization.")))
                : tree.accountsUnder(tree.requireUnit(accountOrUnit).id()).toList();
        return new Subject(
                accountOrUnit,
                tree,
                accounts.stream().filter(account -> account.state().isUsable()).toList());
    }

    private OnboardingReport report(Subject subject, List<StackSetSummary> all, List<Optional<Coverage>> coverages) {
        List<String> notJudged = all.stream()
                .filter(stackSet -> stackSet.permissionModel() != PermissionModel.SERVICE_MANAGED)
                .map(StackSetSummary::name)
                .filter(name -> !expectations.containsKey(name))
                .toList();
        return new OnboardingReport(
                subject.name(),
                subject.accounts(),
                coverages.stream().flatMap(Optional::stream).toList(),
                notJudged);
    }

    private CompletableFuture<Optional<Coverage>> coverage(StackSetSummary stackSet, Subject subject) {
        return wanted(stackSet, subject)
                .thenCompose(gap -> gap.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : stackSets
                                .stackSet(stackSet.id())
                                .listInstances(instances(subject))
                                .toList()
                                .thenApply(there -> Optional.of(gap.against(there))));
    }

    /** One account is asked for alone; many are sorted out here, since a call for each would be more. */
    private static InstanceFilter instances(Subject subject) {
        return subject.accounts().size() == 1
                ? InstanceFilter.builder()
                        .account(subject.accounts().get(0).id())
                        .build()
                : InstanceFilter.all();
    }

    private CompletableFuture<Gap> wanted(StackSetSummary stackSet, Subject subject) {
        Expectation expectation = expectations.get(stackSet.name());
        if (stackSet.permissionModel() == PermissionModel.SERVICE_MANAGED) {
            return stackSets
                    .stackSet(stackSet.id())
                    .listAutoDeploymentTargets()
                    .toList()
                    .thenApply(targets -> targeted(stackSet, subject, targets));
        }
        return expectation == null
                ? CompletableFuture.completedFuture(new Gap(stackSet, "", new TreeMap<>()))
                : directory
                        .select(expectation.accounts())
                        .thenApply(selection -> expected(stackSet, subject, expectation, selection));
    }

    /** Service-managed stack sets are never deployed to the management account. Of several units the nearest counts. */
    private static Gap targeted(StackSetSummary stackSet, Subject subject, List<AutoDeploymentTarget> targets) {
        Map<String, Set<String>> regionsByUnit = targets.stream()
                .collect(Collectors.toMap(AutoDeploymentTarget::organizationalUnit, AutoDeploymentTarget::regions));
        SortedMap<InstanceId, String> wanted = new TreeMap<>();
        for (Account account : subject.accounts()) {
            if (!subject.tree().isManagement(account.id())) {
                subject.tree().lineage(account.unit().id()).stream()
                        .map(OrganizationalUnit::id)
                        .forEach(unit -> regionsByUnit
                                .getOrDefault(unit, Set.of())
                                .forEach(region -> wanted.putIfAbsent(new InstanceId(account.id(), region), unit)));
            }
        }
        return new Gap(stackSet, "targets " + String.join(", ", regionsByUnit.keySet()), wanted);
    }

    private static Gap expected(
            StackSetSummary stackSet, Subject subject, Expectation expectation, Selection selection) {
        Set<String> meant = selection.ids();
        SortedMap<InstanceId, String> wanted = new TreeMap<>();
        subject.accounts().stream()
                .map(Account::id)
                .filter(meant::contains)
                .forEach(account ->
                        expectation.regions().forEach(region -> wanted.put(new InstanceId(account, region), "")));
        return new Gap(stackSet, "expected of " + expectation.accounts(), wanted);
    }

    /** Builds an {@link Onboarding}. Not thread-safe. */
    public static final class Builder {
        private final StackSets stackSets;
        private final OrganizationDirectory directory;
        private final Map<String, Expectation> expectations = new LinkedHashMap<>();

        private Builder(StackSets stackSets, OrganizationDirectory directory) {
            this.stackSets = stackSets;
            this.directory = directory;
        }

        /**
         * Says whom a self-managed stack set is for.
         *
         * @param stackSet its name
         * @param accounts which accounts should have it
         * @param regions in which Regions, at least one
         * @return this builder
         * @throws InvalidInputException if no Region is named
         */
        public Builder expect(String stackSet, AccountSelector accounts, String... regions) {
            return expect(stackSet, accounts, List.of(regions));
        }

        /**
         * Says whom a self-managed stack set is for.
         *
         * @param stackSet its name
         * @param accounts which accounts should have it
         * @param regions in which Regions, at least one
         * @return this builder
         * @throws InvalidInputException if no Region is named
         */
        public Builder expect(String stackSet, AccountSelector accounts, Collection<String> regions) {
            if (regions.isEmpty()) {
                throw new InvalidInputException("regions", "No Region is named: name at least one.");
            }
            expectations.put(stackSet, new Expectation(accounts, new LinkedHashSet<>(regions)));
            return this;
        }

        /**
         * Builds it. Makes no call.
         *
         * @return the onboarding
         */
        public Onboarding build() {
            return new Onboarding(this);
        }
    }
}
