package dev.stacksets.internal.document;

import dev.stacksets.plan.Plan;
import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.PlanStep;
import dev.stacksets.plan.Untouched;
import dev.stacksets.target.InstanceBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plan by account and Region. Accounts in which the same happens in every Region share a row. */
record PlanGrid(List<String> regions, List<Row> rows) {

    /**
     * What happens in one place.
     *
     * @param steps the numbers of the steps that work on it, from 1; none if it is left alone
     * @param action what the last of them does
     * @param reason why it is left alone
     */
    record Cell(List<Integer> steps, @Nullable PlanAction action, Untouched.@Nullable Reason reason) {
        private Cell and(int step, PlanAction next) {
            List<Integer> more = new ArrayList<>(steps);
            more.add(step);
            return new Cell(more, next, null);
        }
    }

    /**
     * Accounts that share a row.
     *
     * @param accounts at least one
     * @param cells by Region; null where there is nothing and nothing comes
     */
    record Row(List<String> accounts, List<@Nullable Cell> cells) {
        private boolean isTouched() {
            return cells.stream().anyMatch(cell -> cell != null && cell.action() != null);
        }
    }

    static PlanGrid of(Plan plan) {
        Set<String> regions = new TreeSet<>();
        plan.steps().forEach(step -> step.instances().forEach(block -> regions.addAll(block.regions())));
        plan.untouched().forEach(left -> left.instances().forEach(block -> regions.addAll(block.regions())));
        List<String> columns = List.copyOf(regions);
        Map<String, @Nullable Cell[]> accounts = new TreeMap<>();
        for (Untouched left : plan.untouched()) {
            Cell cell = new Cell(List.of(), null, left.reason());
            left.instances().forEach(block -> each(block, columns, accounts, before -> cell));
        }
        int number = 0;
        for (PlanStep step : plan.steps()) {
            int own = ++number;
            step.instances()
                    .forEach(block -> each(
                            block,
                            columns,
                            accounts,
                            before -> (before == null ? new Cell(List.of(), null, null) : before)
                                    .and(own, step.action())));
        }
        return new PlanGrid(columns, rows(accounts));
    }

    private interface Change {
        Cell to(@Nullable Cell before);
    }

    private static void each(
            InstanceBlock block, List<String> columns, Map<String, @Nullable Cell[]> accounts, Change change) {
        int[] places = block.regions().stream().mapToInt(columns::indexOf).toArray();
        for (String account : block.accounts()) {
            @Nullable Cell[] row = accounts.computeIfAbsent(account, any -> new Cell[columns.size()]);
            Arrays.stream(places).forEach(place -> row[place] = change.to(row[place]));
        }
    }

    /** Those where something happens first, and of these the largest. */
    private static List<Row> rows(Map<String, @Nullable Cell[]> accounts) {
        Map<List<@Nullable Cell>, List<String>> alike = new LinkedHashMap<>();
        accounts.forEach((account, cells) -> alike.computeIfAbsent(Arrays.asList(cells), any -> new ArrayList<>())
                .add(account));
        return alike.entrySet().stream()
                .map(each -> new Row(each.getValue(), each.getKey()))
                .sorted(Comparator.comparing((Row row) -> !row.isTouched())
                        .thenComparing(row -> -row.accounts().size()))
                .toList();
    }
}
