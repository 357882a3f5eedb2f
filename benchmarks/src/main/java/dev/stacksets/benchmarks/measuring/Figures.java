package dev.stacksets.benchmarks.measuring;

import java.util.Collections;
import java.util.List;

/**
 * What one side reached, round by round.
 *
 * @param values one or more
 */
public record Figures(List<Double> values) {

    /**
     * Takes a sorted copy.
     *
     * @throws IllegalArgumentException without a value
     */
    public Figures {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = values.stream().sorted().toList();
    }

    /**
     * The middle, for rates and sizes.
     *
     * @return of an even number of values, the mean of the two in the middle
     */
    public double median() {
        int half = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(half) : (values.get(half - 1) + values.get(half)) / 2;
    }

    /**
     * The least, for times: what else runs on the machine only adds.
     *
     * @return the least value
     */
    public double minimum() {
        return Collections.min(values);
    }

    /**
     * How far they lie apart.
     *
     * @return for a detail, such as {@code 5 rounds, 0.41 to 0.52}
     */
    public String spread() {
        return values.size() + " rounds, " + Numbers.text(minimum()) + " to " + Numbers.text(Collections.max(values));
    }
}
