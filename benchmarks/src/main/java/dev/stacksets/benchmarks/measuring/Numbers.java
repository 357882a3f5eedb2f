package dev.stacksets.benchmarks.measuring;

import java.util.Locale;

/** Figures as people read them: three digits that count, more only for whole numbers. */
public final class Numbers {

    private Numbers() {}

    /**
     * Renders a figure.
     *
     * @param value any
     * @return such as 12,730, 15.4, 0.43, 1.6e-04, or none for NaN
     */
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "none";
        }
        if (value == Math.rint(value) || Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(
                Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : Math.abs(value) >= 0.1 ? "%.2f" : "%.1e", value);
    }
}
