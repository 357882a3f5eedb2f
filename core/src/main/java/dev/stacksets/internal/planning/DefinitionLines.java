package dev.stacksets.internal.planning;

import dev.stacksets.definition.AutoDeployment;
import dev.stacksets.definition.ParameterValue;
import dev.stacksets.definition.PermissionModel;
import dev.stacksets.definition.StackSetDescription;
import dev.stacksets.definition.TemplateSource;
import dev.stacksets.operation.StackSetUpdateSpec;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the updates in a plan change of the definition, in words without secrets: a line for each change. */
public final class DefinitionLines {
    private static final int SHOWN = 60;

    private final List<String> lines = new ArrayList<>();

    private DefinitionLines() {}

    /** The changes of a plan. */
    public static List<String> of(Plan plan) {
        DefinitionLines lines = new DefinitionLines();
        for (int index = 0; index < plan.steps().size(); index++) {
            PlanStep step = plan.steps().get(index);
            int before = index;
            if (Redefinition.isBy(step.action())) {
                lines.changes(
                        Redefinition.expected(plan, any -> true, earlier -> earlier < before),
                        (StackSetUpdateSpec) step.operation().orElseThrow());
            }
        }
        return lines.lines;
    }

    private void changes(Optional<StackSetDescription> before, StackSetUpdateSpec update) {
        template(before.flatMap(StackSetDescription::templateBody), update.template());
        new TreeMap<>(update.parameters())
                .forEach((key, value) -> parameter(
                        key,
                        value,
                        before.map(known -> known.parameters().get(key)).orElse(null)));
        update.tags().ifPresent(tags -> {
            TreeMap<String, String> had =
                    new TreeMap<>(before.map(StackSetDescription::tags).orElseGet(TreeMap::new));
            TreeSet<String> keys = new TreeSet<>(tags.keySet());
            keys.addAll(had.keySet());
            keys.forEach(key -> line("tag " + key, had.get(key), tags.get(key)));
        });
        changed("description", before.flatMap(StackSetDescription::description), update.description());
        changed(
                "administration role",
                before.flatMap(StackSetDescription::administrationRoleArn),
                update.administrationRoleArn());
        changed("execution role", before.flatMap(StackSetDescription::executionRoleName), update.executionRoleName());
        changed(
                "automatic deployment",
                before.map(known ->
                        known.autoDeployment().map(DefinitionLines::words).orElse("off")),
                update.autoDeployment().map(DefinitionLines::words));
        changed(
                "permission model",
                before.map(known -> known.permissionModel().name()),
                update.permissionModel().map(PermissionModel::name));
        changed(
                "managed execution",
                before.map(known -> onOrOff(known.managedExecution())),
                update.managedExecution().map(DefinitionLines::onOrOff));
    }

    private void template(Optional<String> before, TemplateSource after) {
        if (after instanceof TemplateSource.Previous) {
            return;
        }
        if (after instanceof TemplateSource.Inline text && before.isPresent()) {
            if (!before.get().equals(text.body())) {
                lines.add("template: " + before.get().length() + " -> "
                        + text.body().length() + " characters");
            }
        } else {
            lines.add("template: sent again, whether it differs cannot be told");
        }
    }

    private void parameter(String key, ParameterValue value, @Nullable String before) {
        String name = "parameter " + key + ": ";
        if (value instanceof ParameterValue.Previous) {
            return;
        }
        if (DefinitionDiff.MASK.equals(before)) {
            lines.add(name + "sent again, whether it differs cannot be told");
        } else if (!(value instanceof ParameterValue.Plain plain)) {
            lines.add(name + (before == null ? "new (secret)" : "set (secret)"));
        } else if (before == null) {
            lines.add(name + "new, " + shown(plain.value()));
        } else if (!before.equals(plain.value())) {
            lines.add(name + shown(before) + " -> " + shown(plain.value()));
        }
    }

    /** What is not said stays. */
    private void changed(String what, Optional<String> before, Optional<String> after) {
        after.ifPresent(now -> line(what, before.orElse(null), now));
    }

    private void line(String what, @Nullable String before, @Nullable String after) {
        if (after == null || !after.equals(before)) {
            lines.add(what + ": " + (before == null ? "none" : shown(before)) + " -> "
                    + (after == null ? "none" : shown(after)));
        }
    }

    private static String words(AutoDeployment auto) {
        if (!auto.enabled()) {
            return "off";
        }
        return (auto.retainsStacks() ? "on, retaining stacks" : "on, deleting stacks of accounts that leave")
                + (auto.dependsOn().isEmpty() ? "" : ", after " + String.join(", ", auto.dependsOn()));
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }

    /** On one line, and not endless. */
    private static String shown(String value) {
        String line = value.replaceAll("\\s+", " ");
        return line.isBlank() ? "''" : line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
