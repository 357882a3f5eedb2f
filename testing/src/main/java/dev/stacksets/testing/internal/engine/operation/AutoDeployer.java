package dev.stacksets.testing.internal.engine.operation;

import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.Scope;
import dev.stacksets.testing.internal.organization.Membership;
import dev.stacksets.testing.internal.organization.OrganizationTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/**
 * Automatic deployment: follows accounts through the organization. Removals come first; what an account gets in its new
 * units waits for them, also across stack sets. Among either, a set waits for those it depends on. Operations look at
 * the organization when they begin, not when they were queued, so that quick moves back and forth end where the account
 * ended.
 */
public final class AutoDeployer implements Membership {

    private final EngineContext context;
    private final Directory directory;
    private final OperationStarter starter;
    private final Dependencies dependencies;
    private final OrganizationTree tree;

    public AutoDeployer(
            EngineContext context,
            Directory directory,
            OperationStarter starter,
            Dependencies dependencies,
            OrganizationTree tree) {
        this.context = context;
        this.directory = directory;
        this.starter = starter;
        this.dependencies = dependencies;
        this.tree = tree;
    }

    @Override
    public void changed(String account, List<String> before, List<String> after) {
        context.log("account " + account + (after.isEmpty() ? " left" : " in " + after.get(0)));
        if (!tree.administration().isStackSetsActive() || account.equals(tree.managementAccount())) {
            return;
        }
        List<StackSetState> following = dependencies.inOrder(following());
        Collection<Rollout> removals = remove(
                account,
                following.stream()
                        .filter(stackSet -> touches(stackSet, before, after))
                        .toList());
        add(
                account,
                following.stream()
                        .filter(stackSet -> touches(stackSet, after, before))
                        .toList(),
                removals);
    }

    private List<StackSetState> following() {
        return directory.active().stream()
                .filter(stackSet -> stackSet.definition().deploysAutomatically())
                .toList();
    }

    private static boolean touches(StackSetState stackSet, List<String> here, List<String> notThere) {
        Set<String> units = new TreeSet<>(here);
        notThere.forEach(units::remove);
        units.retainAll(stackSet.targets().units());
        return !units.isEmpty();
    }

    /** Removals go along the dependencies, as all automatic operations, or against them if told to. */
    private Collection<Rollout> remove(String account, List<StackSetState> leaving) {
        boolean dependentsFirst = context.settings().removesDependentsFirst();
        List<StackSetState> order = new ArrayList<>(leaving);
        if (dependentsFirst) {
            Collections.reverse(order);
        }
        Map<StackSetState, Rollout> started = new LinkedHashMap<>();
        for (StackSetState stackSet : order) {
            Predicate<StackSetState> goesBefore = other -> dependentsFirst
                    ? dependencies.allOf(other).contains(stackSet)
                    : dependencies.allOf(stackSet).contains(other);
            started.put(stackSet, remove(stackSet, account, some(started, goesBefore)));
        }
        return started.values();
    }

    private void add(String account, List<StackSetState> joining, Collection<Rollout> removals) {
        Map<StackSetState, Rollout> started = new LinkedHashMap<>();
        for (StackSetState stackSet : joining) {
            Set<StackSetState> before = dependencies.allOf(stackSet);
            started.put(stackSet, add(stackSet, account, removals, some(started, before::contains)));
        }
    }

    private static List<Rollout> some(Map<StackSetState, Rollout> started, Predicate<StackSetState> wanted) {
        return started.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Rollout remove(StackSetState stackSet, String account, List<Rollout> required) {
        boolean retains = Boolean.TRUE.equals(
                stackSet.definition().autoDeployment().orElseThrow().retainStacksOnAccountRemoval());
        return starter.startAutomatic(
                stackSet,
                StackSetOperationAction.DELETE,
                () -> scope(stackSet, account),
                Removal.automatic(context, stackSet, retains),
                () -> unwanted(stackSet, account),
                List.of(),
                required);
    }

    private Rollout add(StackSetState stackSet, String account, Collection<Rollout> removals, List<Rollout> required) {
        return starter.startAutomatic(
                stackSet,
                StackSetOperationAction.CREATE,
                () -> scope(stackSet, account),
                new Deployment(context, stackSet),
                () -> missing(stackSet, account),
                removals,
                required);
    }

    private static Scope scope(StackSetState stackSet, String account) {
        if (!stackSet.definition().managedExecution()) {
            return Scope.definition();
        }
        Set<String> regions = new TreeSet<>(stackSet.targets().regions());
        regions.addAll(stackSet.instances().regions());
        return Scope.pairs(Set.of(account), regions);
    }

    private Map<String, String> wanted(StackSetState stackSet, String account) {
        return stackSet.targets().wanted(tree.unitsOf(account));
    }

    private Map<String, List<Instance>> unwanted(StackSetState stackSet, String account) {
        Map<String, String> wanted = wanted(stackSet, account);
        Map<String, List<Instance>> byRegion = new LinkedHashMap<>();
        for (Instance instance : stackSet.instances().ofAccount(account)) {
            if (wanted.containsKey(instance.region())) {
                stackSet.instances().assign(instance, wanted.get(instance.region()));
            } else {
                byRegion.put(instance.region(), List.of(instance));
            }
        }
        return byRegion;
    }

    private Map<String, List<Instance>> missing(StackSetState stackSet, String account) {
        Map<String, List<Instance>> byRegion = new LinkedHashMap<>();
        wanted(stackSet, account).forEach((region, unit) -> {
            InstanceKey key = new InstanceKey(account, region);
            if (stackSet.instances().find(key).isEmpty()) {
                Instance added = stackSet.instances().findOrAdd(key);
                stackSet.instances().assign(added, unit);
                byRegion.put(region, List.of(added));
            }
        });
        return byRegion;
    }

    /** Preferences do not apply to automatic deployment. */
    public static StackSetOperationPreferences preferences() {
        return StackSetOperationPreferences.builder().regionOrder(List.of()).build();
    }
}
