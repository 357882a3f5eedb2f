package dev.stacksets.benchmarks.planning;

import dev.stacksets.definition.DriftStatus;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.internal.planning.ResolvedGroup;
import dev.stacksets.operation.OperationPreferences;
import dev.stacksets.plan.DesiredStackSet;
import dev.stacksets.plan.TargetGroup;
import dev.stacksets.target.AccountList;
import dev.stacksets.target.DetailedStatus;
import dev.stacksets.target.InstanceId;
import dev.stacksets.target.InstanceStatus;
import dev.stacksets.target.ParameterOverrides;
import dev.stacksets.target.StackInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a stack set is, and with which overrides.
 *
 * @param places by account, by Region, the overridden value; empty for none
 */
record Fleet(Map<String, Map<String, String>> places) {

    static final String NAME = "fleet";
    static final String KEY = "Level";
    static final String TEMPLATE = "{\"Parameters\":{\"Level\":{\"Type\":\"String\",\"Default\":\"low\"}},"
            + "\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\"}}}";

    /** Accounts and Regions that share a value. */
    private record Kind(String value, Set<String> regions) {}

    int instances() {
        return places.values().stream().mapToInt(Map::size).sum();
    }

    /** What a person would write: accounts that are alike together. */
    DesiredStackSet desired(OperationPreferences preferences) {
        DesiredStackSet.Builder desired = DesiredStackSet.builder()
                .definition(NAME, d -> d.template(TemplateSource.inline(TEMPLATE)))
                .preferences(preferences)
                .pruneDeletingStacks();
        kinds().forEach((kind, accounts) -> desired.group(
                kind.value() + kind.regions() + accounts.get(0),
                group -> group.accounts(accounts)
                        .regions(kind.regions())
                        .overrides(
                                kind.value().isEmpty()
                                        ? ParameterOverrides.none()
                                        : ParameterOverrides.exactly(o -> o.set(KEY, kind.value())))));
        return desired.build();
    }

    private Map<Kind, List<String>> kinds() {
        Map<Kind, List<String>> kinds = new LinkedHashMap<>();
        places.forEach((account, regions) -> {
            Map<String, Set<String>> byValue = new TreeMap<>();
            regions.forEach((region, value) ->
                    byValue.computeIfAbsent(value, any -> new TreeSet<>()).add(region));
            byValue.forEach((value, those) -> kinds.computeIfAbsent(new Kind(value, those), any -> new ArrayList<>())
                    .add(account));
        });
        return kinds;
    }

    static List<ResolvedGroup> resolved(DesiredStackSet desired) {
        return desired.groups().stream().map(Fleet::resolved).toList();
    }

    private static ResolvedGroup resolved(TargetGroup group) {
        Map<String, String> accounts = new TreeMap<>();
        ((AccountList.Accounts) group.targets()).accounts().forEach(account -> accounts.put(account, ""));
        return new ResolvedGroup(group, accounts);
    }

    /** What AWS would list, overrides read. */
    List<StackInstance> listed() {
        List<StackInstance> listed = new ArrayList<>();
        places.forEach((account, regions) ->
                regions.forEach((region, value) -> listed.add(instance(new InstanceId(account, region), value))));
        return listed;
    }

    private static StackInstance instance(InstanceId id, String value) {
        return new StackInstance(
                id,
                InstanceStatus.CURRENT,
                DetailedStatus.SUCCEEDED,
                DetailedStatus.SUCCEEDED.name(),
                Optional.empty(),
                Optional.of("arn:aws:cloudformation:stack"),
                Optional.empty(),
                DriftStatus.NOT_CHECKED,
                Optional.empty(),
                Optional.of("earlier"),
                Optional.of(value.isEmpty() ? Map.of() : Map.of(KEY, value)));
    }
}
