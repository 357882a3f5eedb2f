package dev.stacksets.organizations.internal;

import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetSummary;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.organizations.onboarding.Coverage;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What one stack set should have and what it has.
 *
 * @param because why it should
 * @param unitByInstance the instances it should have, and the unit each belongs to; {@code ""} if self-managed
 */
public record Gap(StackSetSummary stackSet, String because, SortedMap<InstanceId, String> unitByInstance) {

    private record Place(String account, String unit) {}

    /** Accounts with the same lack: a rectangle, and so one operation. */
    private record Lack(String unit, SortedSet<String> regions) {}

    public boolean isEmpty() {
        return unitByInstance.isEmpty();
    }

    /** Holds it against the instances there are. */
    public Coverage against(Collection<StackInstance> instances) {
        Map<InstanceId, StackInstance> there =
                instances.stream().collect(Collectors.toMap(StackInstance::id, Function.identity(), (a, b) -> b));
        List<InstanceId> missing = new ArrayList<>();
        List<StackInstance> notCurrent = new ArrayList<>();
        int present = 0;
        for (InstanceId wanted : unitByInstance.keySet()) {
            StackInstance instance = there.get(wanted);
            if (instance == null) {
                missing.add(wanted);
            } else if (isCurrent(instance)) {
                present++;
            } else {
                notCurrent.add(instance);
            }
        }
        return new Coverage(
                stackSet.name(),
                stackSet.id(),
                stackSet.permissionModel(),
                because,
                present,
                missing,
                notCurrent,
                operations(missing, notCurrent));
    }

    private static boolean isCurrent(StackInstance instance) {
        return instance.status() == InstanceStatus.CURRENT
                && instance.detailedStatus() != DetailedStatus.SKIPPED_SUSPENDED_ACCOUNT;
    }

    /** A deployment also tries again what is outdated; what is inoperable can be removed only. API page CreateStackInstances. */
    private List<DeploymentSpec> operations(List<InstanceId> missing, List<StackInstance> notCurrent) {
        List<InstanceId> lacking = new ArrayList<>(missing);
        notCurrent.stream()
                .filter(instance -> instance.status() != InstanceStatus.INOPERABLE)
                .forEach(instance -> lacking.add(instance.id()));
        Map<Place, SortedSet<String>> regionsByPlace = new LinkedHashMap<>();
        lacking.forEach(id -> regionsByPlace
                .computeIfAbsent(new Place(id.account(), unitByInstance.getOrDefault(id, "")), key -> new TreeSet<>())
                .add(id.region()));
        Map<Lack, SortedSet<String>> accountsByLack = new LinkedHashMap<>();
        regionsByPlace.forEach((place, regions) -> accountsByLack
                .computeIfAbsent(new Lack(place.unit(), regions), key -> new TreeSet<>())
                .add(place.account()));
        return accountsByLack.entrySet().stream()
                .map(group -> operation(group.getKey(), group.getValue()))
                .sorted(Comparator.comparing(operation -> operation.targets().toString()))
                .toList();
    }

    private DeploymentSpec operation(Lack lack, SortedSet<String> accounts) {
        Targets targets = stackSet.permissionModel() == PermissionModel.SERVICE_MANAGED
                ? Targets.organizationalUnits(lack.unit()).intersection(Targets.accounts(accounts))
                : Targets.accounts(accounts);
        return DeploymentSpec.builder().targets(targets).regions(lack.regions()).build();
    }
}
