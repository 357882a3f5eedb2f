package dev.stacksets.internal.planning;

import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.plan.UnknownValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What is not as it was, in words without values. */
public final class Movement {
    private Movement() {}

    /** How the definition differs from what it was. */
    public static List<String> between(StackSetDescription before, StackSetDescription now) {
        List<String> moved = new ArrayList<>();
        if (!before.id().equals(now.id())) {
            return List.of("the stack set was deleted and another one created: it is " + now.id() + " now");
        }
        add(moved, "the template", before.templateBody(), now.templateBody());
        add(moved, "parameters", before.parameters(), now.parameters());
        add(moved, "tags", before.tags(), now.tags());
        add(moved, "the description", before.description(), now.description());
        add(moved, "the administration role", before.administrationRoleArn(), now.administrationRoleArn());
        add(moved, "the execution role", before.executionRoleName(), now.executionRoleName());
        add(moved, "the permission model", before.permissionModel(), now.permissionModel());
        add(moved, "automatic deployment", before.autoDeployment(), now.autoDeployment());
        add(moved, "managed execution", before.managedExecution(), now.managedExecution());
        return moved;
    }

    private static void add(List<String> moved, String what, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            moved.add(what + " changed");
        }
    }

    /** How a stack set that was to be created differs from what it was to be, if it is there already. */
    public static List<String> from(StackSetDefinition wanted, StackSetDescription found, Templates templates) {
        List<String> lines = new DefinitionDiff(wanted, found, Map.of(), UnknownValues.KEEP)
                .change(templates, false)
                .lines();
        return lines.isEmpty() ? List.of() : List.of("a stack set of that name was created that is another one");
    }

    /** An operation of somebody else. */
    public static String foreign(OperationDescription operation) {
        return "operation " + operation.operationId() + " (" + operation.action() + ", " + operation.rawStatus()
                + operation.createdAt().map(at -> ", since " + at).orElse("") + ") is not of this plan";
    }
}
