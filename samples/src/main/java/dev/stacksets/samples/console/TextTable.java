package dev.stacksets.samples.console;

import dev.stacksets.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns as wide as their widest cell. Not thread-safe. */
public final class TextTable {
    private static final String INDENT = "   ";
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Starts with the headings.
     *
     * @param headings one per column
     */
    public TextTable(List<String> headings) {
        rows.add(headings);
        rows.add(headings.stream().map(heading -> "").toList());
    }

    /**
     * Adds a row.
     *
     * @param cells one per column
     * @return this table
     */
    public TextTable row(List<String> cells) {
        rows.add(cells.stream().map(Printable::line).toList());
        return this;
    }

    /**
     * Renders it.
     *
     * @return one line per row, below the headings a rule
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(rows.stream().map(this::line).toList());
        lines.set(1, rule());
        return lines;
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder(INDENT);
        for (int column = 0; column < cells.size(); column++) {
            line.append(padded(cells.get(column), width(column))).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private String rule() {
        return line(IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> "-".repeat(width(column)))
                .toList());
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
