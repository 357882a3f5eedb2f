package dev.stacksets.testing.internal.engine;

import dev.stacksets.testing.internal.organization.OrganizationTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/**
 * Automatic deployment: follows accounts through the organization. Removals come first; what an account gets in its new
 * units waits for them, also across stack sets. Operations look at the organization when they begin, not when they were
 * queued, so that quick moves back and forth end where the account ended.
 */
final class AutoDeployer implements OrganizationTree.Membership {

    private final EngineContext context;
    private final Directory directory;
    private final OperationStarter starter;
    private final OrganizationTree tree;

    AutoDeployer(EngineContext context, Directory directory, OperationStarter starter, OrganizationTree tree) {
        this.context = context;
        this.directory = directory;
        this.starter = starter;
        this.tree = tree;
    }

    @Override
    public void changed(String account, List<String> before, List<String> after) {
        if (!tree.administration().isStackSetsActive() || account.equals(tree.managementAccount())) {
            return;
        }
        List<StackSetState> following = following();
        List<Rollout> removals = new ArrayList<>();
        for (StackSetState stackSet : following) {
            if (touches(stackSet, before, after)) {
                removals.add(remove(stackSet, account));
            }
        }
        for (StackSetState stackSet : following) {
            if (touches(stackSet, after, before)) {
                add(stackSet, account, removals);
            }
        }
    }

    private List<StackSetState> following() {
        List<StackSetState> found = new ArrayList<>();
        directory
                .all()
                .forEach(store -> store.after(0).stream()
                        .filter(stackSet ->
                                !stackSet.isDeleted() && stackSet.definition().deploysAutomatically())
                        .forEach(found::add));
        return found;
    }

    private static boolean touches(StackSetState stackSet, List<String> here, List<String> notThere) {
        Set<String> units = new TreeSet<>(here);
        notThere.forEach(units::remove);
        units.retainAll(stackSet.targets().units());
        return !units.isEmpty();
    }

    private Rollout remove(StackSetState stackSet, String account) {
        boolean retains = Boolean.TRUE.equals(
                stackSet.definition().autoDeployment().orElseThrow().retainStacksOnAccountRemoval());
        return starter.startAutomatic(
                stackSet,
                StackSetOperationAction.DELETE,
                scope(stackSet, account),
                Removal.automatic(context, stackSet, retains),
                () -> unwanted(stackSet, account),
                List.of());
    }

    private void add(StackSetState stackSet, String account, List<Rollout> after) {
        starter.startAutomatic(
                stackSet,
                StackSetOperationAction.CREATE,
                scope(stackSet, account),
                new Deployment(context, stackSet),
                () -> missing(stackSet, account),
                after);
    }

    private static Scope scope(StackSetState stackSet, String account) {
        return stackSet.definition().managedExecution()
                ? Scope.pairs(Set.of(account), stackSet.targets().regions())
                : Scope.definition();
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
    static StackSetOperationPreferences preferences() {
        return Preferences.validated(null);
    }
}
