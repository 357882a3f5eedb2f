package dev.stacksets.organizations;

import dev.stacksets.StackSets;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.error.StackSetNotFoundException;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.organizations.internal.Failure;
import dev.stacksets.organizations.internal.TargetAccounts;
import dev.stacksets.organizations.tree.OrganizationTree;
import dev.stacksets.target.StackInstance;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be deployed, and what was read about it: each thing at most once, whichever checks ask for it. Thread-safe.
 */
public final class PreflightContext {
    private final StackSetDefinition definition;
    private final DeploymentSpec deployment;
    private final StackSets stackSets;
    private final OrganizationDirectory directory;
    private final int sample;
    private final Once<Optional<StackSetDescription>> existing = new Once<>(this::readExisting);
    private final Once<List<StackInstance>> instances = new Once<>(this::readInstances);

    /** Something read when it is first asked for. */
    private static final class Once<T> {
        private final Supplier<CompletableFuture<T>> read;
        private final AtomicReference<@Nullable CompletableFuture<T>> value = new AtomicReference<>();

        Once(Supplier<CompletableFuture<T>> read) {
            this.read = read;
        }

        CompletableFuture<T> get() {
            CompletableFuture<T> mine = new CompletableFuture<>();
            CompletableFuture<T> known = value.compareAndExchange(null, mine);
            if (known != null) {
                return known;
            }
            var unused = read.get().whenComplete((read, failure) -> {
                if (failure == null) {
                    mine.complete(read);
                } else {
                    mine.completeExceptionally(failure);
                }
            });
            return mine;
        }
    }

    /**
     * Nothing read yet.
     *
     * @param definition the stack set, to be created or there already
     * @param deployment where it is to go, and at what pace
     * @param stackSets of the administrator account
     * @param directory of the same account
     * @param sample how many accounts to look at where a call for each is needed
     */
    public PreflightContext(
            StackSetDefinition definition,
            DeploymentSpec deployment,
            StackSets stackSets,
            OrganizationDirectory directory,
            int sample) {
        this.definition = definition;
        this.deployment = deployment;
        this.stackSets = stackSets;
        this.directory = directory;
        this.sample = sample;
    }

    /**
     * The stack set.
     *
     * @return to be created or there already
     */
    public StackSetDefinition definition() {
        return definition;
    }

    /**
     * Where it is to go.
     *
     * @return targets, Regions and preferences
     */
    public DeploymentSpec deployment() {
        return deployment;
    }

    /**
     * Who would send it.
     *
     * @return of the administrator account
     */
    public StackSets stackSets() {
        return stackSets;
    }

    /**
     * The organization.
     *
     * @return of the administrator account
     */
    public OrganizationDirectory directory() {
        return directory;
    }

    /**
     * Whether AWS makes the roles.
     *
     * @return true for service-managed permissions
     */
    public boolean isServiceManaged() {
        return definition.permissionModel() == PermissionModel.SERVICE_MANAGED;
    }

    /**
     * The accounts it would go to.
     *
     * @return ids; fails if they stand in a file, or the organization cannot be read though units are named
     */
    public CompletableFuture<SortedSet<String>> accounts() {
        return TargetAccounts.needsTree(deployment.targets())
                ? directory.tree().thenApply(tree -> TargetAccounts.of(deployment.targets(), tree))
                : CompletableFuture.completedFuture(deployment.targets()).thenApply(TargetAccounts::listed);
    }

    /**
     * Some of the accounts it would go to, evenly spread, for what takes a call for each.
     *
     * @return at most as many as the sample is large
     */
    public CompletableFuture<List<String>> sampledAccounts() {
        return accounts().thenApply(all -> {
            List<String> each = List.copyOf(all);
            int step = Math.max(1, (each.size() + sample - 1) / sample);
            return IntStream.range(0, each.size())
                    .filter(i -> i % step == 0)
                    .mapToObj(each::get)
                    .toList();
        });
    }

    /**
     * The organization, where it says more about the accounts.
     *
     * @return the tree; empty outside of an organization
     */
    public CompletableFuture<Optional<OrganizationTree>> organization() {
        return directory
                .tree()
                .thenApply(Optional::of)
                .exceptionallyCompose(failure -> Failure.hasCode(failure, "AWSOrganizationsNotInUseException")
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * The stack set as it is there already.
     *
     * @return empty if it is not
     */
    public CompletableFuture<Optional<StackSetDescription>> existing() {
        return existing.get();
    }

    /**
     * The instances that are there already.
     *
     * @return none if the stack set is not there
     */
    public CompletableFuture<List<StackInstance>> instances() {
        return instances.get();
    }

    private CompletableFuture<Optional<StackSetDescription>> readExisting() {
        return stackSets
                .stackSet(definition.name())
                .describe()
                .thenApply(Optional::of)
                .exceptionallyCompose(failure -> Failure.of(failure) instanceof StackSetNotFoundException
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletableFuture<List<StackInstance>> readInstances() {
        return existing()
                .thenCompose(there -> there.isPresent()
                        ? stackSets.stackSet(definition.name()).listInstances().toList()
                        : CompletableFuture.completedFuture(List.of()));
    }
}
