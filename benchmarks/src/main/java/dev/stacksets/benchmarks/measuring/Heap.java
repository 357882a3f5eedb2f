package dev.stacksets.benchmarks.measuring;

import java.util.stream.LongStream;

/** The heap of this process. */
public final class Heap {

    private static final int COLLECTIONS = 5;

    private Heap() {}

    /**
     * What is in use when garbage is gone.
     *
     * @return bytes, the least after a few collections
     */
    public static long inUse() {
        return LongStream.generate(Heap::collected).limit(COLLECTIONS).min().orElseThrow();
    }

    private static long collected() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
