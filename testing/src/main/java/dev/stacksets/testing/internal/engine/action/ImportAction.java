package dev.stacksets.testing.internal.engine.action;

import dev.stacksets.testing.internal.engine.base.Caller;
import dev.stacksets.testing.internal.engine.base.Errors;
import dev.stacksets.testing.internal.engine.operation.Directory;
import dev.stacksets.testing.internal.engine.operation.EngineContext;
import dev.stacksets.testing.internal.engine.operation.OperationStarter;
import dev.stacksets.testing.internal.engine.operation.StackImport;
import dev.stacksets.testing.internal.engine.operation.StackSetState;
import dev.stacksets.testing.internal.engine.record.Instance;
import dev.stacksets.testing.internal.engine.record.InstanceKey;
import dev.stacksets.testing.internal.engine.record.Scope;
import dev.stacksets.testing.internal.engine.record.StackRegistry.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.model.ImportStacksToStackSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ImportStacksToStackSetResponse;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationAction;
import software.amazon.awssdk.services.cloudformation.model.StackSetOperationPreferences;

/** ImportStacksToStackSet: existing stacks become instances; shown as a CREATE operation. */
public final class ImportAction {

    private static final int MAX_INLINE = 10;
    private static final int MAX_BY_URL = 200;
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final EngineContext context;
    private final Directory directory;
    private final OperationStarter starter;

    public ImportAction(EngineContext context, Directory directory, OperationStarter starter) {
        this.context = context;
        this.directory = directory;
        this.starter = starter;
    }

    public ImportStacksToStackSetResponse run(Caller caller, ImportStacksToStackSetRequest request) {
        new Checks()
                .stackSetNameOrId(request.stackSetName())
                .token("operationId", request.operationId())
                .url("stackIdsUrl", request.stackIdsUrl())
                .units("organizationalUnitIds", request.organizationalUnitIds())
                .refuseIfBroken();
        StackSetState stackSet = directory.require(caller, request.callAs(), request.stackSetName());
        requireUnits(stackSet, request);
        Map<InstanceKey, String> stackIds = located(stackIds(request));
        StackSetOperationPreferences preferences = Preferences.validated(request.operationPreferences());
        Preferences.requireOrderWithin(preferences, regions(stackIds));
        Scope scope =
                Scope.pairs(stackIds.keySet().stream().map(InstanceKey::account).toList(), regions(stackIds));
        String id = starter.replayed(stackSet, request.operationId()).orElseGet(() -> {
            starter.requireFree(stackSet);
            stackIds.forEach((key, stackId) -> requireImportable(stackSet, key, stackId));
            requireRoom(stackSet, stackIds.keySet());
            Map<String, String> units = units(request, stackIds);
            return starter.start(
                    stackSet,
                    request.operationId(),
                    StackSetOperationAction.CREATE,
                    preferences,
                    () -> scope,
                    new StackImport(context, stackSet, stackIds),
                    () -> begin(stackSet, stackIds, units));
        });
        return ImportStacksToStackSetResponse.builder().operationId(id).build();
    }

    private static void requireUnits(StackSetState stackSet, ImportStacksToStackSetRequest request) {
        boolean named = !request.organizationalUnitIds().isEmpty();
        if (stackSet.definition().isServiceManaged() && !named) {
            throw Errors.validation("OrganizationalUnitIds are required");
        }
        if (!stackSet.definition().isServiceManaged() && named) {
            throw Errors.validation("StackSets with SELF_MANAGED permission model can only have accounts as target");
        }
    }

    private Set<String> stackIds(ImportStacksToStackSetRequest request) {
        if (request.stackIds().isEmpty() == (request.stackIdsUrl() == null)) {
            throw Errors.validation("Exactly one of StackIds or StackIdsUrl must be specified");
        }
        List<String> ids = request.stackIdsUrl() == null
                ? request.stackIds()
                : SEPARATOR
                        .splitAsStream(context.text(request.stackIdsUrl()).strip())
                        .toList();
        int most = request.stackIdsUrl() == null ? MAX_INLINE : MAX_BY_URL;
        if (ids.size() > most) {
            throw Errors.limitExceeded("At most " + most + " stacks can be imported at once: " + ids.size());
        }
        return new LinkedHashSet<>(ids);
    }

    private Map<InstanceKey, String> located(Set<String> stackIds) {
        Map<InstanceKey, String> located = new LinkedHashMap<>();
        for (String stackId : stackIds) {
            Stack stack = context.stacks().require(stackId);
            if (located.put(stack.where(), stackId) != null) {
                throw Errors.validation("Only one stack of an account and Region can be imported: " + stack.where());
            }
        }
        return located;
    }

    private static Set<String> regions(Map<InstanceKey, String> stackIds) {
        return stackIds.keySet().stream().map(InstanceKey::region).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** An instance that has a stack takes no other; one whose import failed or was cancelled has none. */
    private static void requireImportable(StackSetState stackSet, InstanceKey key, String stackId) {
        if (stackSet.instances().find(key).flatMap(Instance::stackId).isPresent()) {
            throw Errors.validation("Stack " + stackId + " cannot be imported: " + key + " is a stack instance of "
                    + stackSet.id() + " already");
        }
    }

    /** The unit each account is imported through: the nearest one that was named. */
    private Map<String, String> units(ImportStacksToStackSetRequest request, Map<InstanceKey, String> stackIds) {
        Map<String, String> units = new LinkedHashMap<>();
        Set<String> named = Set.copyOf(request.organizationalUnitIds());
        if (!named.isEmpty()) {
            for (InstanceKey key : stackIds.keySet()) {
                String unit = context.organization().stream()
                        .filter(tree -> !tree.managementAccount().equals(key.account()))
                        .flatMap(tree -> tree.unitsOf(key.account()).stream())
                        .filter(named::contains)
                        .findFirst()
                        .orElseThrow(() -> Errors.validation(
                                "Account " + key.account() + " is in none of the OrganizationalUnitIds"));
                units.put(key.account(), unit);
            }
        }
        return units;
    }

    private void requireRoom(StackSetState stackSet, Set<InstanceKey> keys) {
        long added = keys.stream()
                .filter(key -> stackSet.instances().find(key).isEmpty())
                .count();
        context.quotas().requireStackInstances(stackSet.instances().size() + added);
        keys.stream()
                .collect(Collectors.groupingBy(InstanceKey::region, Collectors.counting()))
                .forEach((region, count) -> starter.requireRoom(stackSet, region, count.intValue()));
    }

    private static Map<String, List<Instance>> begin(
            StackSetState stackSet, Map<InstanceKey, String> stackIds, Map<String, String> units) {
        Map<String, List<Instance>> byRegion = new LinkedHashMap<>();
        for (InstanceKey key : stackIds.keySet()) {
            Instance instance = stackSet.instances().findOrAdd(key);
            String unit = units.get(key.account());
            if (unit != null) {
                stackSet.instances().assign(instance, unit);
                stackSet.targets().add(List.of(unit), List.of(key.region()));
            }
            byRegion.computeIfAbsent(key.region(), region -> new ArrayList<>()).add(instance);
        }
        return byRegion;
    }
}
