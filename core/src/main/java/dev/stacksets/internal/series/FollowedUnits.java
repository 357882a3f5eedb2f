package dev.stacksets.internal.series;

import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.internal.FanOut;
import dev.stacksets.internal.Futures;
import dev.stacksets.internal.client.StackSetCalls;
import dev.stacksets.internal.planning.Followed;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.spi.UnitDirectory;
import dev.stacksets.target.AutoDeploymentTarget;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Reads which units automatic deployment follows, and who is in those that it may have to stop following. */
final class FollowedUnits {
    private static final int AT_ONCE = 4;

    private final StackSetCalls calls;
    private final Optional<UnitDirectory> directory;

    FollowedUnits(StackSetCalls calls, Optional<UnitDirectory> directory) {
        this.calls = calls;
        this.directory = directory;
    }

    /** Takes who is in the units that groups name. Empty if automatic deployment is to be off: then nobody is asked. */
    CompletableFuture<Optional<Followed>> of(
            DesiredStackSet desired, Optional<StackSetDescription> found, Map<String, Set<String>> members) {
        if (!Followed.isOn(desired.definition(), found)) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return Futures.compose(targets(found), targets -> {
            Set<String> asked = new TreeSet<>();
            if (desired.prune().isPresent()) {
                targets.forEach(target -> asked.add(target.organizationalUnit()));
                asked.removeAll(members.keySet());
            }
            return Futures.map(FanOut.each(List.copyOf(asked), AT_ONCE, this::members), answers -> {
                Map<String, Set<String>> all = new HashMap<>(members);
                answers.forEach(all::putAll);
                return Optional.of(new Followed(targets, all));
            });
        });
    }

    private CompletableFuture<List<AutoDeploymentTarget>> targets(Optional<StackSetDescription> found) {
        return found.filter(stackSet -> stackSet.permissionModel() == PermissionModel.SERVICE_MANAGED)
                .map(stackSet -> calls.listAutoDeploymentTargets(stackSet.id()).collect())
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    }

    /** Nobody says who is in a unit that was deleted: then it is left alone, and that is said. */
    private CompletableFuture<Map<String, Set<String>>> members(String unit) {
        if (directory.isEmpty()) {
            return CompletableFuture.completedFuture(Map.of());
        }
        CompletableFuture<Map<String, Set<String>>> answer = UnitMembers.of(directory, Set.of(unit));
        return Futures.cancelling(answer.exceptionally(failure -> Map.of()), answer);
    }
}
