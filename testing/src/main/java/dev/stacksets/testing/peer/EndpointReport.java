package dev.stacksets.testing.peer;

import dev.stacksets.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an {@link EndpointProbe} found.
 *
 * @param actions each action of StackSets once, in the order they were tried
 * @param deviations how it differs
 * @param leftBehind what could not be removed again; empty when all was
 */
public record EndpointReport(List<Row> actions, Set<Deviation> deviations, List<String> leftBehind) {

    /** Whether an action is there. */
    public enum Support {
        /** It did what it was asked. */
        YES("yes"),
        /** It is there and said no in CloudFormation's words, which may be right. */
        REFUSED("refused"),
        /** There is no such action, or its answer is none of CloudFormation's. */
        MISSING("missing"),
        /** It was not tried, and the note says why. */
        NOT_TRIED("not tried");

        private final String text;

        Support(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * One action.
     *
     * @param action its name
     * @param support whether it is there
     * @param note what was seen; empty when there is nothing to say
     */
    public record Row(String action, Support support, String note) {}

    /**
     * Copies the lists.
     *
     * @param actions as above
     * @param deviations as above
     * @param leftBehind as above
     */
    public EndpointReport {
        actions = List.copyOf(actions);
        deviations = Set.copyOf(deviations);
        leftBehind = List.copyOf(leftBehind);
    }

    /**
     * Whether an action is there.
     *
     * @param action such as {@code DetectStackSetDrift}
     * @return true when it did what it was asked, or refused in CloudFormation's words
     */
    public boolean supports(String action) {
        return actions.stream()
                .filter(row -> row.action().equals(action))
                .anyMatch(row -> row.support() == Support.YES || row.support() == Support.REFUSED);
    }

    /**
     * Whether it was seen to differ.
     *
     * @param deviation how
     * @return true if so
     */
    public boolean has(Deviation deviation) {
        return deviations.contains(deviation);
    }

    /**
     * For people: a line for each action, then the deviations, then what was left behind.
     *
     * @return lines without a line feed at the end
     */
    @Override
    public String toString() {
        Stream<String> rows = actions.stream()
                .map(row -> String.format(
                                Locale.ROOT, "%-36s %-10s %s", row.action(), row.support(), Printable.line(row.note()))
                        .stripTrailing());
        Stream<String> differences = deviations.stream().sorted().map(deviation -> "differs: " + deviation.text());
        return Stream.of(rows, differences, leftBehind.stream().map(what -> "left behind: " + Printable.line(what)))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }
}
