package dev.stacksets.samples.console;

import dev.stacksets.operation.InstanceOutcome;
import dev.stacksets.operation.InstanceResult;
import dev.stacksets.target.InstanceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How an operation went, a row per account, a column per Region. */
final class OutcomeTable {
    private final Map<InstanceId, InstanceResult> results;
    private final Function<InstanceResult, String> footnote;

    /** A footnote follows the outcome in its cell; empty for none. */
    OutcomeTable(Collection<InstanceResult> results, Function<InstanceResult, String> footnote) {
        this.results = results.stream()
                .collect(Collectors.toMap(
                        InstanceResult::instance, Function.identity(), (one, same) -> one, TreeMap::new));
        this.footnote = footnote;
    }

    /** Regions in the order given, those it does not name after them. */
    List<String> lines(List<String> regionOrder) {
        Set<String> accounts = new TreeSet<>();
        Set<String> present = new TreeSet<>();
        results.keySet().forEach(instance -> {
            accounts.add(instance.account());
            present.add(instance.region());
        });
        Set<String> regions = new LinkedHashSet<>(regionOrder);
        regions.retainAll(present);
        regions.addAll(present);
        TextTable table = new TextTable(row("account", regions, region -> region));
        accounts.forEach(account -> table.row(row(account, regions, region -> cell(new InstanceId(account, region)))));
        return table.lines();
    }

    private String cell(InstanceId instance) {
        InstanceResult result = results.get(instance);
        if (result == null) {
            return "-";
        }
        String note = footnote.apply(result);
        return name(result.outcome()) + (note.isEmpty() ? "" : " " + note);
    }

    private static String name(InstanceOutcome outcome) {
        return outcome == InstanceOutcome.SUCCEEDED ? "ok" : outcome.name();
    }

    private static List<String> row(String first, Set<String> regions, Function<String, String> cell) {
        List<String> row = new ArrayList<>(List.of(first));
        regions.forEach(region -> row.add(cell.apply(region)));
        return row;
    }
}
