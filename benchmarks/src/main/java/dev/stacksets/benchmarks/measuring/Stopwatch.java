package dev.stacksets.benchmarks.measuring;

/** Real time since it was started; the only place that reads the clock. */
public final class Stopwatch {

    private final long start = System.nanoTime();

    private Stopwatch() {}

    /**
     * Starts one.
     *
     * @return running
     */
    public static Stopwatch start() {
        return new Stopwatch();
    }

    /**
     * Reads it; it goes on.
     *
     * @return seconds since the start
     */
    public double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }
}
