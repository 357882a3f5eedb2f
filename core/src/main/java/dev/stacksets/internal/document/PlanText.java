package dev.stacksets.internal.document;

import dev.stacksets.internal.planning.Reached;
import dev.stacksets.plan.GroupSummary;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.Untouched;
import dev.stacksets.target.InstanceBlock;
import dev.stacksets.text.Printable;
import java.util.List;
import java.util.Locale;

/** A plan in words, for a terminal. */
public final class PlanText {
    private static final int ACCOUNTS_NAMED = 5;
    private static final int REGIONS_NAMED = 6;

    private final StringBuilder text = new StringBuilder();

    private PlanText() {}

    /** Renders a plan. */
    public static String of(Plan plan) {
        PlanText text = new PlanText();
        text.write(plan);
        return text.text.toString();
    }

    private void write(Plan plan) {
        line("Plan " + plan.hash());
        line("for stack set " + plan.stackSet() + " in " + plan.region()
                + plan.account().map(account -> " of account " + account).orElse("")
                + plan.baseline()
                        .stackSet()
                        .map(found -> " (" + found.id() + ")")
                        .orElse(""));
        line(plan.isEmpty() ? "Nothing to do." : Words.scope(plan) + ".");
        section("Definition", plan.definitionChanges());
        steps(plan.steps());
        section(
                "Groups",
                plan.groups().stream().map(group -> group(group, plan.steps())).toList());
        section(
                "Not touched",
                plan.untouched().stream().map(PlanText::untouched).toList());
        section("To know", plan.notes());
        section("Secrets needed", List.copyOf(plan.secretsNeeded()));
    }

    private void steps(List<PlanStep> steps) {
        if (!steps.isEmpty()) {
            line("");
            line("Steps");
        }
        for (int index = 0; index < steps.size(); index++) {
            step(index + 1, steps.get(index));
        }
    }

    private void step(int number, PlanStep step) {
        line(String.format(Locale.ROOT, "%4d  %s%s%s", number, step.action().words(), size(step), detail(step)));
        if (step.operation().filter(Reached::isWhole).isPresent()) {
            line("        every instance there is, and no other");
        }
        step.instances().forEach(this::block);
    }

    private static String size(PlanStep step) {
        if (step.size() == 0) {
            return "";
        }
        return ": " + Words.count(step.size(), "instance", "instances")
                + (step.instances().size() == 1 ? " = " + step.instances().get(0) : "");
    }

    private static String detail(PlanStep step) {
        return Words.detail(step).map(detail -> "; " + detail).orElse("");
    }

    private void block(InstanceBlock block) {
        line("        " + Words.some(block.accounts(), ACCOUNTS_NAMED));
        line("        in " + Words.some(block.regions(), REGIONS_NAMED));
    }

    private static String group(GroupSummary group, List<PlanStep> steps) {
        String changes = Words.changes(group, steps);
        return group.name() + ": " + Words.count(group.instances(), "instance", "instances")
                + (group.instances() == 0
                        ? ", its units have no accounts" + (group.units().isEmpty() ? "" : " yet")
                        : "")
                + (changes.isEmpty() ? "" : "; " + changes);
    }

    private static String untouched(Untouched untouched) {
        return Words.number(untouched.size()) + " " + untouched.reason().words() + "."
                + (untouched.reason().advice().isEmpty()
                        ? ""
                        : " " + untouched.reason().advice());
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            line("");
            line(title);
            lines.forEach(each -> line("  " + each));
        }
    }

    private void line(String line) {
        text.append(Printable.line(line)).append('\n');
    }
}
