package dev.stacksets.internal.document;

import dev.stacksets.plan.GroupSummary;
import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.Untouched;
import dev.stacksets.text.Printable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A plan as a web page: no script, nothing from elsewhere. */
public final class PlanHtml {
    private static final int ACCOUNTS_IN_A_ROW = 2;
    private static final int ACCOUNTS_OF_A_STEP = 3;

    private final Plan plan;
    private final StringBuilder html = new StringBuilder();

    private PlanHtml(Plan plan) {
        this.plan = plan;
    }

    /** Renders a plan. */
    public static String of(Plan plan) {
        PlanHtml page = new PlanHtml(plan);
        page.write();
        return page.html.toString();
    }

    private void write() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
                .append("style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Plan ")
                .append(escaped(plan.stackSet()))
                .append("</title>\n<style>\n")
                .append(PlanStyle.SHEET)
                .append("</style></head><body>\n");
        heading();
        list("Definition", plan.definitionChanges());
        steps();
        groups();
        grid(PlanGrid.of(plan));
        untouched();
        list("To know", plan.notes());
        list("Secrets needed to apply it", plan.secretsNeeded());
        html.append("</body></html>\n");
    }

    private void heading() {
        html.append("<h1>Plan for <b>")
                .append(escaped(plan.stackSet()))
                .append("</b> in ")
                .append(escaped(plan.region()))
                .append(plan.account()
                        .map(account -> " of account <b>" + escaped(account) + "</b>")
                        .orElse(""))
                .append("</h1>\n<p class=scope>")
                .append(escaped(plan.isEmpty() ? "Nothing to do" : Words.scope(plan)))
                .append(".</p>\n<p class=hash>")
                .append(escaped(plan.hash()))
                .append("</p>\n");
        Map<PlanAction, Integer> sizes = new EnumMap<>(PlanAction.class);
        plan.steps().forEach(step -> sizes.merge(step.action(), step.size(), Integer::sum));
        sizes.values().removeIf(size -> size == 0);
        if (!sizes.isEmpty()) {
            html.append("<p class=tiles>");
            sizes.forEach((action, size) -> html.append("<span class=tile>")
                    .append(swatch(PlanStyle.of(action)))
                    .append("<b>")
                    .append(Words.number(size))
                    .append("</b> ")
                    .append(action.words())
                    .append("</span>"));
            html.append("</p>\n");
        }
    }

    private void steps() {
        List<Integer> numbers =
                IntStream.rangeClosed(1, plan.steps().size()).boxed().toList();
        table("Steps", List.of("", "", "What", "Instances", "Accounts", "Regions", ""), numbers, this::step);
    }

    private List<String> step(int number) {
        PlanStep step = plan.steps().get(number - 1);
        List<String> accounts = step.instances().stream()
                .flatMap(block -> block.accounts().stream())
                .distinct()
                .toList();
        List<String> regions = step.instances().stream()
                .flatMap(block -> block.regions().stream())
                .distinct()
                .toList();
        return List.of(
                String.valueOf(number),
                swatch(PlanStyle.of(step.action())),
                escaped(step.action().words()),
                step.size() == 0 ? "" : Words.number(step.size()),
                folded(accounts, ACCOUNTS_OF_A_STEP, "accounts"),
                regions.stream()
                        .map(region -> "<span class=name>" + escaped(region) + "</span>")
                        .collect(Collectors.joining(", ")),
                escaped(Words.detail(step).orElse("")));
    }

    private void groups() {
        table("Groups", List.of("Group", "Instances", "Changes"), plan.groups(), this::group);
    }

    private List<String> group(GroupSummary group) {
        return List.of(
                escaped(group.name()), Words.number(group.instances()), escaped(Words.changes(group, plan.steps())));
    }

    private void untouched() {
        table("Not touched", List.of("", "Instances", "Why", "What can be done"), plan.untouched(), PlanHtml::left);
    }

    private static List<String> left(Untouched left) {
        return List.of(
                swatch(PlanStyle.of(left.reason())),
                Words.number(left.size()),
                escaped(left.reason().words()),
                escaped(left.reason().advice()));
    }

    private void grid(PlanGrid grid) {
        if (grid.rows().isEmpty()) {
            return;
        }
        html.append("<h2>Accounts and Regions</h2>\n<div class=scroll><table class=grid><tr><th></th>");
        grid.regions()
                .forEach(region -> html.append("<th class=region><span>")
                        .append(escaped(region))
                        .append("</span></th>"));
        html.append("</tr>\n");
        grid.rows().forEach(this::row);
        html.append("</table></div>\n");
    }

    private void row(PlanGrid.Row row) {
        html.append("<tr><th>")
                .append(folded(row.accounts(), ACCOUNTS_IN_A_ROW, "accounts"))
                .append("</th>");
        row.cells().forEach(this::cell);
        html.append("</tr>\n");
    }

    private void cell(PlanGrid.@Nullable Cell cell) {
        if (cell == null) {
            html.append("<td></td>");
            return;
        }
        PlanStyle style = PlanStyle.of(cell);
        html.append("<td class=\"cell ").append(style.name()).append("\" title=\"");
        html.append(escaped(PlanStyle.words(cell))).append("\">");
        html.append(style.sign())
                .append(cell.steps().size() > 1 ? "<sup>2</sup>" : "")
                .append("</td>");
    }

    private void list(String title, Collection<String> lines) {
        if (!lines.isEmpty()) {
            html.append("<h2>").append(title).append("</h2>\n<ul>\n");
            lines.forEach(line -> html.append("<li>").append(escaped(line)).append("</li>\n"));
            html.append("</ul>\n");
        }
    }

    private <T> void table(String title, List<String> heads, List<T> rows, Function<T, List<String>> cells) {
        if (rows.isEmpty()) {
            return;
        }
        html.append("<h2>").append(title).append("</h2>\n<div class=scroll><table class=list><tr>");
        heads.forEach(head -> html.append("<th>").append(head).append("</th>"));
        html.append("</tr>\n");
        for (T row : rows) {
            html.append("<tr>");
            cells.apply(row).forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</table></div>\n");
    }

    /** Names, or how many there are, with the names behind it. */
    private static String folded(List<String> names, int most, String what) {
        String all = names.stream().map(PlanHtml::escaped).collect(Collectors.joining(" "));
        return names.size() <= most
                ? all
                : "<details><summary>" + Words.number(names.size()) + " " + what + "</summary>" + all + "</details>";
    }

    private static String swatch(PlanStyle style) {
        return "<i class=\"cell " + style.name() + "\">" + style.sign() + "</i>";
    }

    private static String escaped(String text) {
        return Printable.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
