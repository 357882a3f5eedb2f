package dev.stacksets.benchmarks.scorecard;

import dev.stacksets.benchmarks.measuring.Numbers;
import java.util.OptionalDouble;

/**
 * The other side of a figure.
 *
 * @param who its name and version, empty where a figure stands alone
 * @param value what it reached, empty where it is not installed
 */
public record Theirs(String who, OptionalDouble value) {

    /**
     * The figure stands alone.
     *
     * @return nobody
     */
    public static Theirs nobody() {
        return new Theirs("", OptionalDouble.empty());
    }

    /**
     * The other side was measured.
     *
     * @param who its name and version
     * @param value in the figure's unit
     * @return its figure
     */
    public static Theirs of(String who, double value) {
        return new Theirs(who, OptionalDouble.of(value));
    }

    /**
     * The other side is not here.
     *
     * @param who its name
     * @return without a figure
     */
    public static Theirs absent(String who) {
        return new Theirs(who, OptionalDouble.empty());
    }

    @Override
    public String toString() {
        if (who.isEmpty()) {
            return "";
        }
        return value.isEmpty() ? "ABSENT (" + who + ")" : Numbers.text(value.getAsDouble()) + " (" + who + ")";
    }
}
