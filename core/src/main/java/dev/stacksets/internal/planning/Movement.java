package dev.stacksets.internal.planning;

import dev.stacksets.definition.StackSetDefinition;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.operation.OperationDescription;
import dev.stacksets.plan.UnknownValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is not as it was, in words without values. */
public final class Movement {
    private Movement() {}

    /**
     * How the definition differs from what it was, or, after an update by the plan, from what that made of it.
     *
     * @param updated compares templates, if the plan has updated it: then parameters that nobody named may have the defaults of
     *     another template, and a description that the update does not repeat may be gone
     */
    public static List<String> between(
            StackSetDescription before, StackSetDescription now, Optional<Templates> updated) {
        List<String> moved = new ArrayList<>();
        if (!before.id().equals(now.id())) {
            return List.of("the stack set was deleted and another one created: it is " + now.id() + " now");
        }
        if (!(updated.isPresent()
                ? sameTemplate(before, now, updated.get())
                : before.templateBody().equals(now.templateBody()))) {
            moved.add("the template changed");
        }
        if (!(updated.isPresent()
                ? agree(before.parameters(), now.parameters())
                : before.parameters().equals(now.parameters()))) {
            moved.add("parameters changed");
        }
        add(moved, "tags", before.tags(), now.tags());
        if (updated.isEmpty()) {
            add(moved, "the description", before.description(), now.description());
        }
        add(moved, "the administration role", before.administrationRoleArn(), now.administrationRoleArn());
        add(moved, "the execution role", before.executionRoleName(), now.executionRoleName());
        add(moved, "the permission model", before.permissionModel(), now.permissionModel());
        add(moved, "automatic deployment", before.autoDeployment(), now.autoDeployment());
        add(moved, "managed execution", before.managedExecution(), now.managedExecution());
        return moved;
    }

    private static boolean sameTemplate(StackSetDescription before, StackSetDescription now, Templates templates) {
        return before.templateBody().isEmpty()
                || now.templateBody().isEmpty()
                || templates.compare(
                                before.templateBody().get(), now.templateBody().get())
                        == Templates.Comparison.SAME;
    }

    /** Values that AWS does not show, then or now, cannot be compared; parameters that nobody named have the template's defaults. */
    private static boolean agree(Map<String, String> before, Map<String, String> now) {
        return before.entrySet().stream().allMatch(each -> {
            String found = now.get(each.getKey());
            return each.getValue().equals(found)
                    || (found != null
                            && (each.getValue().equals(DefinitionDiff.MASK) || found.equals(DefinitionDiff.MASK)));
        });
    }

    private static void add(List<String> moved, String what, Object before, Object now) {
        if (!Objects.equals(before, now)) {
            moved.add(what + " changed");
        }
    }

    /** How a stack set that was to be created differs from what it was to be, if it is there already. */
    public static List<String> from(StackSetDefinition wanted, StackSetDescription found, Templates templates) {
        boolean differs = new DefinitionDiff(wanted, found, Map.of(), UnknownValues.KEEP)
                .change(templates, false)
                .isAny();
        return differs ? List.of("a stack set of that name was created that is another one") : List.of();
    }

    /** An operation of somebody else. */
    public static String foreign(OperationDescription operation) {
        return "operation " + operation.operationId() + " (" + operation.action() + ", " + operation.rawStatus()
                + operation.createdAt().map(at -> ", since " + at).orElse("") + ") is not of this plan";
    }
}
