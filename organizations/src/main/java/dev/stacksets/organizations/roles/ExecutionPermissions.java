package dev.stacksets.organizations.roles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an execution role may do beyond working on its stacks. Immutable. A starting point: derived permissions are those that
 * AWS's handlers of the resource types ask for, on every resource, and are to be narrowed down by who knows the template.
 *
 * @param statements what it may do
 * @param notDerived resource types whose permissions are not known, each with the reason; somebody has to add theirs
 */
public record ExecutionPermissions(List<PermissionStatement> statements, SortedMap<String, String> notDerived) {

    /**
     * Keeps its own copies.
     *
     * @param statements what it may do
     * @param notDerived what is not known
     */
    public ExecutionPermissions {
        statements = List.copyOf(statements);
        notDerived = Collections.unmodifiableSortedMap(new TreeMap<>(notDerived));
    }

    /**
     * Nothing but the work on its stacks.
     *
     * @return no statement
     */
    public static ExecutionPermissions none() {
        return new ExecutionPermissions(List.of(), new TreeMap<>());
    }

    /**
     * What the handlers of resource types ask for. What they ask for in bulk, all of a service or everything, is not
     * granted: such a type is not derived.
     *
     * @param actions by resource type; for types whose handlers are not known there is none
     * @param unknown types whose permissions are not known, with the reason
     * @return a statement on every resource, and another one for what changes who may do what
     */
    public static ExecutionPermissions derived(
            Map<String, ? extends Collection<String>> actions, Map<String, String> unknown) {
        TreeMap<String, String> notDerived = new TreeMap<>(unknown);
        NavigableSet<String> plain = new TreeSet<>();
        NavigableSet<String> sensitive = new TreeSet<>();
        actions.forEach((type, each) -> {
            List<String> bulk = each.stream()
                    .filter(action -> !PermissionStatement.isGrantable(action))
                    .sorted()
                    .toList();
            if (!bulk.isEmpty()) {
                notDerived.put(type, "its handlers ask for " + String.join(", ", bulk));
                return;
            }
            each.forEach(action -> (PermissionStatement.isSensitive(action) ? sensitive : plain).add(action));
        });
        List<PermissionStatement> statements = new ArrayList<>();
        if (!plain.isEmpty()) {
            statements.add(PermissionStatement.allow(plain, "*"));
        }
        if (!sensitive.isEmpty()) {
            statements.add(PermissionStatement.allow(sensitive, "*"));
        }
        return new ExecutionPermissions(statements, notDerived);
    }

    /**
     * The same and one statement more.
     *
     * @param statement what else it may do
     * @return widened
     */
    public ExecutionPermissions and(PermissionStatement statement) {
        List<PermissionStatement> more = new ArrayList<>(statements);
        more.add(statement);
        return new ExecutionPermissions(more, notDerived);
    }

    /**
     * The actions that change who may do what, on every resource: with them the role can give itself or others whatever it
     * wants. Narrow them down, or put a permissions boundary on the role, before it goes anywhere.
     *
     * @return sorted, possibly none
     */
    public SortedSet<String> sensitive() {
        return statements.stream()
                .filter(statement -> statement.resources().contains("*")
                        && statement.conditions().isEmpty())
                .flatMap(statement -> statement.actions().stream())
                .filter(PermissionStatement::isSensitive)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
