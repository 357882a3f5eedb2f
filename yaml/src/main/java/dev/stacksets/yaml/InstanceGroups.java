package dev.stacksets.yaml;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.InvalidInputException;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.Secret;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.operation.DeploymentSpec;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackInstance;
import dev.stacksets.target.Targets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Instances as deployments that hold every one of them and nothing else. */
final class InstanceGroups {
    private final StackSetDescription stackSet;
    private final Function<Map<String, String>, Map<String, ParameterValue>> values;

    /**
     * Groups the instances of a stack set.
     *
     * @param values what AWS shows of overrides, as values
     */
    InstanceGroups(StackSetDescription stackSet, Function<Map<String, String>, Map<String, ParameterValue>> values) {
        this.stackSet = stackSet;
        this.values = values;
    }

    /**
     * What instances of one group have in common.
     *
     * @param unit by which they are targeted; empty when self-managed
     * @param overrides what they have of their own
     * @param only the one instance of the group, if its overrides are secret: whether others have the same nobody can tell
     */
    private record Kind(String unit, Map<String, ParameterValue> overrides, Optional<InstanceId> only) {}

    List<DeploymentSpec> of(List<StackInstance> instances) {
        Map<Kind, List<StackInstance>> kinds = instances.stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .collect(Collectors.groupingBy(this::kind, LinkedHashMap::new, Collectors.toList()));
        Set<String> whole = wholeUnits(kinds.keySet());
        List<DeploymentSpec> deployments = new ArrayList<>(units(kinds, whole));
        kinds.forEach((kind, alike) -> {
            if (!whole.contains(kind.unit())) {
                deployments.addAll(accounts(kind, alike));
            }
        });
        return deployments;
    }

    private Kind kind(StackInstance instance) {
        Map<String, ParameterValue> overrides =
                values.apply(instance.overrides().orElse(Map.of()));
        boolean secret = overrides.values().stream().anyMatch(Secret.class::isInstance);
        return new Kind(unit(instance), overrides, secret ? Optional.of(instance.id()) : Optional.empty());
    }

    private String unit(StackInstance instance) {
        if (stackSet.permissionModel() == PermissionModel.SELF_MANAGED) {
            return "";
        }
        return instance.organizationalUnit()
                .orElseThrow(() -> new InvalidInputException(
                        "organizationalUnits",
                        "AWS does not say by which organizational unit instance " + instance.id() + " is targeted."));
    }

    /** A stack set that follows its units has instances in all of their accounts, unless some have overrides. */
    private Set<String> wholeUnits(Collection<Kind> kinds) {
        if (!stackSet.autoDeployment().map(AutoDeployment::enabled).orElse(false)) {
            return Set.of();
        }
        Set<String> whole = kinds.stream().map(Kind::unit).collect(Collectors.toCollection(TreeSet::new));
        kinds.stream()
                .filter(kind -> !kind.overrides().isEmpty())
                .map(Kind::unit)
                .forEach(whole::remove);
        return whole;
    }

    private static List<DeploymentSpec> units(Map<Kind, List<StackInstance>> kinds, Set<String> whole) {
        Map<String, Set<String>> regions = new TreeMap<>();
        kinds.forEach((kind, alike) -> {
            if (whole.contains(kind.unit())) {
                alike.forEach(instance -> regions.computeIfAbsent(kind.unit(), any -> new TreeSet<>())
                        .add(instance.id().region()));
            }
        });
        return rectangles(regions, units -> Targets.organizationalUnits(units)).stream()
                .map(DeploymentSpec.Builder::build)
                .toList();
    }

    private static List<DeploymentSpec> accounts(Kind kind, List<StackInstance> alike) {
        Map<String, Set<String>> regions = new TreeMap<>();
        alike.forEach(instance -> regions.computeIfAbsent(instance.id().account(), any -> new TreeSet<>())
                .add(instance.id().region()));
        return rectangles(
                        regions,
                        accounts -> kind.unit().isEmpty()
                                ? Targets.accounts(accounts)
                                : Targets.organizationalUnits(kind.unit()).intersection(Targets.accounts(accounts)))
                .stream()
                .map(deployment -> kind.overrides().isEmpty()
                        ? deployment.build()
                        : deployment
                                .overrides(new ParameterOverrides.Exactly(kind.overrides()))
                                .build())
                .toList();
    }

    /** Rows with the same Regions are one rectangle. */
    private static List<DeploymentSpec.Builder> rectangles(
            Map<String, Set<String>> regionsOf, Function<List<String>, Targets> targets) {
        Map<Set<String>, List<String>> rows = new LinkedHashMap<>();
        regionsOf.forEach((row, regions) ->
                rows.computeIfAbsent(regions, any -> new ArrayList<>()).add(row));
        return rows.entrySet().stream()
                .map(rectangle -> DeploymentSpec.builder()
                        .targets(targets.apply(rectangle.getValue()))
                        .regions(rectangle.getKey()))
                .toList();
    }
}
